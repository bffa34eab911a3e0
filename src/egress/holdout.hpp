// What an exposure says of a visitor who is kept out of all personalization, so that who reads it can compare. Only the
// full core tells it; the small one is linked with no_holdout.cpp instead of holdout.cpp.
#pragma once

#include "base/json.hpp"
#include "egress/gate.hpp"

namespace assent::egress {

/// True where the exposure says nothing of a holdout, or what can be: the pack has one, the slot heeds it, and its
/// default content was shown.
bool holdout_is_known(const Pack& pack, const Exposure& exposure);

/// Member "holdout" of the object that `json` stands in, where the exposure is of who is kept out.
void write_holdout(base::JsonWriter& json, const Exposure& exposure);

}  // namespace assent::egress
