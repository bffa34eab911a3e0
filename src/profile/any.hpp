// Values of any type, which only the full core reads: the small one is linked with no_any.cpp instead of any.cpp.
#pragma once

#include "base/result.hpp"
#include "profile/value.hpp"

namespace assent::profile {

/// What is wrong with the record of a tree for a profile; the small core knows its size alone.
base::Fault check_any(std::string_view record);

/// The pack's symbol of a text, or of what a value of any type is as a text; no_symbol of other types.
policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value);

/// What a text, or a value of any type, is as a text.
std::string_view text_in(const ValueView& value);

}  // namespace assent::profile
