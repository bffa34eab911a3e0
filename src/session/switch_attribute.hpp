// The visitor's switch beside a reason: an attribute that is off is kept, and read as absent by whatever decides or
// tells. Only full.wasm moves it; every core heeds it.
#pragma once

#include "session/step.hpp"

namespace assent::session {

/// Switches an attribute off, or on again. Like all that happens to the profile it does not move time, and after a
/// choice it lasts only while a purpose stands that uses the attribute.
Effects switch_attribute(const policy::Pack& pack, State& state, policy::AttributeId attribute, bool off);

}  // namespace assent::session
