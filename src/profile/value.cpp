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
  const auto type = static_cast<ValueType>(in.number<std::uint8_t>());
  switch (type) {
    case ValueType::boolean:
      return {type, in.number<std::uint8_t>() != 0 ? 1.0 : 0.0, {}};
    case ValueType::number:
      return {type, in.number<double>(), {}};
    case ValueType::text:
    case ValueType::text_list:
      return {type, 0, in.text()};
    case ValueType::date:
      return {type, static_cast<double>(in.number<std::int32_t>()), {}};
  }
  in.fail();
  return {};
}

void write_value(base::ByteWriter& out, const ValueView& value) {
  out.number(static_cast<std::uint8_t>(value.type));
  switch (value.type) {
    case ValueType::boolean:
      return out.number(static_cast<std::uint8_t>(value.number));
    case ValueType::number:
      return out.number(value.number);
    case ValueType::text:
    case ValueType::text_list:
      return out.text(value.text);
    case ValueType::date:
      return out.number(static_cast<std::int32_t>(value.number));
  }
}

}  // namespace assent::profile
