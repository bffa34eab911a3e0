// The small core's part of any.hpp.
#include "profile/any.hpp"

namespace assent::profile {

base::Fault check_any(std::string_view) { return base::Fault::wrong_type; }

policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value) {
  return value.type == pack::ValueType::text ? policy::symbol_of(pack, value.text) : policy::no_symbol;
}

std::string_view text_in(const ValueView& value) { return value.text; }

}  // namespace assent::profile
