// The small core's part of any.hpp. It keeps values of any type as they are, and decides nothing by them: the full core
// checks what it takes over.
#include "profile/any.hpp"
#include "profile/profile.hpp"

namespace assent::profile {

base::Fault check_any(std::string_view record) {
  // An empty one, which is no tree, passes the limit too.
  return record.size() - 1 >= max_any_bytes ? base::Fault::text_too_long : base::Fault::none;
}

policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value) {
  return value.type == pack::ValueType::text ? policy::symbol_of(pack, value.text) : policy::no_symbol;
}

// A tree begins with its tag, its number and its text.
void write_any(base::JsonWriter& json, std::string_view record) {
  base::ByteReader in(base::as_bytes(record));
  in.take(sizeof(std::uint8_t) + sizeof(double));
  json.text(in.block());
}

}  // namespace assent::profile
