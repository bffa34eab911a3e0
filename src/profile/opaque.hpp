// Values that only the full core reads: of any type, scores and counts. The small one is linked with no_opaque.cpp
// instead of opaque.cpp.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "profile/profile.hpp"

namespace assent::profile {

/// What is wrong with the record of an opaque value for an attribute; the small core knows its size alone.
base::Fault check_opaque(const pack::Attribute& attribute, const ValueView& value);

/// The pack's symbol of a text, or of what a value of any type is as a text; no_symbol of other types.
policy::Symbol symbol_in(const policy::Pack& pack, const ValueView& value);

/// True where an attribute has scores that `signal` raises. The small core hears no such signal.
bool is_raised_by(const pack::Attribute& attribute, std::string_view signal);

/// What such an attribute becomes by a signal that raises it, which check() has yet to allow. `before` is what may
/// still be used of it, or null.
Value raised(const pack::Attribute& attribute, const Cell* before, std::string_view signal, const ValueView& seen,
             double now_ms);

/// Writes an opaque value as JSON, for the visitor to see; the small core writes a tree as the text that JavaScript
/// makes of it.
void write_opaque(base::JsonWriter& json, const ValueView& value);

}  // namespace assent::profile
