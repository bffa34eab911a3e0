// A typed value, and a view of one that owns nothing. Booleans are 0 or 1 and dates are days since 1970-01-01, both
// in `number`; the items of a text list stand in `text`, each behind its length in two bytes.
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "policy/pack.hpp"

namespace assent::profile {

struct ValueView {
  pack::ValueType type = pack::ValueType::boolean;
  double number = 0;
  std::string_view text;
  bool operator==(const ValueView&) const = default;
};

struct Value {
  pack::ValueType type = pack::ValueType::boolean;
  double number = 0;
  base::Text text;

  Value() = default;
  explicit Value(const ValueView& view) : type(view.type), number(view.number), text(view.text) {}
  operator ValueView() const { return {type, number, text}; }
};

/// Takes the first item off the items of a list; call it while `items` is not empty. Items that are cut short end
/// the list.
std::string_view next_item(std::string_view& items);

/// Appends an item to the items of a list.
void add_item(base::Text& items, std::string_view item);

/// True where `item` is among the items of a list.
bool contains_item(std::string_view items, std::string_view item);

/// Number of items of a list.
std::size_t count_items(std::string_view items);

/// Reads a value from an event record or a snapshot: type u8, number f64, text behind its length u32; what a type does
/// not use is 0 or empty. The reader is not ok() afterwards where it was short or the type unknown.
ValueView read_value(base::ByteReader& in);

/// Writes what read_value reads.
void write_value(base::ByteWriter& out, const ValueView& value);

}  // namespace assent::profile
