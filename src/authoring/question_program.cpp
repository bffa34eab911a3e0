// The compiler of questions: the part of Programs that features need.
#include <algorithm>
#include <set>

#include "authoring/pools.hpp"
#include "authoring/program.hpp"
#include "authoring/question_texts.hpp"

namespace assent::authoring {

namespace {

using pack::Op;

bool is_set(Op op) { return op == Op::equal || op == Op::among || op == Op::among_folded; }
bool has_blob(Op op) { return op == Op::as_json || op == Op::matches || (op >= Op::less && op <= Op::more_or_equal); }
bool has_text(Op op) {
  return op == Op::of_property || op == Op::as_text || op == Op::as_folded ||
         (op >= Op::version && op <= Op::older_or_equal);
}

// Bits of the constants null, false and true.
std::uint8_t constants_of(const std::vector<Json>& members) {
  std::uint8_t bits = 0;
  for (const Json& each : members)
    if (each.is_null())
      bits |= 1;
    else if (each.is_boolean())
      bits |= each.get<bool>() ? 4 : 2;
  return bits;
}

std::set<double> numbers_of(const std::vector<Json>& members) {
  std::set<double> numbers;
  for (const Json& each : members)
    if (each.is_number()) numbers.insert(each.get<double>());
  return numbers;
}

}  // namespace

std::vector<std::string> question_texts(const Question& question) {
  if (question.op == Op::of_property) return {question.subject};
  if (has_text(question.op)) return {question.text};
  std::set<std::string> texts;
  if (is_set(question.op))
    for (const Json& each : question.members)
      if (each.is_string()) texts.insert(each.get<std::string>());
  return {texts.begin(), texts.end()};
}

pack::Range Programs::add(const std::optional<Question>& question) {
  if (!question) return {0, 0};
  const auto begin = static_cast<std::uint32_t>(nodes_.size());
  append(*question);
  return {begin, static_cast<std::uint32_t>(nodes_.size()) - begin};
}

std::uint32_t Programs::add_blob(const std::string& bytes) {
  const auto [entry, is_new] = known_blobs_.emplace(bytes, static_cast<std::uint32_t>(blobs_.size()));
  if (is_new) blobs_.push_back(bytes);
  return entry->second;
}

void Programs::append(const Question& question) {
  const std::size_t at = nodes_.size();
  nodes_.emplace_back();
  for (const Question& child : question.children) append(child);
  const pack::Node node = node_of(question);
  nodes_[at] = pack::Node(node.op(), node.subject(), node.index(), static_cast<std::uint16_t>(question.children.size()),
                          static_cast<std::uint16_t>(nodes_.size() - at), node.operand());
}

// All but what follows from the children.
pack::Node Programs::node_of(const Question& question) {
  auto subject = pack::Subject::none;
  std::uint16_t index = question.index;
  std::uint32_t operand = 0;
  if (question.op == Op::of && question.about_page) {
    subject = pack::Subject::context;
    index = position_in(context_, question.subject);
  } else if (question.op == Op::of) {
    subject = pack::Subject::attribute;
    index = order_.ranks[lookup_.position(*lookup_.attribute_at(question.subject))];
  }
  if (has_text(question.op)) operand = position_in(symbols_, question_texts(question).front());
  if (question.op == Op::as_number) operand = pooled(numbers_, known_numbers_, {question.number});
  if (is_set(question.op)) operand = add_set(question);
  if (has_blob(question.op)) operand = add_blob(question.bytes);
  return {question.op, subject, index, 0, 1, operand};
}

std::uint32_t Programs::add_set(const Question& question) {
  std::vector<std::uint16_t> texts;
  for (const std::string& text : question_texts(question)) texts.push_back(position_in(symbols_, text));
  const std::set<double> sorted = numbers_of(question.members);
  std::vector<double> numbers(sorted.begin(), sorted.end());
  const auto text_count = static_cast<std::uint32_t>(texts.size());
  const auto number_count = static_cast<std::uint32_t>(numbers.size());
  const pack::Range text_range(pooled(operands_, known_operands_, std::move(texts)), text_count);
  const pack::Range number_range(pooled(numbers_, known_numbers_, std::move(numbers)), number_count);
  sets_.emplace_back(text_range, number_range, constants_of(question.members));
  return static_cast<std::uint32_t>(sets_.size() - 1);
}

}  // namespace assent::authoring
