// A tree of at most max_any_bytes.
#include "profile/any.hpp"

#include "profile/profile.hpp"
#include "profile/tree.hpp"

namespace assent::profile {

base::Fault check_any(std::string_view record) {
  if (record.size() > max_any_bytes) return base::Fault::text_too_long;
  return is_tree(base::as_bytes(record)) ? base::Fault::none : base::Fault::wrong_type;
}

policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value) {
  const bool is_text = value.type == pack::ValueType::text || value.type == pack::ValueType::any;
  return is_text ? policy::symbol_of(pack, text_in(value)) : policy::no_symbol;
}

std::string_view text_in(const ValueView& value) {
  return value.type == pack::ValueType::any ? Tree(base::as_bytes(value.text)).text() : value.text;
}

}  // namespace assent::profile
