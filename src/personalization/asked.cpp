// Walks programs of questions. They are verified, so no index is checked; whatever a value is, there is an answer.
#include "personalization/asked.hpp"

#include <limits>

#include "base/format.hpp"
#include "personalization/pattern.hpp"
#include "personalization/version.hpp"

namespace assent::personalization {

namespace {

using pack::Op;
using policy::at;
using profile::Tag;

std::string_view symbol_text(const Pack& pack, std::uint32_t symbol) {
  return policy::view(&at(pack.symbols(), symbol));
}

std::span<const std::uint8_t> blob(const Pack& pack, std::uint32_t index) {
  const auto* bytes = at(pack.blobs(), index).bytes();
  return {bytes->data(), bytes->size()};
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// Whole, or with six decimals at most: JavaScript writes it the same way.
Tree of_number(double number, base::Text& made) {
  base::append_number(made, number);
  return {Tag::number, number, made};
}

// Which of the numbers of a range is the first not below `number`.
bool has_number(const Pack& pack, const pack::Range& range, double number) {
  std::uint32_t low = range.begin();
  std::uint32_t high = low + range.count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (at(pack.numbers(), middle) < number)
      low = middle + 1;
    else
      high = middle;
  }
  return low < range.begin() + range.count() && at(pack.numbers(), low) == number;
}

// A run of texts in Pack.operands: symbols, which are in the order of their texts.
struct Texts {
  const flatbuffers::Vector<std::uint16_t>* operands;
  std::uint32_t begin;
  std::uint32_t count;

  /// Whether a member is neither below nor above what is looked for.
  template <class IsBelow, class Is>
  bool has(IsBelow is_below, Is is) const {
    if (count == 0) return false;
    const auto member = [&](std::uint32_t index) { return operands->Get(index); };
    std::uint32_t first = begin;
    // Each half is a choice between two values and no branch, which would be guessed wrong half of the time.
    for (std::uint32_t left = count; left > 1; left -= left / 2)
      first += is_below(member(first + left / 2 - 1)) ? left / 2 : 0;
    return is(member(first));
  }
  bool has(policy::Symbol symbol) const {
    return has([=](std::uint16_t each) { return each < symbol; }, [=](std::uint16_t each) { return each == symbol; });
  }
  bool has(const Pack& pack, std::string_view text) const {
    return has([&](std::uint16_t each) { return symbol_text(pack, each) < text; },
               [&](std::uint16_t each) { return symbol_text(pack, each) == text; });
  }
};

bool is_member(const Pack& pack, const pack::Set& set, const Tree& value, bool folded) {
  if (value.tag() < Tag::number) return (set.constants() >> static_cast<unsigned>(value.tag()) & 1) != 0;
  if (value.tag() == Tag::number) return has_number(pack, set.numbers(), value.number());
  const Texts texts{pack.operands(), set.texts().begin(), set.texts().count()};
  return value.tag() == Tag::text && texts.has(pack, folded ? value.folded() : value.text());
}

bool is_in_order(Op op, double left, double right) {
  switch (op) {
    case Op::less:
      return left < right;
    case Op::less_or_equal:
      return left <= right;
    case Op::more:
      return left > right;
    default:
      return left >= right;
  }
}

bool is_older(Op op, const Tree& value, std::string_view other) {
  const bool is_version = value.tag() == Tag::number || value.tag() == Tag::text;
  const int order = compare_units(comparable_version(is_version ? value.text() : std::string_view()), other);
  if (op == Op::version) return order == 0;
  return op == Op::older ? order < 0 : order <= 0;
}

}  // namespace

class Interview::Program {
 public:
  Program(const Interview& interview, std::uint16_t rule)
      : of_(interview), pack_(interview.questions_.inputs.pack), rule_(rule) {}

  bool holds(std::uint32_t index, const Asked& value) {
    const pack::Node& node = at(of_.nodes_, index);
    if (node.subject() != pack::Subject::none) return subject_holds(index, node);
    if (node.op() > Op::of_each) return leaf_holds(node, value);
    if (node.op() <= Op::none) return group_holds(index, node, value);
    return part_holds(index, node, value);
  }

 private:
  std::uint32_t behind(std::uint32_t index) const { return index + at(of_.nodes_, index).span(); }

  bool group_holds(std::uint32_t index, const pack::Node& node, const Asked& value) {
    std::uint32_t child = index + 1;
    for (std::uint32_t left = node.count(); left > 0; --left) {
      const pack::Node& each = at(of_.nodes_, child);
      const bool is_short = each.subject() == pack::Subject::attribute && each.op() > Op::of_each;
      const bool result = is_short ? subject_holds(child, each) : holds(child, value);
      if (result != (node.op() == Op::all)) return node.op() == Op::any;
      child += each.span();
    }
    return node.op() != Op::any;
  }

  [[gnu::always_inline]] bool subject_holds(std::uint32_t index, const pack::Node& node) {
    if (node.subject() == pack::Subject::context) return fact_holds(index, node);
    const Column& column = of_.questions_.columns.read(of_.questions_.inputs, node.index());
    const bool result = is_so(index, node, column.asked);
    if (of_.trace_) of_.trace_->add(index, rule_, result, column.code);
    return result;
  }
  [[gnu::noinline]] bool fact_holds(std::uint32_t index, const pack::Node& node) {
    return is_so(index, node, {Tree(Tag::text, not_a_number, of_.questions_.facts[node.index()])});
  }

  // What a question that names its subject asks of it.
  [[gnu::always_inline]] bool is_so(std::uint32_t index, const pack::Node& node, const Asked& asked) {
    return node.op() == Op::of ? all_hold(index, asked) : leaf_holds(node, asked);
  }

  // The children of what says which value they are asked of.
  bool all_hold(std::uint32_t index, const Asked& value) {
    const std::uint32_t end = behind(index);
    for (std::uint32_t child = index + 1; child < end; child = behind(child))
      if (!holds(child, value)) return false;
    return true;
  }

  // Out of line, as everything is that few questions ask: what all of them go through stays small.
  [[gnu::noinline]] bool part_holds(std::uint32_t index, const pack::Node& node, const Asked& value) {
    switch (node.op()) {
      case Op::of_property:
        return property_holds(index, node, value);
      case Op::of_length:
        return length_holds(index, value);
      case Op::of_some:
        return value.value.tag() == Tag::list && some_item_holds(index, value.value);
      default:
        return value.value.tag() == Tag::list && each_child_has_an_item(index, node, value.value);
    }
  }

  bool property_holds(std::uint32_t index, const pack::Node& node, const Asked& value) {
    const auto found = value.value.at_path(symbol_text(pack_, node.operand()));
    return all_hold(index, found ? Asked{*found} : Asked());
  }

  bool length_holds(std::uint32_t index, const Asked& value) {
    base::Text digits;
    return value.value.tag() == Tag::list && all_hold(index, Asked{of_number(value.value.size(), digits)});
  }

  bool some_item_holds(std::uint32_t index, const Tree& list) {
    profile::Members items(list);
    while (const auto item = items.next())
      if (item->tag() != Tag::null && all_hold(index, Asked{*item})) return true;
    return false;
  }

  bool each_child_has_an_item(std::uint32_t index, const pack::Node& node, const Tree& list) {
    std::uint32_t child = index + 1;
    for (std::uint32_t left = node.count(); left > 0; --left, child = behind(child))
      if (!has_item(child, list)) return false;
    return true;
  }
  bool has_item(std::uint32_t child, const Tree& list) {
    profile::Members items(list);
    while (const auto item = items.next())
      if (holds(child, Asked{*item})) return true;
    return false;
  }

  bool is_among(const pack::Node& node, const Tree& value) const {
    const pack::Set& set = *pack_.sets()->Get(node.operand());
    const bool folded = node.op() == Op::among_folded;
    if (value.tag() != Tag::list || node.op() == Op::equal) return is_member(pack_, set, value, folded);
    profile::Members items(value);
    while (const auto item = items.next())
      if (is_member(pack_, set, *item, folded)) return true;
    return false;
  }

  [[gnu::always_inline]] bool leaf_holds(const pack::Node& node, const Asked& asked) {
    switch (node.op()) {
      case Op::is_text:
        return asked.value.tag() == Tag::text && is_this_text(node, asked);
      case Op::is_number:
        return asked.value.tag() == Tag::number && asked.value.number() == at(of_.numbers_, node.operand());
      case Op::one_of_texts:
        return is_one_of(node, asked);
      case Op::below:
        return asked.value.number() < at(of_.numbers_, node.operand());
      case Op::at_most:
        return asked.value.number() <= at(of_.numbers_, node.operand());
      case Op::above:
        return asked.value.number() > at(of_.numbers_, node.operand());
      case Op::at_least:
        return asked.value.number() >= at(of_.numbers_, node.operand());
      default:
        return other_leaf_holds(node, asked);
    }
  }

  bool is_this_text(const pack::Node& node, const Asked& asked) const {
    return asked.has_symbol ? asked.symbol == node.operand() : asked.value.text() == symbol_text(pack_, node.operand());
  }

  bool is_one_of(const pack::Node& node, const Asked& asked) const {
    const Texts texts{of_.operands_, node.operand(), node.count()};
    if (asked.has_symbol && asked.value.tag() == Tag::text) return texts.has(asked.symbol);
    return has_one_of(texts, asked.value);
  }
  [[gnu::noinline]] bool has_one_of(const Texts& texts, const Tree& value) const {
    if (value.tag() == Tag::text) return texts.has(pack_, value.text());
    if (value.tag() != Tag::list) return false;  // an object has members too
    profile::Members items(value);
    while (const auto item = items.next())
      if (item->tag() == Tag::text && texts.has(pack_, item->text())) return true;
    return false;
  }

  bool is_compared(const pack::Node& node, const Tree& value) {
    const Tree other(blob(pack_, node.operand()));
    if (value.tag() >= Tag::text && other.tag() >= Tag::text)
      return is_in_order(node.op(), compare_units(value.text(), other.text()), 0);
    return is_in_order(node.op(), value.number(), other.number());
  }

  [[gnu::noinline]] bool other_leaf_holds(const pack::Node& node, const Asked& asked) {
    const Tree& value = asked.value;
    switch (node.op()) {
      case Op::equal:
      case Op::among:
      case Op::among_folded:
        return is_among(node, value);
      case Op::less:
      case Op::less_or_equal:
      case Op::more:
      case Op::more_or_equal:
        return is_compared(node, value);
      case Op::is_null:
        return value.tag() == Tag::null;
      case Op::is_there:
        return value.tag() != Tag::null;
      case Op::is_truthy:
        return value.tag() != Tag::null && value.is_truthy() == (node.index() != 0);
      case Op::as_text:
        return is_this_text(node, asked);
      case Op::as_folded:
        return value.folded() == symbol_text(pack_, node.operand());
      case Op::as_number:
        return value.number() == at(of_.numbers_, node.operand());
      case Op::as_json:
        return profile::same_json(value, Tree(blob(pack_, node.operand())));
      case Op::matches:
        return matches(blob(pack_, node.operand()), value.text());
      case Op::has_type:
        return type_of(value.tag()) == static_cast<Tag>(node.index());
      default:
        return is_older(node.op(), value, symbol_text(pack_, node.operand()));
    }
  }
  // Both booleans are of one type.
  static Tag type_of(Tag tag) { return tag == Tag::yes ? Tag::no : tag; }

  const Interview& of_;
  const Pack& pack_;
  std::uint16_t rule_;
};

namespace {

Asked asked_as(const Reading& reading, const Pack& pack, base::Text& made) {
  if (reading.code != Code::used) return {};
  // A salted pack has hashes in place of texts.
  const auto of_text = [&](const Tree& value) { return Asked{value, reading.symbol, pack.salt() == 0}; };
  switch (reading.value.type) {
    case pack::ValueType::any:
      return of_text(Tree(base::as_bytes(reading.value.text)));
    case pack::ValueType::boolean:
      return {reading.value.number != 0 ? Tree(Tag::yes, 1, "true") : Tree(Tag::no, 0, "false")};
    case pack::ValueType::number:
      return {of_number(reading.value.number, made)};
    case pack::ValueType::text:
      return of_text(Tree(Tag::text, not_a_number, reading.value.text));
    default:
      return {Tree(Tag::text, not_a_number, reading.value.text)};
  }
}

}  // namespace

void Columns::fill(Column& column, const Inputs& inputs, AttributeId attribute) const {
  const Reading reading = personalization::read(inputs, attribute);
  column.round = round_;
  column.purpose = inputs.purpose;
  column.code = reading.code;
  column.made.clear();
  column.asked = asked_as(reading, inputs.pack, column.made);
}

Interview::Interview(const Questions& questions, Trace* trace)
    : questions_(questions),
      nodes_(questions.inputs.pack.nodes()),
      operands_(questions.inputs.pack.operands()),
      numbers_(questions.inputs.pack.numbers()),
      trace_(trace) {}

bool Interview::answers(const pack::Range* range, std::uint16_t rule) const {
  return !range || range->count() == 0 || Program(*this, rule).holds(range->begin(), Asked());
}

bool Interview::answers_of(const Tree& value, const pack::Range* range) const {
  return !range || range->count() == 0 || Program(*this, 0).holds(range->begin(), Asked{value});
}

}  // namespace assent::personalization
