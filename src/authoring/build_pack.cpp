// Fills the FlatBuffers tables of src/policy/pack.fbs. Equal texts are stored once; what is empty or a default is left
// out, since the browser loads every byte.
#include "authoring/build_pack.hpp"

#include <algorithm>
#include <array>

#include "authoring/build_features.hpp"
#include "authoring/noise.hpp"
#include "authoring/program.hpp"
#include "authoring/schedule.hpp"
#include "authoring/told.hpp"
#include "authoring/write_page.hpp"
#include "policy/paces.hpp"

namespace assent::authoring {

namespace {

using flatbuffers::Offset;
using flatbuffers::Vector;
using Text = Offset<flatbuffers::String>;
template <class T>
using Tables = Offset<Vector<Offset<T>>>;

constexpr std::uint16_t no_index = 0xFFFF;

class PackBuilder {
 public:
  PackBuilder(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes,
              const std::string& layers)
      : lookup_(lookup),
        policy_(lookup.policy()),
        order_(order),
        language_(language),
        hashes_(hashes),
        layers_(layers),
        told_(feature_slots(policy_)),
        programs_(lookup, order) {}

  std::string build() {
    const auto site = text(policy_.site.id);
    const auto language = text(language_);
    const auto regimes = tables(policy_.regimes, &PackBuilder::regime);
    const auto purposes = tables(policy_.purposes, &PackBuilder::purpose);
    const auto attributes = sorted_attributes();
    const auto services = tables(policy_.services, &PackBuilder::service);
    const auto destinations = tables(policy_.site.destinations, &PackBuilder::destination);
    const auto slots = all_slots();
    const auto maps = all_maps();
    const auto goals = tables(policy_.goals, &PackBuilder::goal);
    const auto features = build_features(lookup_, order_, told_, programs_, out_);
    const auto context = texts(programs_.context());
    const auto nodes = programs_.nodes().empty() ? 0 : out_.CreateVectorOfStructs(programs_.nodes());
    const auto numbers = plain(programs_.numbers());
    const auto operands = plain(programs_.operands());
    const auto symbols = texts(programs_.symbols());
    const auto sets = programs_.sets().empty() ? 0 : out_.CreateVectorOfStructs(programs_.sets());
    const auto all_blobs = blobs();
    const auto holdout = policy_.pacing.held_out > 0 ? text("holdout") : 0;
    const std::string told = write_page(lookup_, order_, language_, hashes_, programs_.context());
    const auto page = text(told);
    const auto notice = text(notice_hash(told, layers_));
    out_.Finish(pack::CreatePack(out_, policy::pack_format, site, language, notice, regimes, purposes, attributes,
                                 services, destinations, slots, maps, context, nodes, numbers, operands, symbols, page,
                                 programs_.salt(), whole_thousandths(policy_.site.noise_budget), features, sets,
                                 all_blobs, rank_of(policy_.features.keeps.id), rank_of(policy_.pacing.counts.id),
                                 holdout, policy_.pacing.held_out, goals),
                pack::PackIdentifier());
    return {reinterpret_cast<const char*>(out_.GetBufferPointer()), out_.GetSize()};
  }

 private:
  Text text(const std::string& value) { return value.empty() ? 0 : out_.CreateSharedString(value); }

  template <class T>
  Offset<Vector<T>> plain(const std::vector<T>& values) {
    return values.empty() ? 0 : out_.CreateVector(values);
  }

  template <class T>
  Tables<T> tables(const std::vector<Offset<T>>& values) {
    return values.empty() ? 0 : out_.CreateVector(values);
  }

  template <class From, class To>
  Tables<To> tables(const std::vector<From>& all, Offset<To> (PackBuilder::*make)(const From&)) {
    std::vector<Offset<To>> made;
    for (const From& each : all) made.push_back((this->*make)(each));
    return tables(made);
  }

  Offset<Vector<Text>> texts(const std::vector<std::string>& values) {
    std::vector<Text> made;
    for (const std::string& value : values) made.push_back(out_.CreateSharedString(value));
    return made.empty() ? 0 : out_.CreateVector(made);
  }

  // In place, 8 bytes aligned: programs of patterns have numbers of two bytes.
  Tables<pack::Blob> blobs() {
    std::vector<Offset<pack::Blob>> made;
    for (const std::string& each : programs_.blobs())
      made.push_back(
          pack::CreateBlob(out_, out_.CreateVector(reinterpret_cast<const std::uint8_t*>(each.data()), each.size())));
    return tables(made);
  }

  std::uint64_t purposes(const std::vector<Reference>& references) {
    policy::PurposeSet set;
    for (const Reference& each : references) set.set(lookup_.position(*lookup_.purpose(each.id)));
    return set.bits();
  }

  // The purposes of the policy by the basis that each has under the regime's model.
  pack::Bases bases(const Regime& under) {
    std::array<std::uint64_t, policy::basis_count> sets{};
    for (std::size_t basis = 0; basis < sets.size(); ++basis)
      sets[basis] =
          those([&](const Purpose& each) { return basis_of(each, under) == static_cast<pack::Basis>(basis); });
    return pack::Bases(sets);
  }

  // No purpose lacks a basis under a regime of the site; consent is the strictest that every regime knows.
  static pack::Basis basis_of(const Purpose& purpose, const Regime& under) {
    return basis_under(purpose, under).value_or(pack::Basis::consent);
  }

  static bool has_choice(const Purpose& purpose, const Regime& under) {
    const pack::Basis basis = basis_of(purpose, under);
    return basis != pack::Basis::contract && basis != pack::Basis::strictly_necessary;
  }

  // The purposes of the policy that `are_meant`, as bits.
  template <class AreMeant>
  std::uint64_t those(AreMeant are_meant) {
    policy::PurposeSet set;
    for (const Purpose& each : policy_.purposes)
      if (are_meant(each)) set.set(lookup_.position(each));
    return set.bits();
  }

  Offset<pack::Regime> regime(const Regime& from) {
    const auto id = text(from.id);
    const auto regions = texts(from.regions);
    const pack::Bases by_basis = bases(from);
    const pack::Terms terms(from.validity_s, from.accepted_s, from.partly_s, from.refused_s);
    const auto requires_control = [&](Required control) { return from.controls.contains(control); };
    const auto is_sold = [&](const Purpose& each) { return each.covered_by_gpc && has_choice(each, from); };
    pack::RegimeBuilder made(out_);
    made.add_id(id);
    made.add_model(from.model);
    made.add_bases(&by_basis);
    // `check` lets a purpose stand on legitimate interest in an opt-in regime only where nothing is stored for it, or
    // where the regime exempts it.
    made.add_unprompted(
        those([&](const Purpose& each) { return basis_of(each, from) == pack::Basis::legitimate_interest; }));
    made.add_gpc(from.honors_gpc ? those(is_sold) : 0);
    made.add_opt_out(requires_control(Required::do_not_sell) ? those(is_sold) : 0);
    made.add_limit(requires_control(Required::limit_sensitive) ? those([&](const Purpose& each) {
      return has_choice(each, from) && is_sensitive(each, policy_);
    })
                                                               : 0);
    made.add_age_from(from.asks_age ? from.age_from : 0);
    made.add_terms(&terms);
    made.add_regions(regions);
    return made.Finish();
  }

  Offset<pack::Purpose> purpose(const Purpose& from) {
    const auto id = text(from.id);
    return pack::CreatePurpose(out_, id, from.retention_s, revision_of(from, policy_));
  }

  Offset<pack::Leave> leave(const Attribute& of, const Leave& from) {
    const auto bounds = plain(from.bounds);
    const std::uint16_t map = from.minimizer == pack::Minimizer::map ? lookup_.map_position(from.map.id) : 0;
    const Odds noise = from.epsilon > 0 ? odds_of(from, noise_levels(of, from)) : Odds();
    return pack::CreateLeave(out_, lookup_.position(*lookup_.destination(from.destination.id)), from.decision,
                             from.decision ? pack::Minimizer::drop : from.minimizer, bounds, from.length, map,
                             from.unit, noise.odds, noise.further, noise.cost);
  }

  Offset<pack::Inference> inference(const Inference& from) {
    const auto* value = std::get_if<std::string>(&from.value.value);
    const auto as_text = value ? text(*value) : 0;
    const pack::Range when = programs_.add(from.when);
    return pack::CreateInference(out_, &when, value ? 0 : number_of(from.value), as_text);
  }

  Offset<pack::ScoreSignal> score_signal(const ScoreSignal& from) {
    return pack::CreateScoreSignal(out_, text(from.signal), from.weight);
  }

  Offset<pack::Attribute> attribute(const Attribute& from) {
    const auto id = text(from.id);
    const auto choices = texts(from.choices);
    const auto signal = text(from.signal);
    const auto inferences = tables(from.inferences, &PackBuilder::inference);
    const auto& all_inputs = order_.inputs[lookup_.position(from)];
    const auto inputs = plain(std::vector<std::uint16_t>(all_inputs.begin(), all_inputs.end()));
    std::vector<Offset<pack::Leave>> all_leaves;
    for (const Leave& each : from.leaves) all_leaves.push_back(leave(from, each));
    const auto leaves = tables(all_leaves);
    const auto signals = tables(from.raised_by, &PackBuilder::score_signal);
    pack::AttributeBuilder made(out_);
    made.add_id(id);
    made.add_type(from.type);
    made.add_source(from.source);
    made.add_purposes(purposes(from.purposes));
    made.add_special(from.special);
    made.add_retention_s(from.retention_s);
    made.add_fresh_s(from.fresh_s);
    if (from.range) made.add_minimum((*from.range)[0]);
    if (from.range) made.add_maximum((*from.range)[1]);
    made.add_choices(choices);
    made.add_signal(signal);
    made.add_update(from.update);
    made.add_inferences(inferences);
    made.add_inputs(inputs);
    made.add_leaves(leaves);
    made.add_half_life_s(from.half_life_s);
    made.add_signals(signals);
    return made.Finish();
  }

  Tables<pack::Attribute> sorted_attributes() {
    std::vector<Offset<pack::Attribute>> made;
    for (const std::uint16_t position : order_.sorted) made.push_back(attribute(policy_.attributes[position]));
    return tables(made);
  }

  Offset<pack::Service> service(const Service& from) {
    const auto id = text(from.id);
    return pack::CreateService(out_, id, purposes(from.purposes));
  }

  Offset<pack::Destination> destination(const Destination& from) {
    const auto id = text(from.id);
    return pack::CreateDestination(out_, id, purposes(from.purposes), from.page);
  }

  Offset<pack::Variant> variant(const Variant& from) { return pack::CreateVariant(out_, text(from.id), from.weight); }

  // Its share of a group, in ten-thousandths: [first, end).
  std::pair<std::uint16_t, std::uint16_t> part_of(const Experience& from, const std::string& slot) const {
    for (const Group& group : policy_.pacing.groups) {
      if (group.id != from.pace.exclusive.id) continue;
      std::uint64_t total = 0, before = 0;
      for (const GroupMember& each : group.members) total += each.weight;
      for (const GroupMember& each : group.members) {
        const std::uint64_t after = before + each.weight;
        if (each.slot == slot && each.experience == from.id)
          return {static_cast<std::uint16_t>(before * policy::parts / total),
                  static_cast<std::uint16_t>(after * policy::parts / total)};
        before = after;
      }
    }
    return {};
  }

  // With a holdout every experience of a slot has one: to the small core that says that it is not to be shown.
  Offset<pack::Pace> pace(const Experience& from, const std::string& slot) {
    const ExperiencePace& of = from.pace;
    if (of.is_empty() && policy_.pacing.held_out == 0) return 0;
    const auto turns = plain(turns_of(of.schedule, of.schedule.zone.empty() ? policy_.pacing.zone : of.schedule.zone));
    const auto group = of.exclusive.id.empty() ? 0 : text("group:" + of.exclusive.id);
    const auto [first, end] = part_of(from, slot);
    const Caps caps = of.caps.value_or(Caps());
    return pack::CreatePace(out_, of.off, turns, group, first, end, caps.visit, caps.day, caps.all, caps.cool_down_s);
  }

  Offset<pack::Experience> experience(const Experience& from, Offset<pack::Pace> with_pace) {
    const auto id = text(from.id);
    const pack::Range when = programs_.add(from.when);
    const auto experiment = text(from.experiment);
    const auto variants = tables(from.variants, &PackBuilder::variant);
    return pack::CreateExperience(out_, id, &when, experiment, variants, with_pace);
  }

  Tables<pack::Slot> all_slots() {
    std::vector<Offset<pack::Slot>> made;
    for (const Slot& each : policy_.slots) made.push_back(slot(each, all_inputs(policy_, each), true));
    for (const FeatureSlot& each : told_) made.push_back(slot(each.slot, all_inputs(lookup_, *each.feature), false));
    return tables(made);
  }

  // An attribute that the widget keeps for itself.
  std::uint16_t rank_of(const std::string& id) const {
    const Attribute* const attribute = lookup_.attribute(id);
    return attribute ? order_.ranks[lookup_.position(*attribute)] : no_index;
  }

  Offset<pack::Slot> slot(const Slot& from, const std::set<std::string>& inputs, bool is_paced) {
    const auto id = text(from.id);
    std::vector<Offset<pack::Experience>> all;
    for (const Experience& each : from.experiences) all.push_back(experience(each, is_paced ? pace(each, from.id) : 0));
    const auto experiences = tables(all);
    const auto closure = order_.closure(lookup_, inputs);
    const auto labels = plain(std::vector<std::uint16_t>(closure.begin(), closure.end()));
    const auto exposes = destinations(from.exposes);
    return pack::CreateSlot(out_, id, lookup_.position(*lookup_.purpose(from.purpose.id)), experiences, labels,
                            exposes);
  }

  Offset<Vector<std::uint16_t>> destinations(const std::vector<Reference>& references) {
    std::vector<std::uint16_t> positions;
    for (const Reference& each : references) positions.push_back(lookup_.position(*lookup_.destination(each.id)));
    return plain(positions);
  }

  Offset<pack::Goal> goal(const Goal& from) {
    const auto id = text(from.id);
    const auto exposes = destinations(from.exposes);
    return pack::CreateGoal(out_, id, lookup_.position(*lookup_.slot(from.after.id)), exposes);
  }

  Tables<pack::Map> all_maps() {
    std::vector<Offset<pack::Map>> made;
    for (const auto& [id, map] : policy_.maps) {
      std::vector<std::string> keys, values;
      for (const auto& [key, value] : map.entries) {
        keys.push_back(key);
        values.push_back(value);
      }
      const auto all_keys = texts(keys);
      const auto all_values = texts(values);
      made.push_back(pack::CreateMap(out_, all_keys, all_values, text(map.other)));
    }
    return tables(made);
  }

  const Lookup& lookup_;
  const Policy& policy_;
  const Order& order_;
  const std::string& language_;
  const FileHashes& hashes_;
  const std::string& layers_;
  const std::vector<FeatureSlot> told_;
  Programs programs_;
  flatbuffers::FlatBufferBuilder out_;
};

}  // namespace

std::string build_pack(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes,
                       const std::string& layers) {
  return PackBuilder(lookup, order, language, hashes, layers).build();
}

}  // namespace assent::authoring
