// The evaluator. It walks verified programs, so it checks no index, and it never fails: what cannot be read is absent.
#include "personalization/condition.hpp"

#include "personalization/score.hpp"

namespace assent::personalization {

namespace {

using pack::Op;
using pack::ValueType;
using policy::at;

const pack::Attribute& declared(const Inputs& inputs, AttributeId attribute) {
  return at(inputs.pack.attributes(), attribute);
}

bool may_read(const Inputs& inputs, const pack::Attribute& attribute) {
  return (policy::purposes_of(attribute) & inputs.permissions.usable(attribute.special()))[inputs.purpose];
}

bool compare(Op op, double left, double right) {
  switch (op) {
    case Op::eq:
      return left == right;
    case Op::ne:
      return left != right;
    case Op::lt:
      return left < right;
    case Op::lte:
      return left <= right;
    case Op::gt:
      return left > right;
    default:
      return left >= right;
  }
}

bool text_matches(const Inputs& inputs, const Reading& reading, policy::Symbol symbol) {
  if (reading.value.type != ValueType::text_list) return reading.symbol == symbol;
  return profile::contains_item(reading.value.text, policy::view(&at(inputs.pack.symbols(), symbol)));
}

bool text_leaf_holds(const Inputs& inputs, const pack::Node& node, const Reading& reading) {
  const std::uint32_t count = node.op() == Op::one_of ? node.count() : 1;
  bool any = false;
  for (std::uint32_t index = 0; index < count && !any; ++index)
    any = text_matches(inputs, reading, at(inputs.pack.operands(), node.operand() + index));
  return any != (node.op() == Op::ne);
}

bool number_leaf_holds(const Inputs& inputs, const pack::Node& node, double number) {
  const auto* numbers = inputs.pack.numbers();
  if (node.op() != Op::one_of) return compare(node.op(), number, at(numbers, node.operand()));
  for (std::uint32_t index = 0; index < node.count(); ++index)
    if (at(numbers, node.operand() + index) == number) return true;
  return false;
}

Reading read_fact(const Inputs& inputs, std::size_t index) {
  if (index >= inputs.page.facts.size() || !inputs.page.facts[index].present) return {};
  return {Code::used, inputs.page.facts[index].symbol, {ValueType::text, 0, {}}};
}

bool leaf_holds(const Inputs& inputs, const pack::Node& node, Code& code) {
  const Reading reading =
      node.subject() == pack::Subject::context ? read_fact(inputs, node.index()) : read(inputs, node.index());
  code = reading.code;
  if (reading.value.type >= ValueType::any) return opaque_leaf_holds(inputs, node, reading);
  if (node.op() == Op::exists || code != Code::used) return code == Code::used;
  const bool is_text = reading.value.type == ValueType::text || reading.value.type == ValueType::text_list;
  return is_text ? text_leaf_holds(inputs, node, reading) : number_leaf_holds(inputs, node, reading.value.number);
}

bool subtree_holds(const Inputs& inputs, std::uint32_t index, Trace* trace, std::uint16_t experience) {
  const pack::Node& node = at(inputs.pack.nodes(), index);
  if (node.op() > Op::none) {
    Code code = Code::absent;
    const bool result = leaf_holds(inputs, node, code);
    if (trace) trace->add(index, experience, result, code);
    return result;
  }
  std::uint32_t child = index + 1;
  for (std::uint32_t left = node.count(); left > 0; --left) {
    const bool result = subtree_holds(inputs, child, trace, experience);
    if (result != (node.op() == Op::all)) return node.op() == Op::any;
    child += at(inputs.pack.nodes(), child).span();
  }
  return node.op() != Op::any;
}

}  // namespace

const char* code_name(Code code) {
  return base::nth(
      "USED\0"
      "ABSENT\0"
      "CONSENT_WITHHELD\0"
      "SWITCHED_OFF",
      static_cast<std::size_t>(code));
}

Reading read(const Inputs& inputs, AttributeId id) {
  const pack::Attribute& attribute = declared(inputs, id);
  if (!may_read(inputs, attribute)) return {Code::consent_withheld, policy::no_symbol, {}};
  if (inputs.profile.cells[id].off) return {Code::switched_off, policy::no_symbol, {}};
  if (const profile::Cell* cell = profile::fresh(inputs.pack, inputs.profile, id, inputs.now_ms))
    return {Code::used, cell->symbol, cell->value};
  for (std::size_t index = 0; index < policy::size(attribute.inferences()); ++index) {
    const pack::Inference& inference = at(attribute.inferences(), index);
    if (!holds(inputs, inference.when(), nullptr)) continue;
    const std::string_view text = policy::view(inference.text());
    return {Code::used, policy::symbol_of(inputs.pack, text), {attribute.type(), inference.number(), text}};
  }
  return {};
}

Reading read_for_any(const Inputs& inputs, AttributeId attribute, consent::PurposeSet purposes) {
  Inputs for_one = inputs;
  Reading reading;
  for (std::size_t index = 0; index < policy::size(inputs.pack.purposes()); ++index) {
    for_one.purpose = static_cast<PurposeId>(index);
    if (purposes[index] && reading.code != Code::used) reading = read(for_one, attribute);
  }
  return reading;
}

bool holds(const Inputs& inputs, const pack::Range* range, Trace* trace, std::uint16_t experience) {
  return !range || range->count() == 0 || subtree_holds(inputs, range->begin(), trace, experience);
}

}  // namespace assent::personalization
