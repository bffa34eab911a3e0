// Reads and writes values. What is read here is checked against a declaration later, by check().
#include "profile/value.hpp"

namespace assent::profile {

using pack::ValueType;

std::string_view next_item(std::string_view& items) {
  base::ByteReader in(base::as_bytes(items));
  const std::string_view item = in.text();
  items = in.ok() ? items.substr(sizeof(std::uint16_t) + item.size()) : std::string_view();
  return item;
}

void add_item(base::Text& items, std::string_view item) { base::ByteWriter(items).text(item); }

bool contains_item(std::string_view items, std::string_view item) {
  while (!items.empty())
    if (next_item(items) == item) return true;
  return false;
}

std::size_t count_items(std::string_view items) {
  std::size_t count = 0;
  for (; !items.empty(); ++count) next_item(items);
  return count;
}

ValueView read_value(base::ByteReader& in) {
  ValueView value;
  const auto type = in.number<std::uint8_t>();
  if (type > static_cast<std::uint8_t>(ValueType::counts)) in.fail();
  value.type = static_cast<ValueType>(type);
  value.number = in.number<double>();
  if (value.type == ValueType::boolean) value.number = value.number != 0 ? 1 : 0;
  if (value.type == ValueType::text || value.type == ValueType::text_list) value.number = 0;
  value.text = in.block();
  return value;
}

void write_value(base::ByteWriter& out, const ValueView& value) {
  out.number(static_cast<std::uint8_t>(value.type));
  out.number(value.number);
  out.block(value.text);
}

}  // namespace assent::profile
