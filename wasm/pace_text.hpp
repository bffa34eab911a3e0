// Factors of a trace that are no leaf of a condition: why an experience was passed over because of its pace. Only the
// full core has them; the small one is linked with no_pace_text.cpp instead of pace_text.cpp.
#pragma once

#include "base/json.hpp"
#include "personalization/condition.hpp"

namespace assent::boundary {

/// Writes such a factor: {"experience", "attribute" (the one that keeps counts, where it was asked), "result": false,
/// "code"}; false where the factor is a leaf.
bool write_pace(base::JsonWriter& json, const policy::Pack& pack, const pack::Slot& slot,
                const personalization::Factor& factor);

}  // namespace assent::boundary
