// Everything that leaves: consent records, changed attributes, exposures, goals. The only place that makes Send
// effects. No event leaves without a grant to rest on, however necessary its purpose.
#pragma once

#include "session/effect.hpp"
#include "session/state.hpp"

namespace assent::session {

/// Sends the record of what stands now and remembers it as the one that events rest on.
void send_record(const policy::Pack& pack, State& state, Effects& effects);

/// Sends each destination the approved attributes where they differ from what it got last. A set replaces the one
/// before, so an erased attribute leaves the collector with the next set.
void send_attributes(const policy::Pack& pack, State& state, Effects& effects);

/// Tells the slot's destinations which experience is on the screen, where every label of the slot allows it.
void send_exposure(const policy::Pack& pack, State& state, policy::SlotId slot, Effects& effects);

/// Tells the goal's destinations which experience its slot exposed last in this page load, where the labels of the slot
/// allow it; nobody where it exposed none, and once in a page view.
void send_goal(const policy::Pack& pack, State& state, policy::GoalId goal, Effects& effects);

}  // namespace assent::session
