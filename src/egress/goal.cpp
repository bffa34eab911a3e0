// A goal is told under its slot's labels, to destinations of its own.
#include "egress/goal.hpp"

namespace assent::egress {

using policy::at;
using policy::no_goal;

bool is_goal_of_its_slot(const Pack& pack, const Exposure& exposure) {
  if (exposure.goal == no_goal) return true;
  return exposure.goal < policy::size(pack.goals()) && at(pack.goals(), exposure.goal).slot() == exposure.slot;
}

const flatbuffers::Vector<DestinationId>* hearers_of(const Pack& pack, const pack::Slot& slot,
                                                     const Exposure& exposure) {
  return exposure.goal == no_goal ? slot.exposes() : at(pack.goals(), exposure.goal).exposes();
}

const char* type_of(const Exposure& exposure) { return exposure.goal == no_goal ? exposure_type : goal_type; }

void write_goal(base::JsonWriter& json, const Pack& pack, const Exposure& exposure) {
  if (exposure.goal != no_goal) json.text("goal", policy::id_at(pack.goals(), exposure.goal));
}

}  // namespace assent::egress
