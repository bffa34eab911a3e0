// Six shapes are enough for every operator inside and outside every other; deeper ones add nothing but time.
#include "conditions.hpp"

#include "values.hpp"

namespace assent::prove {

namespace {

using pack::Node;
using pack::Op;
using pack::Subject;
using pack::ValueType;

constexpr std::uint16_t most_operands = 3;

template <class T>
std::uint32_t append_all(std::vector<T>& to, const std::vector<T>& values) {
  to.insert(to.end(), values.begin(), values.end());
  return static_cast<std::uint32_t>(to.size() - values.size());
}

Op op_of(ValueType type, int pick) {
  static constexpr Op of_boolean[] = {Op::eq, Op::eq, Op::ne, Op::exists};
  static constexpr Op of_number[] = {Op::gte, Op::lt, Op::eq, Op::ne, Op::lte, Op::gt, Op::one_of, Op::exists};
  static constexpr Op of_text[] = {Op::eq, Op::one_of, Op::ne, Op::exists};
  static constexpr Op of_list[] = {Op::contains, Op::contains, Op::one_of, Op::exists};
  static constexpr Op of_scores[] = {Op::gte, Op::gte, Op::lt, Op::gt, Op::lte, Op::exists};
  switch (type) {
    case ValueType::boolean:
      return of_boolean[pick % 4];
    case ValueType::number:
    case ValueType::date:
      return of_number[pick % 8];
    case ValueType::text:
      return of_text[pick % 4];
    case ValueType::scores:
      return of_scores[pick % 6];
    case ValueType::text_list:
    case ValueType::any:  // which no condition compares
    case ValueType::counts:
      break;
  }
  return of_list[pick % 4];
}

double operand_of(ValueType type, int pick) {
  if (type == ValueType::boolean) return pick % 2;
  if (type == ValueType::scores) return score_bound_of(pick);
  return type == ValueType::date ? days_of(pick) : small_number_of(pick);
}

Node leaf(Subject subject, std::uint16_t index, ValueType type, const LeafDraw& draw, Programs& programs) {
  const Op op = op_of(type, draw.op);
  const auto count = static_cast<std::uint16_t>(op == Op::one_of ? draw.operand % (most_operands + 1) : 1);
  std::vector<double> numbers;
  std::vector<std::uint16_t> operands;
  for (int operand = 0; operand < count; ++operand) {
    numbers.push_back(operand_of(type, draw.operand / 4 + operand));
    operands.push_back(static_cast<std::uint16_t>((draw.operand / 4 + operand) % static_cast<int>(symbols().size())));
  }
  const bool is_text = type == ValueType::text || type == ValueType::text_list;
  const std::uint32_t at = is_text ? append_all(programs.operands, operands) : append_all(programs.numbers, numbers);
  // Of scores one is compared: that of the choice.
  const auto choice = static_cast<std::uint16_t>(draw.operand % static_cast<int>(std::size(choices)));
  return {op, subject, index, type == ValueType::scores ? choice : count, 1, at};
}

Node branch(Op op, std::size_t children, std::size_t below) {
  return {op, Subject::none, 0, static_cast<std::uint16_t>(children), static_cast<std::uint16_t>(below + 1), 0};
}

std::vector<Node> shaped(int shape, const std::vector<Node>& leaves) {
  const std::vector<Node> last(leaves.end() - 1, leaves.end());
  const std::vector<Node> others(leaves.begin(), leaves.end() - 1);
  std::vector<Node> nodes;
  switch (shape % 8) {
    case 0:  // any(all(others), last)
      nodes = {branch(Op::any, 2, leaves.size() + 1), branch(Op::all, others.size(), others.size())};
      append_all(nodes, others);
      append_all(nodes, last);
      return nodes;
    case 1:  // all(none(others), last)
      nodes = {branch(Op::all, 2, leaves.size() + 1), branch(Op::none, others.size(), others.size())};
      append_all(nodes, others);
      append_all(nodes, last);
      return nodes;
    case 2:
      nodes = {branch(Op::none, leaves.size(), leaves.size())};
      break;
    case 3:
    case 4:
      nodes = {branch(Op::all, leaves.size(), leaves.size())};
      break;
    default:
      nodes = {branch(Op::any, leaves.size(), leaves.size())};
  }
  append_all(nodes, leaves);
  return nodes;
}

}  // namespace

pack::Range write_condition(const ConditionDraw& draw, const Readable& readable, Programs& programs,
                            std::set<std::uint16_t>& read) {
  std::vector<Node> leaves;
  for (const LeafDraw& each : draw.leaves) {
    const bool of_page = each.subject == 0 && readable.facts > 0;
    const auto known = of_page ? static_cast<std::size_t>(readable.facts) : readable.types.size();
    if (known == 0) continue;
    const std::size_t index = static_cast<std::size_t>(each.index) % known;
    const ValueType type = of_page ? ValueType::text : readable.types[index];
    const auto id = static_cast<std::uint16_t>(index);
    leaves.push_back(leaf(of_page ? Subject::context : Subject::attribute, id, type, each, programs));
    if (!of_page) read.insert(id);
  }
  if (leaves.empty()) return {};
  const std::vector<Node> nodes = shaped(draw.shape, leaves);
  const std::uint32_t begin = append_all(programs.nodes, nodes);
  return {begin, static_cast<std::uint32_t>(nodes.size())};
}

}  // namespace assent::prove
