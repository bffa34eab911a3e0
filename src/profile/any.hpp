// Values of any type, which only the full core reads: the small one is linked with no_any.cpp instead of any.cpp.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "profile/value.hpp"

namespace assent::profile {

/// What is wrong with the record of a tree for a profile; the small core knows its size alone.
base::Fault check_any(std::string_view record);

/// The pack's symbol of a text, or of what a value of any type is as a text; no_symbol of other types.
policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value);

/// Writes the tree in `record` as JSON, for the visitor to see; the small core writes it as the text that JavaScript
/// makes of it.
void write_any(base::JsonWriter& json, std::string_view record);

}  // namespace assent::profile
