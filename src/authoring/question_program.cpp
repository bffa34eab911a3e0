// The compiler of questions: the part of Programs that features need.
#include <algorithm>
#include <set>

#include "authoring/pools.hpp"
#include "authoring/program.hpp"
#include "authoring/question_texts.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

using pack::Op;

constexpr std::size_t max_short_list = 0xFFFF;  // what Node.count holds

bool is_set(Op op) { return op == Op::equal || op == Op::among || op == Op::among_folded; }
bool has_number(Op op) { return op == Op::as_number || op == Op::is_number || op >= Op::below; }
bool has_blob(Op op) { return op == Op::as_json || op == Op::matches || (op >= Op::less && op <= Op::more_or_equal); }
bool has_text(Op op) {
  return op == Op::of_property || op == Op::as_text || op == Op::as_folded || op == Op::is_text ||
         (op >= Op::version && op <= Op::older_or_equal);
}

// The number that a tree is; nothing where it is none.
std::optional<double> number_in(const std::string& tree) {
  const profile::Tree value(base::as_bytes(tree));
  return value.tag() == profile::Tag::number ? std::optional(value.number()) : std::nullopt;
}

bool is_order(Op op) { return op >= Op::less && op <= Op::more_or_equal; }

// A question that one look answers, in place of the one that says the same.
Question shortened(Question question) {
  const auto& members = members_of(question);
  const bool is_list_of_texts =
      question.op == Op::among &&
      std::all_of(members.begin(), members.end(), [](const Json& each) { return each.is_string(); });
  if (question.op == Op::equal && members.size() == 1 && members.front().is_string()) {
    question.op = Op::is_text;
    question.text = members.front().get<std::string>();
  } else if (question.op == Op::equal && members.size() == 1 && members.front().is_number()) {
    question.op = Op::is_number;
    question.number = members.front().get<double>();
  } else if (is_list_of_texts && members.size() <= max_short_list) {
    question.op = Op::one_of_texts;
  } else if (const auto number = is_order(question.op) ? number_in(question.bytes) : std::nullopt) {
    question.op =
        static_cast<Op>(static_cast<int>(Op::below) + static_cast<int>(question.op) - static_cast<int>(Op::less));
    question.number = *number;
  }
  return question;
}

// Whether a question can name its subject itself.
bool stands_alone(Op op) { return op > Op::of_each && op != Op::is_truthy && op != Op::has_type; }

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
  if (is_set(question.op) || question.op == Op::one_of_texts)
    for (const Json& each : members_of(question))
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

void Programs::append(const Question& written) {
  const Question question = shortened(written);
  if (question.op == Op::of && question.children.size() == 1 && stands_alone(question.children.front().op)) {
    const Question asked = shortened(question.children.front());
    const pack::Node of = subject_of(question);
    const pack::Node node = node_of(asked);
    nodes_.emplace_back(node.op(), of.subject(), of.index(), node.count(), 1, node.operand());
    return;
  }
  const std::size_t at = nodes_.size();
  nodes_.emplace_back();
  for (const Question& child : question.children) append(child);
  const pack::Node node = question.op == Op::of ? subject_of(question) : node_of(question);
  const std::size_t count = question.op == Op::one_of_texts ? node.count() : question.children.size();
  nodes_[at] = pack::Node(node.op(), node.subject(), node.index(), static_cast<std::uint16_t>(count),
                          static_cast<std::uint16_t>(nodes_.size() - at), node.operand());
}

pack::Node Programs::subject_of(const Question& question) {
  if (question.about_page) return {Op::of, pack::Subject::context, position_in(context_, question.subject), 0, 1, 0};
  const std::uint16_t rank = order_.ranks[lookup_.position(*lookup_.attribute_at(question.subject))];
  return {Op::of, pack::Subject::attribute, rank, 0, 1, 0};
}

// All but what follows from the children.
pack::Node Programs::node_of(const Question& question) {
  std::uint32_t operand = 0;
  std::uint16_t count = 0;
  if (has_text(question.op)) operand = position_in(symbols_, question_texts(question).front());
  if (has_number(question.op)) operand = pooled(numbers_, known_numbers_, {question.number});
  if (is_set(question.op)) operand = add_set(question);
  if (has_blob(question.op)) operand = add_blob(question.bytes);
  if (question.op == Op::one_of_texts) {
    const auto texts = positions_of(question);
    count = static_cast<std::uint16_t>(texts.size());
    operand = pooled(operands_, known_operands_, texts);
  }
  return {question.op, pack::Subject::none, question.index, count, 1, operand};
}

// In the order of the texts, each once.
std::vector<std::uint16_t> Programs::positions_of(const Question& question) const {
  std::vector<std::uint16_t> positions;
  for (const std::string& text : question_texts(question)) positions.push_back(position_in(symbols_, text));
  return positions;
}

std::uint32_t Programs::add_set(const Question& question) {
  std::vector<std::uint16_t> texts = positions_of(question);
  const std::set<double> sorted = numbers_of(members_of(question));
  std::vector<double> numbers(sorted.begin(), sorted.end());
  const auto text_count = static_cast<std::uint32_t>(texts.size());
  const auto number_count = static_cast<std::uint32_t>(numbers.size());
  const pack::Range text_range(pooled(operands_, known_operands_, std::move(texts)), text_count);
  const pack::Range number_range(pooled(numbers_, known_numbers_, std::move(numbers)), number_count);
  sets_.emplace_back(text_range, number_range, constants_of(members_of(question)));
  return static_cast<std::uint32_t>(sets_.size() - 1);
}

}  // namespace assent::authoring
