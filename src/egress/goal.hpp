// What an exposure is with a goal. Only the full core knows goals: the small one is linked with no_goal.cpp instead of
// goal.cpp, and makes no exposure that has one.
#pragma once

#include "base/json.hpp"
#include "egress/gate.hpp"

namespace assent::egress {

/// Types of events (CloudEvents 1.0).
inline constexpr const char* exposure_type = "org.assent.exposure.v1";
inline constexpr const char* goal_type = "org.assent.goal.v1";
inline constexpr const char* attributes_type = "org.assent.attributes.v1";

/// True where the exposure has no goal, or one of its own slot.
bool is_goal_of_its_slot(const Pack& pack, const Exposure& exposure);

/// The destinations that the policy lets hear of such an exposure of `slot`.
const flatbuffers::Vector<DestinationId>* hearers_of(const Pack& pack, const pack::Slot& slot,
                                                     const Exposure& exposure);

/// The type of its event.
const char* type_of(const Exposure& exposure);

/// Member "goal" of the object that `json` stands in; nothing where there is none.
void write_goal(base::JsonWriter& json, const Pack& pack, const Exposure& exposure);

}  // namespace assent::egress
