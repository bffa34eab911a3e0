// Comparisons: the subject exists, the operator fits its type, the operand could be its value, and a slot reads only
// what its purpose allows.
#include <algorithm>

#include "authoring/hashing.hpp"
#include "authoring/lint.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

using pack::Op;
using pack::ValueType;

constexpr std::string_view type_names[] = {"boolean", "number", "text", "text-list", "date", "any", "scores", "counts"};

struct Taken {
  std::initializer_list<Op> ops;
  std::string_view words;
};

// The operators that each type takes.
const Taken& taken_by(ValueType type) {
  static const Taken taken[] = {{{Op::exists, Op::eq, Op::ne}, "eq, ne, exists"},
                                {{Op::exists, Op::eq, Op::ne, Op::lt, Op::lte, Op::gt, Op::gte, Op::one_of},
                                 "eq, ne, lt, lte, gt, gte, in, exists"},
                                {{Op::exists, Op::eq, Op::ne, Op::one_of}, "eq, ne, in, exists"},
                                {{Op::exists, Op::contains}, "contains, exists"},
                                {{Op::exists, Op::eq, Op::ne, Op::lt, Op::lte, Op::gt, Op::gte, Op::one_of},
                                 "eq, ne, lt, lte, gt, gte, in, exists"},
                                {{Op::exists}, "exists"},
                                {{Op::exists, Op::lt, Op::lte, Op::gt, Op::gte}, "lt, lte, gt, gte, exists"},
                                {{}, "nothing: \"caps\" of an experience ask it"}};
  return taken[static_cast<std::size_t>(type)];
}

bool fits(const Operand& operand, ValueType type) {
  const auto* text = std::get_if<std::string>(&operand.value);
  switch (type) {
    case ValueType::boolean:
      return std::holds_alternative<bool>(operand.value);
    case ValueType::number:
    case ValueType::scores:
      return std::holds_alternative<double>(operand.value);
    case ValueType::date:
      return text && parse_date(*text);
    default:
      return text != nullptr;
  }
}

class Conditions {
 public:
  Conditions(const Lookup& lookup, Problems& problems) : lookup_(lookup), problems_(problems) {}

  void check(const std::optional<Condition>& condition, const Slot* slot) {
    if (condition) each_leaf(*condition, [&](const Condition& leaf) { check_leaf(leaf, slot); });
  }

  void check_facts() {
    if (facts_.size() > max_context_facts)
      problems_.error(lookup_.policy().site.place,
                      "conditions read more than " + std::to_string(max_context_facts) + " facts about the page",
                      "read fewer query parameters");
  }

  // An inferred value is one that the attribute may have.
  void check_value(const Attribute& attribute, const Operand& value) {
    if (const auto* text = std::get_if<std::string>(&value.value)) check_choice(attribute, *text, value.place);
    if (const auto* number = std::get_if<double>(&value.value))
      if (attribute.range && (*number < (*attribute.range)[0] || *number > (*attribute.range)[1]))
        problems_.error(value.place, "the value lies outside of the attribute's range", "change one of the two");
  }

 private:
  void check_leaf(const Condition& leaf, const Slot* slot) {
    if (is_about_page(leaf.subject)) return check_fact(leaf);
    const Attribute* attribute = lookup_.attribute(leaf.subject);
    if (!attribute)
      return problems_.error(leaf.place, "there is no attribute " + in_quotes(leaf.subject),
                             "correct the name, or declare it in attributes.json");
    check_comparison(leaf, attribute->type, std::string(type_names[static_cast<std::size_t>(attribute->type)]));
    check_score(leaf, *attribute);
    check_hashed(leaf);
    for (const Operand& operand : leaf.operands)
      if (const auto* text = std::get_if<std::string>(&operand.value)) check_choice(*attribute, *text, operand.place);
    if (slot && lookup_.purpose(slot->purpose.id) && !has_reference(attribute->purposes, slot->purpose.id))
      problems_.error(
          leaf.place,
          in_quotes(attribute->id) + " may not be read for the slot's purpose " + in_quotes(slot->purpose.id),
          "choose another attribute, or add the purpose to it if visitors are told so");
  }

  void check_fact(const Condition& leaf) {
    const auto fact = context_fact(leaf.subject);
    if (!fact)
      return problems_.error(leaf.place, "there is no fact " + in_quotes(leaf.subject) + " about a page",
                             "write page.path, page.referrer or page.query.NAME");
    facts_.insert(*fact);
    check_comparison(leaf, ValueType::text, "text (a fact about the page)");
    check_hashed(leaf);
  }

  void check_comparison(const Condition& leaf, ValueType type, const std::string& described) {
    const Taken& taken = taken_by(type);
    if (std::find(taken.ops.begin(), taken.ops.end(), leaf.op) == taken.ops.end())
      return problems_.error(leaf.place, "this operator does not fit a " + described,
                             "it takes: " + std::string(taken.words));
    for (const Operand& operand : leaf.operands)
      if (!fits(operand, type))
        problems_.error(operand.place, in_quotes(leaf.subject) + " is a " + described + ", and this is not",
                        type == ValueType::date ? "write a date as \"YYYY-MM-DD\"" : "write a value of that type");
  }

  // Of scores one is compared: that of a choice.
  void check_score(const Condition& leaf, const Attribute& attribute) {
    const bool is_score = attribute.type == ValueType::scores;
    if (!leaf.choice.empty() && !is_score)
      return problems_.error(leaf.place,
                             in_quotes(attribute.id) + " has no parts, and " + in_quotes(leaf.choice) + " names one",
                             "write " + in_quotes(attribute.id) + " alone");
    if (!leaf.choice.empty()) check_choice(attribute, leaf.choice, leaf.place);
    if (is_score && leaf.choice.empty() != (leaf.op == Op::exists))
      problems_.error(leaf.place, "a number is compared with one score, and only all scores together exist or not",
                      "write \"" + attribute.id + ".CHOICE\" to compare, and " + in_quotes(attribute.id) +
                          " to ask whether any is known");
  }

  void check_hashed(const Condition& leaf) {
    if (!leaf.hashed) return;
    if (auto reason = unhashable(lookup_, leaf))
      problems_.error(leaf.place, std::move(*reason), "remove \"hashed\" beside it");
  }

  void check_choice(const Attribute& attribute, const std::string& text, const Place& place) {
    if (attribute.choices.empty()) return;
    if (std::find(attribute.choices.begin(), attribute.choices.end(), text) == attribute.choices.end())
      problems_.error(place, in_quotes(text) + " is not a choice of " + in_quotes(attribute.id),
                      "correct it, or add it to the choices");
  }

  const Lookup& lookup_;
  Problems& problems_;
  std::set<std::string> facts_;
};

}  // namespace

void lint_conditions(const Lookup& lookup, Problems& problems) {
  Conditions conditions(lookup, problems);
  for (const Attribute& attribute : lookup.policy().attributes)
    for (const Inference& inference : attribute.inferences) {
      conditions.check(inference.when, nullptr);
      conditions.check_value(attribute, inference.value);
    }
  for (const Slot& slot : lookup.policy().slots)
    for (const Experience& experience : slot.experiences) conditions.check(experience.when, &slot);
  conditions.check_facts();
}

}  // namespace assent::authoring
