// Walks programs of questions. They are verified, so no index is checked; whatever a value is, there is an answer.
#include "personalization/asked.hpp"

#include <cmath>
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

Asked of_text(std::string_view text, double number, Tag tag) {
  Asked value;
  value.tag = tag;
  value.number = number;
  value.text = value.folded = text;
  return value;
}

Asked of_boolean(bool value) { return of_text(value ? "true" : "false", value, value ? Tag::yes : Tag::no); }

// Whole, or with six decimals at most: JavaScript writes it the same way.
Asked of_number(double number, base::Text& made) {
  base::append_number(made, number);
  return of_text(made, number, Tag::number);
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

class SetMembers {
 public:
  SetMembers(const Pack& pack, const pack::Set& set) : pack_(pack), set_(set) {}

  bool has(const Asked& value, bool folded) const {
    if (value.tag < Tag::number) return (set_.constants() >> static_cast<unsigned>(value.tag) & 1) != 0;
    if (value.tag == Tag::number) return has_number(pack_, set_.numbers(), value.number);
    if (value.tag != Tag::text) return false;
    return folded || !value.symbol ? has_text(folded ? value.folded : value.text) : has_symbol(*value.symbol);
  }

 private:
  std::uint32_t end() const { return set_.texts().begin() + set_.texts().count(); }

  bool has_symbol(policy::Symbol symbol) const {
    std::uint32_t low = set_.texts().begin();
    for (std::uint32_t high = end(); low < high;) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (at(pack_.operands(), middle) < symbol)
        low = middle + 1;
      else
        high = middle;
    }
    return low < end() && at(pack_.operands(), low) == symbol;
  }
  // Symbols are in the order of their texts.
  bool has_text(std::string_view text) const {
    std::uint32_t low = set_.texts().begin();
    for (std::uint32_t high = end(); low < high;) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (symbol_text(pack_, at(pack_.operands(), middle)) < text)
        low = middle + 1;
      else
        high = middle;
    }
    return low < end() && symbol_text(pack_, at(pack_.operands(), low)) == text;
  }

  const Pack& pack_;
  const pack::Set& set_;
};

bool is_below(Op op, const Asked& value, const Tree& other) {
  const bool as_texts = value.is_text_like() && other.tag() >= Tag::text;
  const double left = as_texts ? compare_units(value.text, other.text()) : value.number;
  const double right = as_texts ? 0 : other.number();
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

bool is_same_json(const Asked& value, const Tree& other) {
  if (value.tree) return profile::same_json(*value.tree, other);
  return value.tag == other.tag() && value.text == other.text();
}

bool is_older(Op op, const Asked& value, std::string_view other) {
  const bool is_version = value.tag == Tag::number || value.tag == Tag::text;
  const int order = compare_units(comparable_version(is_version ? value.text : std::string_view()), other);
  if (op == Op::version) return order == 0;
  return op == Op::older ? order < 0 : order <= 0;
}

class Interview {
 public:
  Interview(const Questions& questions, Trace* trace, std::uint16_t rule)
      : questions_(questions), pack_(questions.inputs.pack), trace_(trace), rule_(rule) {}

  bool holds(std::uint32_t index, const Asked& value) {
    const pack::Node& node = at(pack_.nodes(), index);
    switch (node.op()) {
      case Op::all:
      case Op::any:
      case Op::none:
        return group_holds(index, node, value);
      case Op::of:
        return subject_holds(index, node);
      case Op::of_property:
        return property_holds(index, node, value);
      case Op::of_length:
        return length_holds(index, value);
      case Op::of_some:
        return value.is_list() && some_item_holds(index, *value.tree);
      case Op::of_each:
        return value.is_list() && each_child_has_an_item(index, node, *value.tree);
      default:
        return leaf_holds(node, value);
    }
  }

 private:
  std::uint32_t behind(std::uint32_t index) const { return index + at(pack_.nodes(), index).span(); }

  bool group_holds(std::uint32_t index, const pack::Node& node, const Asked& value) {
    std::uint32_t child = index + 1;
    for (std::uint32_t left = node.count(); left > 0; --left, child = behind(child))
      if (holds(child, value) != (node.op() == Op::all)) return node.op() == Op::any;
    return node.op() != Op::any;
  }

  bool subject_holds(std::uint32_t index, const pack::Node& node) {
    if (node.subject() == pack::Subject::context)
      return all_hold(index,
                      of_text(questions_.facts[node.index()], std::numeric_limits<double>::quiet_NaN(), Tag::text));
    const Answerable read = read_asked(questions_, node.index());
    const bool result = all_hold(index, read.value);
    if (trace_) trace_->add(index, rule_, result, read.code);
    return result;
  }

  // The children of what says which value they are asked of.
  bool all_hold(std::uint32_t index, const Asked& value) {
    const std::uint32_t end = behind(index);
    for (std::uint32_t child = index + 1; child < end; child = behind(child))
      if (!holds(child, value)) return false;
    return true;
  }

  bool property_holds(std::uint32_t index, const pack::Node& node, const Asked& value) {
    const auto found = value.tree ? value.tree->at_path(symbol_text(pack_, node.operand())) : std::nullopt;
    return all_hold(index, found ? asked(*found) : Asked());
  }

  bool length_holds(std::uint32_t index, const Asked& value) {
    base::Text digits;
    return value.is_list() && all_hold(index, of_number(value.tree->size(), digits));
  }

  bool some_item_holds(std::uint32_t index, const Tree& list) {
    profile::Members items(list);
    while (const auto item = items.next())
      if (item->tag() != Tag::null && all_hold(index, asked(*item))) return true;
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
      if (holds(child, asked(*item))) return true;
    return false;
  }

  bool is_among(const pack::Node& node, const Asked& value) {
    const SetMembers members(pack_, *pack_.sets()->Get(node.operand()));
    const bool folded = node.op() == Op::among_folded;
    if (!value.is_list() || node.op() == Op::equal) return members.has(value, folded);
    profile::Members items(*value.tree);
    while (const auto item = items.next())
      if (members.has(asked(*item), folded)) return true;
    return false;
  }

  bool leaf_holds(const pack::Node& node, const Asked& value) {
    switch (node.op()) {
      case Op::is_null:
        return value.tag == Tag::null;
      case Op::is_there:
        return value.tag != Tag::null;
      case Op::is_truthy:
        return value.tag != Tag::null && value.is_truthy() == (node.index() != 0);
      case Op::as_text:
        return value.symbol ? *value.symbol == node.operand() : value.text == symbol_text(pack_, node.operand());
      case Op::as_folded:
        return value.folded == symbol_text(pack_, node.operand());
      case Op::as_number:
        return value.number == at(pack_.numbers(), node.operand());
      case Op::as_json:
        return is_same_json(value, Tree(blob(pack_, node.operand())));
      case Op::equal:
      case Op::among:
      case Op::among_folded:
        return is_among(node, value);
      case Op::version:
      case Op::older:
      case Op::older_or_equal:
        return is_older(node.op(), value, symbol_text(pack_, node.operand()));
      case Op::matches:
        return matches(blob(pack_, node.operand()), value.text);
      case Op::has_type:
        return type_of(value.tag) == static_cast<Tag>(node.index());
      default:
        return is_below(node.op(), value, Tree(blob(pack_, node.operand())));
    }
  }
  // Both booleans are of one type.
  static Tag type_of(Tag tag) { return tag == Tag::yes ? Tag::no : tag; }

  const Questions& questions_;
  const Pack& pack_;
  Trace* trace_;
  std::uint16_t rule_;
};

}  // namespace

bool Asked::is_truthy() const {
  if (tag == Tag::number) return number != 0 && !std::isnan(number);
  return tag == Tag::text ? !text.empty() : tag >= Tag::yes;
}

Asked asked(const Tree& tree) {
  Asked value = of_text(tree.text(), tree.number(), tree.tag());
  value.folded = tree.folded();
  value.tree = tree;
  return value;
}

Answerable read_asked(const Questions& questions, AttributeId attribute) {
  const Reading reading = read(questions.inputs, attribute);
  Answerable found;
  found.code = reading.code;
  if (reading.code != Code::used) return found;
  switch (reading.value.type) {
    case pack::ValueType::any:
      found.value = asked(Tree(base::as_bytes(reading.value.text)));
      break;
    case pack::ValueType::boolean:
      found.value = of_boolean(reading.value.number != 0);
      break;
    case pack::ValueType::number:
      found.value = of_number(reading.value.number, found.made);
      break;
    default:
      found.value = of_text(reading.value.text, std::numeric_limits<double>::quiet_NaN(), Tag::text);
  }
  const bool has_symbol = reading.value.type == pack::ValueType::any || reading.value.type == pack::ValueType::text;
  // A salted pack has hashes in place of texts.
  if (has_symbol && questions.inputs.pack.salt() == 0) found.value.symbol = reading.symbol;
  return found;
}

bool answers(const Questions& questions, const pack::Range* range, Trace* trace, std::uint16_t rule) {
  return !range || range->count() == 0 || Interview(questions, trace, rule).holds(range->begin(), Asked());
}

bool answers(const Questions& questions, const pack::Range* range, const Asked& value) {
  return !range || range->count() == 0 || Interview(questions, nullptr, 0).holds(range->begin(), value);
}

}  // namespace assent::personalization
