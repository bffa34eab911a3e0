// The small core's part of opaque.hpp. It keeps such values as they are, and decides nothing by them: the full core
// checks what it takes over.
#include "profile/opaque.hpp"

namespace assent::profile {

base::Fault check_opaque(const pack::Attribute&, const ValueView& value) {
  // An empty one passes the limit too.
  return value.text.size() - 1 >= max_opaque_bytes ? base::Fault::text_too_long : base::Fault::none;
}

policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value) {
  return value.type == pack::ValueType::text ? policy::symbol_of(pack, value.text) : policy::no_symbol;
}

bool is_raised_by(const pack::Attribute&, std::string_view) { return false; }

Value raised(const pack::Attribute&, const Cell*, std::string_view, const ValueView&, double) { return {}; }

// A tree begins with its tag, its number and its text.
void write_opaque(base::JsonWriter& json, const ValueView& value) {
  base::ByteReader in(base::as_bytes(value.text));
  in.take(sizeof(std::uint8_t) + sizeof(double));
  json.text(in.block());
}

}  // namespace assent::profile
