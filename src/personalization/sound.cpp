// Each rule is a function of its own.
#include "personalization/sound.hpp"

#include <cmath>

#include "personalization/feature.hpp"
#include "personalization/pattern.hpp"

namespace assent::personalization {

namespace {

using pack::Op;
using policy::at;
using policy::size;

template <class T>
using Tables = flatbuffers::Vector<flatbuffers::Offset<T>>;
using Indexes = flatbuffers::Vector<std::uint16_t>;
using Doubles = flatbuffers::Vector<double>;

constexpr std::uint8_t all_constants = 7;

template <class T, class Check>
bool all(const Tables<T>* tables, Check check) {
  for (std::size_t index = 0; index < size(tables); ++index)
    if (!check(at(tables, index))) return false;
  return true;
}

bool is_within(const pack::Range& range, std::size_t total) {
  return range.begin() <= total && range.count() <= total - range.begin();
}

std::span<const std::uint8_t> bytes_of(const Pack& pack, std::uint32_t blob) {
  if (blob >= size(pack.blobs()) || !at(pack.blobs(), blob).bytes()) return {};
  const auto* bytes = at(pack.blobs(), blob).bytes();
  return {bytes->data(), bytes->size()};
}

// Within Pack.operands, and sorted.
bool texts_are_sound(const Pack& pack, const pack::Range& texts) {
  if (!is_within(texts, size(pack.operands()))) return false;
  for (std::uint32_t index = 1; index < texts.count(); ++index)
    if (at(pack.operands(), texts.begin() + index - 1) >= at(pack.operands(), texts.begin() + index)) return false;
  return true;
}

bool set_is_sound(const Pack& pack, const pack::Set& set) {
  if (!texts_are_sound(pack, set.texts()) || !is_within(set.numbers(), size(pack.numbers()))) return false;
  for (std::uint32_t index = 1; index < set.numbers().count(); ++index)
    if (!(at(pack.numbers(), set.numbers().begin() + index - 1) < at(pack.numbers(), set.numbers().begin() + index)))
      return false;
  return set.constants() <= all_constants;
}

bool can_be_asked(const pack::Attribute& attribute) {
  return attribute.type() <= pack::ValueType::any && attribute.type() != pack::ValueType::text_list &&
         attribute.type() != pack::ValueType::date;
}

// Programs that may ask attributes of `labels`.
class Programs {
 public:
  Programs(const Pack& pack, const Indexes* labels) : pack_(pack), labels_(labels) {}

  bool is_sound(const pack::Range* range) const {
    if (!range || range->count() == 0) return true;
    if (!is_within(*range, size(pack_.nodes()))) return false;
    const std::size_t end = std::size_t{range->begin()} + range->count();
    return end_of(range->begin(), end, 0) == end;
  }

  bool may_ask(AttributeId attribute) const {
    return attribute == no_attribute || (attribute < size(pack_.attributes()) && policy::has(labels_, attribute) &&
                                         can_be_asked(at(pack_.attributes(), attribute)));
  }

 private:
  // The index behind a subtree, 0 where it is malformed.
  std::size_t end_of(std::size_t begin, std::size_t end, std::size_t depth) const {
    if (begin >= end || depth > max_question_depth) return 0;
    const pack::Node& node = at(pack_.nodes(), begin);
    const bool is_group = node.op() <= Op::none || (node.op() >= Op::of && node.op() <= Op::of_each);
    if (!is_group) return leaf_is_whole(node) ? begin + 1 : 0;
    if (!names_value(node)) return 0;
    std::size_t next = begin + 1;
    for (std::size_t child = 0; child < node.count(); ++child) {
      next = end_of(next, end, depth + 1);
      if (next == 0) return 0;
    }
    return next == begin + node.span() ? next : 0;
  }

  bool names_value(const pack::Node& node) const {
    if (node.op() == Op::of) return node.subject() != pack::Subject::none && subject_is_sound(node);
    return node.subject() == pack::Subject::none &&
           (node.op() != Op::of_property || node.operand() < size(pack_.symbols()));
  }
  bool subject_is_sound(const pack::Node& node) const {
    if (node.subject() == pack::Subject::context) return node.index() < size(pack_.context());
    return node.subject() == pack::Subject::attribute && node.index() != no_attribute && may_ask(node.index());
  }

  // A leaf that names its subject has no room for an index of its own.
  bool leaf_is_whole(const pack::Node& node) const {
    const bool needs_index = node.op() == Op::is_truthy || node.op() == Op::has_type;
    const bool has_count = node.op() == Op::one_of_texts;
    return node.span() == 1 && (has_count || node.count() == 0) && leaf_is_sound(node) &&
           (node.subject() == pack::Subject::none || (!needs_index && subject_is_sound(node)));
  }

  bool leaf_is_sound(const pack::Node& node) const {
    switch (node.op()) {
      case Op::is_null:
      case Op::is_there:
      case Op::is_truthy:
        return true;
      case Op::as_text:
      case Op::as_folded:
      case Op::version:
      case Op::older:
      case Op::older_or_equal:
      case Op::is_text:
        return node.operand() < size(pack_.symbols());
      case Op::as_number:
      case Op::is_number:
      case Op::below:
      case Op::at_most:
      case Op::above:
      case Op::at_least:
        return node.operand() < size(pack_.numbers());
      case Op::one_of_texts:
        return texts_are_sound(pack_, pack::Range(node.operand(), node.count()));
      case Op::equal:
      case Op::among:
      case Op::among_folded:
        return pack_.sets() && node.operand() < pack_.sets()->size() &&
               set_is_sound(pack_, *pack_.sets()->Get(node.operand()));
      case Op::as_json:
      case Op::less:
      case Op::less_or_equal:
      case Op::more:
      case Op::more_or_equal:
        return profile::is_tree(bytes_of(pack_, node.operand()));
      case Op::matches:
        return is_program(bytes_of(pack_, node.operand()));
      case Op::has_type:
        return node.index() <= static_cast<std::uint16_t>(Tag::object);
      default:
        return false;
    }
  }

  const Pack& pack_;
  const Indexes* labels_;
};

bool ranges_are_sound(const Doubles* ranges) {
  for (std::size_t index = 0; index < size(ranges); ++index)
    if (std::isnan(at(ranges, index))) return false;
  return true;
}

class Checker {
 public:
  Checker(const Pack& pack, const pack::Feature& feature)
      : pack_(pack), feature_(feature), programs_(pack, feature.labels()) {}

  bool is_sound() const {
    return feature_.purpose() < size(pack_.purposes()) && all_below(feature_.labels(), size(pack_.attributes())) &&
           labels_are_closed() && slot_is_sound() && values_are_sound() &&
           (!feature_.alone() || size(feature_.rules()) == 1) && size(feature_.entries()) == size(feature_.rules()) &&
           rules_are_sound();
  }

 private:
  static bool all_below(const Indexes* indexes, std::size_t limit) {
    for (std::size_t index = 0; index < size(indexes); ++index)
      if (at(indexes, index) >= limit) return false;
    return true;
  }

  // What an inferred attribute was inferred from is a label, too.
  bool labels_are_closed() const {
    for (std::size_t index = 0; index < size(feature_.labels()); ++index) {
      const Indexes* const inputs = at(pack_.attributes(), at(feature_.labels(), index)).inputs();
      for (std::size_t input = 0; input < size(inputs); ++input)
        if (!policy::has(feature_.labels(), at(inputs, input))) return false;
    }
    return true;
  }

  // What is told of the feature rests on all of its labels, and on its purpose.
  bool slot_is_sound() const {
    if (feature_.slot() == no_slot) return true;
    if (feature_.slot() >= size(pack_.slots()) || slot().purpose() != feature_.purpose()) return false;
    for (std::size_t index = 0; index < size(feature_.labels()); ++index)
      if (!policy::has(slot().labels(), at(feature_.labels(), index))) return false;
    return true;
  }
  const pack::Slot& slot() const { return at(pack_.slots(), feature_.slot()); }

  bool told_is_sound(const pack::Rule& rule) const {
    if (rule.told() == not_told) return true;
    return feature_.slot() != no_slot && rule.told() < size(slot().experiences()) &&
           size(at(slot().experiences(), rule.told()).variants()) == size(rule.variations());
  }

  // A kept variation is an answer that was read once.
  bool keeper_is_sound(const pack::Rule& rule, const pack::Entry& entry) const {
    const bool is_kept = rule.kind() == pack::RuleKind::experiment && entry.sticky();
    return !is_kept || pack_.keeps() == no_attribute || policy::has(feature_.labels(), pack_.keeps());
  }

  bool values_are_sound() const {
    const auto* values = feature_.values();
    for (std::size_t index = 0; index < size(values); ++index)
      if (!profile::is_tree(bytes_of(pack_, values->Get(static_cast<std::uint32_t>(index))))) return false;
    return true;
  }

  bool split_is_sound(const pack::Split* split) const {
    return split && programs_.may_ask(split->attribute()) && programs_.may_ask(split->fallback());
  }
  bool filter_is_sound(const pack::Filter& filter) const {
    return split_is_sound(filter.split()) && ranges_are_sound(filter.ranges());
  }

  // What another feature is decided from is in the labels too: they are those of the whole decision.
  bool parent_is_sound(const pack::Parent& parent) const {
    if (!programs_.is_sound(parent.when())) return false;
    if (parent.feature() >= size(pack_.features())) return true;
    const Indexes* const labels = at(pack_.features(), parent.feature()).labels();
    for (std::size_t index = 0; index < size(labels); ++index)
      if (!policy::has(feature_.labels(), at(labels, index))) return false;
    return true;
  }

  bool rules_are_sound() const {
    for (std::size_t index = 0; index < size(feature_.rules()); ++index) {
      const pack::Rule& rule = at(feature_.rules(), index);
      const pack::Entry& entry = *feature_.entries()->Get(static_cast<std::uint32_t>(index));
      const bool asks_others = size(rule.parents()) > 0;
      if (entry.asks_others() != asks_others || !programs_.is_sound(&entry.when()) || !rule_is_sound(rule) ||
          !keeper_is_sound(rule, entry))
        return false;
    }
    return true;
  }

  bool rule_is_sound(const pack::Rule& rule) const {
    const bool is_forced = rule.kind() == pack::RuleKind::force;
    const bool is_split =
        rule.split() ? split_is_sound(rule.split()) : is_forced && (rule.rollout() == pack::Rollout::everyone);
    const std::size_t ranges = rule.rollout() == pack::Rollout::coverage ? 1 : 0;
    return rule.kind() <= pack::RuleKind::MAX && rule.rollout() <= pack::Rollout::MAX &&
           rule.status() <= pack::Status::MAX && is_split && told_is_sound(rule) && size(rule.ranges()) >= ranges &&
           ranges_are_sound(rule.ranges()) && programs_.is_sound(rule.urls()) &&
           (!rule.namespace_() || filter_is_sound(*rule.namespace_())) && programs_.may_ask(rule.kept_by()) &&
           all(rule.filters(), [&](const auto& filter) { return filter_is_sound(filter); }) &&
           all(rule.parents(), [&](const auto& parent) { return parent_is_sound(parent); }) &&
           all(rule.contexts(), [&](const auto& context) {
             return programs_.is_sound(context.when()) && ranges_are_sound(context.ranges());
           });
  }

  const Pack& pack_;
  const pack::Feature& feature_;
  Programs programs_;
};

}  // namespace

bool features_are_sound(const Pack& pack) {
  const bool keeps = pack.keeps() != no_attribute;
  if (keeps &&
      (pack.keeps() >= size(pack.attributes()) || at(pack.attributes(), pack.keeps()).type() != pack::ValueType::any))
    return false;
  return size(pack.features()) <= max_features &&
         all(pack.features(), [&](const auto& feature) { return Checker(pack, feature).is_sound(); });
}

}  // namespace assent::personalization
