// The compiler of conditions. Equal operands are kept once, and everything is sorted or in the policy's order, so that
// a policy gives the same bytes each time.
#include "authoring/program.hpp"

#include <algorithm>
#include <set>

#include "authoring/hashing.hpp"
#include "authoring/pools.hpp"
#include "authoring/question_texts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

double number_of(const Operand& operand) {
  if (const auto* boolean = std::get_if<bool>(&operand.value)) return *boolean ? 1 : 0;
  if (const auto* number = std::get_if<double>(&operand.value)) return *number;
  return parse_date(std::get<std::string>(operand.value)).value_or(0);
}

namespace {

// The operator that holds of every value of which the other does not.
std::optional<pack::Op> opposite_of(pack::Op op) {
  using pack::Op;
  switch (op) {
    case Op::eq:
      return Op::ne;
    case Op::ne:
      return Op::eq;
    case Op::lt:
      return Op::gte;
    case Op::gte:
      return Op::lt;
    case Op::gt:
      return Op::lte;
    case Op::lte:
      return Op::gt;
    default:
      return {};
  }
}

}  // namespace

Programs::Programs(const Lookup& lookup, const Order& order)
    : lookup_(lookup), order_(order), salt_(salt_of(lookup.policy())) {
  std::set<std::string> symbols, context;
  each_condition(lookup.policy(), [&](const Condition& condition) {
    each_leaf(condition, [&](const Condition& leaf) {
      if (const auto fact = context_fact(leaf.subject)) context.insert(*fact);
      if (!compares_texts(lookup, leaf)) return;
      for (const Operand& operand : leaf.operands)
        symbols.insert(symbol_of(leaf, std::get<std::string>(operand.value)));
    });
  });
  each_question(lookup.policy(), [&](const Question& question) {
    if (question.op == pack::Op::of && question.about_page) context.insert(question.subject);
    for (const std::string& text : question_texts(question)) symbols.insert(text);
  });
  symbols_.assign(symbols.begin(), symbols.end());
  context_.assign(context.begin(), context.end());
}

// A list's items are compared with the text itself.
std::string Programs::symbol_of(const Condition& leaf, const std::string& text) const {
  if (salt_ == 0 || leaf.op == pack::Op::contains) return text;
  base::Text hash;
  policy::append_hash(hash, salt_, text);
  return std::string(hash.view());
}

pack::Range Programs::add(const std::optional<Condition>& condition) {
  if (!condition) return {0, 0};
  const auto begin = static_cast<std::uint32_t>(nodes_.size());
  append(*condition, true);
  return {begin, static_cast<std::uint32_t>(nodes_.size()) - begin};
}

// `none` is written as what it asks instead, so that what is missing, stale or withheld decides nothing: not that
// somebody is younger than 18, but that somebody is 18 or older. `holds` false: the opposite of the condition is
// appended.
void Programs::append(const Condition& condition, bool holds) {
  if (condition.op > pack::Op::none) return holds ? append_leaf(condition, condition.op) : append_opposite(condition);
  if (condition.op == pack::Op::none && condition.children.size() == 1)
    return append(condition.children.front(), !holds);
  const std::size_t at = begin_group();
  const bool all = condition.op == pack::Op::any ? !holds : holds;
  for (const Condition& child : condition.children) append(child, condition.op == pack::Op::none ? !holds : holds);
  end_group(at, all ? pack::Op::all : pack::Op::any, condition.children.size());
}

std::size_t Programs::begin_group() {
  nodes_.emplace_back();
  return nodes_.size() - 1;
}

void Programs::end_group(std::size_t at, pack::Op op, std::size_t children) {
  nodes_[at] = pack::Node(op, pack::Subject::none, 0, static_cast<std::uint16_t>(children),
                          static_cast<std::uint16_t>(nodes_.size() - at), 0);
}

// Facts about the page are never unknown: one that is not there is not what it is compared with.
void Programs::append_opposite(const Condition& leaf) {
  const auto opposite = opposite_of(leaf.op);
  const bool is_known = is_about_page(leaf.subject) || leaf.op == pack::Op::exists;
  if (!is_known && opposite) return append_leaf(leaf, *opposite);
  const std::size_t all = is_known ? 0 : begin_group();
  if (!is_known) append_leaf(leaf, pack::Op::exists);
  const std::size_t none = begin_group();
  append_leaf(leaf, leaf.op);
  end_group(none, pack::Op::none, 1);
  if (!is_known) end_group(all, pack::Op::all, 2);
}

void Programs::append_leaf(const Condition& leaf, pack::Op op) {
  const auto fact = context_fact(leaf.subject);
  const std::uint16_t index =
      fact ? position_in(context_, *fact) : order_.ranks[lookup_.position(*lookup_.attribute(leaf.subject))];
  const std::uint16_t count =
      op == pack::Op::one_of ? static_cast<std::uint16_t>(leaf.operands.size()) : choice_of(leaf);
  std::uint32_t operand = 0;
  if (op != pack::Op::exists) operand = compares_texts(lookup_, leaf) ? add_texts(leaf) : add_numbers(leaf.operands);
  nodes_.emplace_back(op, fact ? pack::Subject::context : pack::Subject::attribute, index, count, 1, operand);
}

// Which of its attribute's choices a score is of.
std::uint16_t Programs::choice_of(const Condition& leaf) const {
  if (leaf.choice.empty()) return 0;
  const auto& choices = lookup_.attribute(leaf.subject)->choices;
  return static_cast<std::uint16_t>(std::find(choices.begin(), choices.end(), leaf.choice) - choices.begin());
}

std::uint32_t Programs::add_texts(const Condition& leaf) {
  std::vector<std::uint16_t> positions;
  for (const Operand& operand : leaf.operands)
    positions.push_back(position_in(symbols_, symbol_of(leaf, std::get<std::string>(operand.value))));
  return pooled(operands_, known_operands_, std::move(positions));
}

std::uint32_t Programs::add_numbers(const std::vector<Operand>& operands) {
  std::vector<double> values;
  for (const Operand& operand : operands) values.push_back(number_of(operand));
  return pooled(numbers_, known_numbers_, std::move(values));
}

}  // namespace assent::authoring
