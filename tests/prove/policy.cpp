// From draw to FlatBuffers, a function a table. Ids name what a reader of a failing pair wants to know.
#include "policy.hpp"

#include <algorithm>
#include <stdexcept>

#include "conditions.hpp"
#include "leaves.hpp"
#include "policy/paces.hpp"
#include "policy/verify.hpp"
#include "values.hpp"

namespace assent::prove {

namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using pack::Basis;
using pack::ValueType;
using Indexes = std::vector<std::uint16_t>;

constexpr std::uint32_t hour_s = 3'600;
constexpr std::uint32_t day_s = 24 * hour_s;
constexpr std::uint16_t none = 0xFFFF;
constexpr std::uint32_t budget = 3'000;  // pays for three answers with noise

template <class Table>
auto pick_of(const Table& table, int pick) {
  return table[static_cast<std::size_t>(pick) % std::size(table)];
}

std::string id_of(const char* what, std::size_t index) { return what + std::to_string(index); }

Indexes from_bits(int bits, std::size_t limit) {
  Indexes indexes;
  for (std::size_t index = 0; index < limit; ++index)
    if (bits >> index & 1) indexes.push_back(static_cast<std::uint16_t>(index));
  return indexes;
}

std::uint64_t bits_below(int bits, std::size_t limit) {
  return static_cast<std::uint64_t>(bits) & ((std::uint64_t{1} << limit) - 1);
}

Basis basis_of(int pick) {
  static constexpr Basis all[] = {Basis::consent,           Basis::consent,  Basis::consent,
                                  Basis::explicit_consent,  Basis::consent,  Basis::legitimate_interest,
                                  Basis::explicit_consent,  Basis::contract, Basis::legitimate_interest,
                                  Basis::strictly_necessary};
  return pick_of(all, pick);
}

// Everything that is under way while a pack is built.
struct Build {
  const PolicyDraw& draw;
  bool small_core = false;  // only what core.wasm knows
  FlatBufferBuilder out{};
  Programs programs{};
  std::vector<ValueType> types{};  // of the attributes so far
  std::vector<std::set<std::uint16_t>> inputs{};

  // What visitors are shown and told of rests on these, in policies that have them.
  bool has_holdout() const { return draw.holdout == 0 && !small_core; }
  std::uint16_t counts() const { return static_cast<std::uint16_t>(draw.attributes.size()); }
  int facts() const { return draw.facts; }
  bool is_page(int destination) const { return destination == draw.page; }
  Offset<flatbuffers::String> text(const std::string& of) { return out.CreateString(of); }
};

// What reading `direct` reads in the end.
std::set<std::uint16_t> closed(const Build& build, const std::set<std::uint16_t>& direct) {
  std::set<std::uint16_t> all = direct;
  for (const std::uint16_t index : direct) all.insert(build.inputs[index].begin(), build.inputs[index].end());
  return all;
}

Offset<pack::Regime> regime(Build& build, const RegimeDraw& draw, std::size_t index) {
  static constexpr std::uint32_t validity_s[] = {day_s, 30 * day_s, 365 * day_s, 365 * day_s};
  static constexpr pack::Model models[] = {pack::Model::opt_in, pack::Model::opt_in, pack::Model::opt_out,
                                           pack::Model::notice};
  constexpr std::uint8_t age_from = 16;
  const std::vector<Offset<flatbuffers::String>> regions{build.text(id_of("R", index))};
  const pack::Model model = pick_of(models, draw.model);
  std::array<std::uint64_t, policy::basis_count> bases{};
  std::uint64_t covered = 0;
  std::uint64_t sensitive = 0;
  for (std::size_t at = 0; at < build.draw.purposes.size(); ++at) {
    const PurposeDraw& purpose = build.draw.purposes[at];
    const int by_model[] = {purpose.opt_in, purpose.opt_out, purpose.notice};
    const std::uint64_t bit = std::uint64_t{1} << at;
    bases[static_cast<std::size_t>(basis_of(by_model[static_cast<std::size_t>(model)]))] |= bit;
    if (purpose.covered_by_gpc == 1) covered |= bit;
    if (purpose.sensitive == 1) sensitive |= bit;
  }
  const pack::Bases by_basis(bases);
  const std::uint32_t reask_s = pick_of(validity_s, draw.reask);
  const pack::Terms terms(pick_of(validity_s, draw.validity), reask_s, reask_s, reask_s);
  const std::uint64_t interest = bases[static_cast<std::size_t>(pack::Basis::legitimate_interest)];
  return pack::CreateRegime(build.out, build.text(id_of("regime", index)), model, &by_basis,
                            model == pack::Model::opt_in ? interest & covered : interest,
                            draw.honors_gpc == 1 ? covered : 0, covered, sensitive, draw.age == 5 ? age_from : 0,
                            &terms, build.out.CreateVector(regions));
}

Offset<pack::Purpose> purpose(Build& build, const PurposeDraw&, std::size_t index) {
  return pack::CreatePurpose(build.out, build.text(id_of("purpose", index)), 365 * day_s, 1);
}

Offset<pack::Leave> leave(Build& build, const LeaveDraw& draw, const LeaveOf& of) {
  const auto destination = draw.destination % static_cast<int>(build.draw.destinations.size());
  LeaveOf to = of;
  to.special = to.special || build.is_page(destination);  // nothing but a decision
  return write_leave(build.out, draw, static_cast<std::uint16_t>(destination), to);
}

Offset<pack::Inference> inference(Build& build, const InferenceDraw& draw, ValueType type,
                                  std::set<std::uint16_t>& read) {
  const pack::Range when = write_condition(draw.when, {build.types, build.facts()}, build.programs, read);
  const double number = type == ValueType::boolean  ? draw.value.pick % 2
                        : type == ValueType::number ? small_number_of(draw.value.pick)
                                                    : days_of(draw.value.pick % 6);
  return pack::CreateInference(build.out, &when, type == ValueType::text ? 0 : number,
                               type == ValueType::text ? build.text(symbol_of(draw.value.pick)) : 0);
}

ValueType type_of(const AttributeDraw& draw, pack::Source source, bool small_core) {
  static constexpr ValueType all[] = {ValueType::text, ValueType::number,    ValueType::text, ValueType::boolean,
                                      ValueType::date, ValueType::text_list, ValueType::text, ValueType::number};
  const ValueType type = pick_of(all, draw.type);
  const bool is_counted = type == ValueType::text_list || type == ValueType::boolean;
  if (source == pack::Source::observed && is_counted && draw.limits % 2 == 0 && !small_core) return ValueType::scores;
  return type == ValueType::text_list && source == pack::Source::inferred ? ValueType::text : type;
}

pack::Update update_of(const AttributeDraw& draw, ValueType type) {
  if (type == ValueType::number && draw.update > 0) return pack::Update::add;
  if (type == ValueType::text_list && draw.update > 0) return pack::Update::collect;
  return pack::Update::set;
}

std::vector<Offset<flatbuffers::String>> choices_of(Build& build, const AttributeDraw& draw, ValueType type) {
  std::vector<Offset<flatbuffers::String>> choices;
  const bool is_limited = draw.limits == 0 && (type == ValueType::text || type == ValueType::text_list);
  if (is_limited || type == ValueType::scores)
    for (const char* choice : prove::choices) choices.push_back(build.text(choice));
  return choices;
}

std::string signal_of(const AttributeDraw& draw, int next = 0) {
  constexpr int signals = 3;
  return id_of("signal", static_cast<std::size_t>((draw.signal + next) % signals));
}

// Two of the signals that other attributes listen to as well.
std::vector<Offset<pack::ScoreSignal>> raised_by(Build& build, const AttributeDraw& draw, ValueType type) {
  std::vector<Offset<pack::ScoreSignal>> signals;
  if (type != ValueType::scores) return signals;
  signals.push_back(pack::CreateScoreSignal(build.out, build.text(signal_of(draw)), 0.3));
  if (draw.update > 0) signals.push_back(pack::CreateScoreSignal(build.out, build.text(signal_of(draw, 1)), 1));
  return signals;
}

Offset<pack::Attribute> attribute(Build& build, const AttributeDraw& draw, std::size_t index) {
  static constexpr pack::Source sources[] = {pack::Source::declared, pack::Source::observed, pack::Source::declared,
                                             pack::Source::inferred, pack::Source::declared, pack::Source::observed,
                                             pack::Source::inferred, pack::Source::declared};
  static constexpr std::uint32_t half_life_s[] = {hour_s, 14 * day_s, 60};
  static constexpr std::uint32_t retention_s[] = {hour_s, 7 * day_s, 180 * day_s, 365 * day_s};
  const pack::Source source = pick_of(sources, draw.source);
  const std::uint32_t kept_s = pick_of(retention_s, draw.retention);
  const ValueType type = type_of(draw, source, build.small_core);
  std::set<std::uint16_t> read;
  std::vector<Offset<pack::Inference>> inferences;
  if (source == pack::Source::inferred)
    for (const InferenceDraw& each : draw.inferences) inferences.push_back(inference(build, each, type, read));
  build.inputs.push_back(closed(build, read));
  build.types.push_back(type);
  std::vector<Offset<pack::Leave>> leaves;
  const bool bounded = draw.limits == 1 && type == ValueType::number;
  const bool has_no_form = draw.special == 0 || type >= ValueType::any;
  const LeaveOf of{type, has_no_form, build.small_core, bounded, draw.limits == 0 && type == ValueType::text};
  if (draw.stays > 2)
    for (const LeaveDraw& each : draw.leaves) leaves.push_back(leave(build, each, of));
  const auto id = build.text(id_of("attribute", index));
  const Indexes inputs(build.inputs.back().begin(), build.inputs.back().end());
  return pack::CreateAttribute(
      build.out, id, bits_below(draw.purposes | 1, build.draw.purposes.size()), type, source, draw.special == 0, kept_s,
      draw.freshness == 0 ? kept_s / 2 : kept_s, bounded ? 0 : -1e9, bounded ? 100 : 1e9,
      build.out.CreateVector(choices_of(build, draw, type)),
      source == pack::Source::observed && type != ValueType::scores ? build.text(signal_of(draw)) : 0,
      update_of(draw, type), build.out.CreateVector(inferences), build.out.CreateVector(inputs),
      build.out.CreateVector(leaves), type == ValueType::scores ? half_life_s[draw.freshness % 3] : 0,
      build.out.CreateVector(raised_by(build, draw, type)));
}

bool is_counted(const Build& build, const ExperienceDraw& draw) {
  constexpr int first = 6, end = 10;
  return !build.small_core && draw.pace >= first && draw.pace < end;
}

bool is_counted(const Build& build, const SlotDraw& draw) {
  return std::any_of(draw.experiences.begin(), draw.experiences.end(),
                     [&](const ExperienceDraw& each) { return is_counted(build, each); });
}

// Caps and a cool-down that scripts of a few acts come to; two parts of a group; schedules that turn while they run.
Offset<pack::Pace> pace(Build& build, const ExperienceDraw& draw) {
  constexpr double script_begins_ms = 1'767'603'600'000, turn_ms = 90'000;
  constexpr std::uint16_t half = policy::parts / 2;
  enum { in_visit = 6, in_day, in_all, cooling, scheduled, excluded };
  const bool is_paced = draw.pace >= in_visit && !build.small_core;
  if (!is_paced && !build.has_holdout()) return 0;
  const auto kind = is_paced ? draw.pace : 0;
  const auto cap = [&](int of) { return static_cast<std::uint16_t>(kind == of ? draw.much % 3 + 1 : 0); };
  std::vector<double> turns;
  for (int turn = 0; kind == scheduled && turn < draw.much % 8 + 1; ++turn)
    turns.push_back(script_begins_ms + turn * turn_ms);
  const bool is_excluded = kind == excluded && draw.much % 4 < 2;
  const std::uint16_t first = is_excluded && draw.much % 2 == 1 ? half : std::uint16_t{0};
  const auto group = is_excluded ? build.text("group") : 0;
  return pack::CreatePace(build.out, kind == excluded && draw.much % 4 == 3, build.out.CreateVector(turns), group,
                          first, is_excluded ? static_cast<std::uint16_t>(first + half) : std::uint16_t{0},
                          cap(in_visit), cap(in_day), cap(in_all),
                          kind == cooling ? static_cast<std::uint32_t>(draw.much + 1) * 30 : 0);
}

Offset<pack::Experience> experience(Build& build, const ExperienceDraw& draw, std::size_t index,
                                    std::set<std::uint16_t>& read) {
  const pack::Range when = write_condition(draw.when, {build.types, build.facts()}, build.programs, read);
  std::vector<Offset<pack::Variant>> variants;
  // Four and more: no experiment. A weight of zero is nobody's variant.
  static constexpr std::uint32_t weights[] = {30, 0, 60};
  for (int variant = 0; draw.variants < 4 && variant < draw.variants; ++variant)
    variants.push_back(pack::CreateVariant(build.out, build.text(id_of("variant", static_cast<std::size_t>(variant))),
                                           weights[variant]));
  const auto id = build.text(id_of("experience", index));
  const auto with_pace = pace(build, draw);
  return pack::CreateExperience(build.out, id, &when, variants.empty() ? 0 : build.text("split"),
                                build.out.CreateVector(variants), with_pace);
}

// What stands in a slot, and what decides it.
struct Filled {
  std::vector<Offset<pack::Experience>> experiences{};
  std::set<std::uint16_t> labels{};
};

Filled filled(Build& build, const SlotDraw& draw) {
  std::set<std::uint16_t> read;
  Filled made;
  for (std::size_t each = 0; each < draw.experiences.size(); ++each)
    made.experiences.push_back(experience(build, draw.experiences[each], each, read));
  made.labels = closed(build, read);
  return made;
}

// What was seen in any slot that is counted depends on whatever decided it, and decides there again.
std::set<std::uint16_t> add_counts(const Build& build, std::vector<Filled>& slots) {
  std::set<std::uint16_t> inputs;
  for (std::size_t at = 0; at < slots.size(); ++at)
    if (is_counted(build, build.draw.slots[at])) inputs.insert(slots[at].labels.begin(), slots[at].labels.end());
  for (std::size_t at = 0; at < slots.size(); ++at) {
    if (!is_counted(build, build.draw.slots[at])) continue;
    slots[at].labels = inputs;
    slots[at].labels.insert(build.counts());
  }
  return inputs;
}

Offset<pack::Attribute> counts(Build& build, const std::set<std::uint16_t>& inputs) {
  static constexpr std::uint32_t retention_s[] = {hour_s, 7 * day_s, 180 * day_s, 365 * day_s};
  const AttributeDraw& draw = build.draw.counts;
  const std::uint32_t kept_s = pick_of(retention_s, draw.retention);
  std::vector<Offset<pack::Leave>> leaves;
  const LeaveOf of{ValueType::counts, true, false, false, false};
  if (draw.stays > 2)
    for (const LeaveDraw& each : draw.leaves) leaves.push_back(leave(build, each, of));
  const auto id = build.text(id_of("attribute", build.counts()));
  const auto all_inputs = build.out.CreateVector(Indexes(inputs.begin(), inputs.end()));
  const auto all_leaves = build.out.CreateVector(leaves);
  pack::AttributeBuilder made(build.out);
  made.add_id(id);
  made.add_purposes(bits_below(draw.purposes | 1, build.draw.purposes.size()));
  made.add_type(ValueType::counts);
  made.add_source(pack::Source::observed);
  made.add_retention_s(kept_s);
  made.add_fresh_s(kept_s);
  made.add_inputs(all_inputs);
  made.add_leaves(all_leaves);
  return made.Finish();
}

Offset<pack::Slot> slot(Build& build, const SlotDraw& draw, const Filled& with, std::size_t index) {
  const auto& [experiences, labels] = with;
  const auto id = build.text(id_of("slot", index));
  return pack::CreateSlot(
      build.out, id, static_cast<std::uint16_t>(draw.purpose % static_cast<int>(build.draw.purposes.size())),
      build.out.CreateVector(experiences), build.out.CreateVector(Indexes(labels.begin(), labels.end())),
      build.out.CreateVector(from_bits(draw.exposes | 1, build.draw.destinations.size())));
}

Offset<pack::Goal> goal(Build& build, const GoalDraw& draw, std::size_t index) {
  const auto slot = static_cast<std::size_t>(draw.slot) % build.draw.slots.size();
  const int exposes = (draw.exposes | 1) & (build.draw.slots[slot].exposes | 1);
  const auto id = build.text(id_of("goal", index));
  return pack::CreateGoal(build.out, id, static_cast<std::uint16_t>(slot),
                          build.out.CreateVector(from_bits(exposes, build.draw.destinations.size())));
}

template <class Draw, class Make>
auto each_of(Build& build, const std::vector<Draw>& draws, Make make) {
  std::vector<decltype(make(build, draws[0], 0))> made;
  for (std::size_t index = 0; index < draws.size(); ++index) made.push_back(make(build, draws[index], index));
  return made;
}

template <class Draw, class Make>
auto all_of(Build& build, const std::vector<Draw>& draws, Make make) {
  return build.out.CreateVector(each_of(build, draws, make));
}

Offset<pack::Service> service(Build& build, int purposes, std::size_t index) {
  const auto id = build.text(id_of("service", index));
  return pack::CreateService(build.out, id, bits_below(purposes, build.draw.purposes.size()));
}

Offset<pack::Destination> destination(Build& build, int purposes, std::size_t index) {
  const auto id = build.text(id_of("destination", index));
  return pack::CreateDestination(build.out, id, bits_below(purposes | 1, build.draw.purposes.size()),
                                 build.is_page(static_cast<int>(index)));
}

Offset<pack::Map> postcodes(Build& build) {
  return pack::CreateMap(build.out, build.out.CreateVectorOfStrings({"20095", "80331"}),
                         build.out.CreateVectorOfStrings({"north", "south"}), build.text("elsewhere"));
}

std::vector<std::string> facts(int count) {
  std::vector<std::string> names{"path", "query.campaign"};
  names.resize(static_cast<std::size_t>(count));
  return names;
}

void write_pack(Build& build) {
  const PolicyDraw& draw = build.draw;
  FlatBufferBuilder& out = build.out;
  const auto regimes = all_of(build, draw.regimes, regime);
  const auto purposes = all_of(build, draw.purposes, purpose);
  auto known = each_of(build, draw.attributes, attribute);
  std::vector<Filled> contents;
  for (const SlotDraw& each : draw.slots) contents.push_back(filled(build, each));
  const bool has_counts =
      std::any_of(draw.slots.begin(), draw.slots.end(), [&](const SlotDraw& each) { return is_counted(build, each); });
  if (has_counts) known.push_back(counts(build, add_counts(build, contents)));
  const auto attributes = out.CreateVector(known);
  const auto services = all_of(build, draw.services, service);
  const auto destinations = all_of(build, draw.destinations, destination);
  std::vector<Offset<pack::Slot>> made;
  for (std::size_t at = 0; at < contents.size(); ++at) made.push_back(slot(build, draw.slots[at], contents[at], at));
  const auto slots = out.CreateVector(made);
  const auto holdout = build.has_holdout() ? build.text("holdout") : 0;
  constexpr std::uint16_t held_out = policy::parts / 2;
  const auto goals = all_of(build, build.small_core ? std::vector<GoalDraw>() : draw.goals, goal);
  const std::vector<Offset<pack::Map>> maps{postcodes(build)};
  const auto root = pack::CreatePack(
      out, policy::pack_format, build.text("site"), build.text("en"), build.text("notice"), regimes, purposes,
      attributes, services, destinations, slots, out.CreateVector(maps), out.CreateVectorOfStrings(facts(draw.facts)),
      out.CreateVectorOfStructs(build.programs.nodes), out.CreateVector(build.programs.numbers),
      out.CreateVector(build.programs.operands), out.CreateVectorOfStrings(symbols()), build.text("{}"), 0, budget, 0,
      0, 0, none, has_counts ? build.counts() : none, holdout, build.has_holdout() ? held_out : std::uint16_t{0},
      goals);
  pack::FinishPackBuffer(out, root);
}

}  // namespace

std::shared_ptr<const Policy> make_policy(const PolicyDraw& draw, bool small_core) {
  Build build{draw, small_core};
  write_pack(build);
  auto policy = std::make_shared<Policy>();
  policy->bytes.assign(reinterpret_cast<const char*>(build.out.GetBufferPointer()), build.out.GetSize());
  const auto opened = policy::open(base::as_bytes(policy->bytes));
  if (!opened) throw std::logic_error("a drawn pack is refused");
  policy->pack = opened.value;
  return policy;
}

}  // namespace assent::prove
