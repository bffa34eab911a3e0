// The small core's part of goal.hpp: every exposure is of a slot alone.
#include "egress/goal.hpp"

namespace assent::egress {

bool is_goal_of_its_slot(const Pack&, const Exposure&) { return true; }

const flatbuffers::Vector<DestinationId>* hearers_of(const Pack&, const pack::Slot& slot, const Exposure&) {
  return slot.exposes();
}

const char* type_of(const Exposure&) { return exposure_type; }

void write_goal(base::JsonWriter&, const Pack&, const Exposure&) {}

}  // namespace assent::egress
