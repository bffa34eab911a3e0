// Everything that leaves: consent records, changed attributes, exposures (and by them goals, tell_goal.hpp). The only
// place that makes Send effects. No event leaves without a grant to rest on, however necessary its purpose.
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

/// Sends what a permit lets out; `data` is what egress::write_data makes of it.
void send_event(const policy::Pack& pack, State& state, const egress::Permit& permit, const base::Text& data,
                Effects& effects);

}  // namespace assent::session
