// Defaults are left out: the browser loads every byte.
#include "authoring/build_features.hpp"

#include <set>

#include "authoring/js_value.hpp"

namespace assent::authoring {

namespace {

using flatbuffers::Offset;
using flatbuffers::Vector;
template <class T>
using Tables = Offset<Vector<Offset<T>>>;

constexpr std::uint16_t none = 0xFFFF;

class Builder {
 public:
  Builder(const Lookup& lookup, const Order& order, const std::vector<FeatureSlot>& told, Programs& programs,
          flatbuffers::FlatBufferBuilder& out)
      : lookup_(lookup), order_(order), told_(told), programs_(programs), out_(out) {
    for (const Feature& feature : lookup.policy().features.all)
      for (const Rule& rule : feature.rules)
        for (const Parent& parent : rule.parents) asked_.insert(parent.feature);
  }

  Offset<pack::Feature> feature(const Feature& from) {
    const auto id = text(from.id);
    const std::uint16_t slot = slot_of(from);
    next_told_ = slot == none ? none : 0;
    const auto rules = each(from.rules, &Builder::rule);
    std::vector<pack::Entry> first;
    for (const Rule& rule : from.rules)
      first.emplace_back(programs_.add(rule.when), !rule.parents.empty(), rule.sticky);
    const auto entries = first.empty() ? 0 : out_.CreateVectorOfStructs(first);
    std::vector<std::uint32_t> trees;
    if (asked_.contains(from.id))
      for (const Json& value : from.values) trees.push_back(programs_.add_blob(*to_tree({{"value", value}})));
    const auto values = plain(trees);
    const auto labels = plain(labels_of(from));
    return pack::CreateFeature(out_, id, lookup_.position(*lookup_.purpose(from.purpose)), rules, entries,
                               from.fallback, values, from.alone, labels, slot);
  }

 private:
  Offset<flatbuffers::String> text(const std::string& value) {
    return value.empty() ? 0 : out_.CreateSharedString(value);
  }

  template <class T>
  Offset<Vector<T>> plain(const std::vector<T>& values) {
    return values.empty() ? 0 : out_.CreateVector(values);
  }

  template <class From, class To>
  Tables<To> each(const std::vector<From>& all, Offset<To> (Builder::*make)(const From&)) {
    std::vector<Offset<To>> made;
    for (const From& one : all) made.push_back((this->*make)(one));
    return made.empty() ? 0 : out_.CreateVector(made);
  }

  std::uint16_t slot_of(const Feature& from) const {
    for (std::size_t at = 0; at < told_.size(); ++at)
      if (told_[at].feature == &from) return static_cast<std::uint16_t>(lookup_.policy().slots.size() + at);
    return none;
  }

  std::uint16_t rank(const std::string& path) const {
    return path.empty() ? none : order_.ranks[lookup_.position(*lookup_.attribute_at(path))];
  }

  std::vector<std::uint16_t> labels_of(const Feature& from) const {
    const auto closure = order_.closure(lookup_, all_inputs(lookup_, from));
    return {closure.begin(), closure.end()};
  }

  Offset<pack::Split> split(const Split& from) {
    const auto seed = out_.CreateSharedString(from.seed);
    return pack::CreateSplit(out_, rank(from.attribute), rank(from.fallback), seed, from.version);
  }

  Offset<pack::Filter> filter(const Filter& from) {
    const auto by = split(from.split);
    return pack::CreateFilter(out_, by, plain(from.ranges));
  }

  Offset<pack::Parent> parent(const Parent& from) {
    const Feature* const asked = lookup_.feature(from.feature);
    const pack::Range when = programs_.add(from.condition);
    return pack::CreateParent(out_, asked ? lookup_.position(*asked) : none, &when, from.gate);
  }

  Offset<pack::Context> context(const BanditContext& from) {
    const auto ranges = plain(from.ranges);
    const pack::Range when = programs_.add(from.when);
    return pack::CreateContext(out_, &when, ranges, from.leaf);
  }

  Offset<Vector<Offset<flatbuffers::String>>> names(const Rule& from) {
    std::vector<Offset<flatbuffers::String>> made;
    for (const std::string& name : from.names) made.push_back(out_.CreateSharedString(name));
    return made.empty() ? 0 : out_.CreateVector(made);
  }

  // Visitors are divided by none where the rule is for everyone.
  static bool divides(const Rule& from) {
    return from.kind == pack::RuleKind::experiment || from.rollout != pack::Rollout::everyone;
  }

  Offset<pack::Rule> rule(const Rule& from) {
    const auto id = text(from.id);
    const auto parents = each(from.parents, &Builder::parent);
    const auto filters = each(from.filters, &Builder::filter);
    const auto by = divides(from) ? split(is_tried(from) ? from.split : Split{"", "", "", 0}) : 0;
    const auto ranges = plain(from.ranges);
    const auto key = text(from.key);
    const auto variations = plain(from.variations);
    const auto all_names = names(from);
    const auto passthrough = plain(from.passthrough);
    const auto space = from.space && is_tried(from) ? filter(*from.space) : 0;
    const auto contexts = each(from.contexts, &Builder::context);
    const pack::Range urls = programs_.add(from.urls);
    pack::RuleBuilder made(out_);
    made.add_id(id);
    made.add_kind(from.kind);
    made.add_parents(parents);
    made.add_filters(filters);
    made.add_split(by);
    made.add_value(from.value);
    made.add_rollout(from.rollout);
    made.add_ranges(ranges);
    made.add_key(key);
    made.add_variations(variations);
    made.add_names(all_names);
    made.add_passthrough(passthrough);
    made.add_kept_by(is_tried(from) && lookup_.attribute_at(from.kept_by) ? rank(from.kept_by) : none);
    made.add_urls(&urls);
    made.add_namespace_(space);
    made.add_status(from.status);
    made.add_forced(from.forced);
    made.add_bucket_version(from.bucket_version);
    made.add_min_bucket_version(from.min_bucket_version);
    made.add_contexts(contexts);
    made.add_bandit(from.bandit);
    if (is_told(from) && next_told_ != none) made.add_told(next_told_++);
    return made.Finish();
  }

  // One variation alone is never tried, so what would divide visitors need not be declared.
  static bool is_tried(const Rule& from) { return from.kind == pack::RuleKind::force || from.variations.size() > 1; }

  const Lookup& lookup_;
  const Order& order_;
  const std::vector<FeatureSlot>& told_;
  Programs& programs_;
  flatbuffers::FlatBufferBuilder& out_;
  std::uint16_t next_told_ = none;  // among the experiences of the feature's slot
  std::set<std::string> asked_;     // features whose values other features ask for
};

}  // namespace

Tables<pack::Feature> build_features(const Lookup& lookup, const Order& order, const std::vector<FeatureSlot>& told,
                                     Programs& programs, flatbuffers::FlatBufferBuilder& out) {
  Builder builder(lookup, order, told, programs, out);
  std::vector<Offset<pack::Feature>> made;
  for (const Feature& each : lookup.policy().features.all) made.push_back(builder.feature(each));
  return made.empty() ? 0 : out.CreateVector(made);
}

}  // namespace assent::authoring
