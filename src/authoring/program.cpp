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
  append(*condition);
  return {begin, static_cast<std::uint32_t>(nodes_.size()) - begin};
}

void Programs::append(const Condition& condition) {
  if (condition.op > pack::Op::none) return append_leaf(condition);
  const std::size_t at = nodes_.size();
  nodes_.emplace_back();
  for (const Condition& child : condition.children) append(child);
  nodes_[at] = pack::Node(condition.op, pack::Subject::none, 0, static_cast<std::uint16_t>(condition.children.size()),
                          static_cast<std::uint16_t>(nodes_.size() - at), 0);
}

void Programs::append_leaf(const Condition& leaf) {
  const auto fact = context_fact(leaf.subject);
  const std::uint16_t index =
      fact ? position_in(context_, *fact) : order_.ranks[lookup_.position(*lookup_.attribute(leaf.subject))];
  const std::uint16_t count = leaf.op == pack::Op::one_of ? static_cast<std::uint16_t>(leaf.operands.size()) : 0;
  std::uint32_t operand = 0;
  if (leaf.op != pack::Op::exists)
    operand = compares_texts(lookup_, leaf) ? add_texts(leaf) : add_numbers(leaf.operands);
  nodes_.emplace_back(leaf.op, fact ? pack::Subject::context : pack::Subject::attribute, index, count, 1, operand);
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
