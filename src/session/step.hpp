// The pure core: one event in, effects out. No clock, randomness, network, storage or page: what it knows comes with
// events, what it wants leaves as effects, so every run replays.
#pragma once

#include "session/effect.hpp"
#include "session/event.hpp"
#include "session/state.hpp"

namespace assent::session {

/// Takes one event. `state` begins as State(pack) and goes from step to step with the same pack. Equal pack, state
/// and event give equal effects. What makes no sense is refused and changes nothing.
Effects step(const policy::Pack& pack, State& state, const Event& event);

/// Works out what follows from a change: services, decisions, snapshot, view. step() does; it is for what changes or
/// tells something beside it (tell_goal.hpp, switch_attribute.hpp).
void settle(const policy::Pack& pack, State& state, Effects& effects);

/// What a slot shows right now, without a trace: the hot path behind `decide` and preview.
personalization::Decision decide_now(const policy::Pack& pack, const State& state, policy::SlotId slot);

}  // namespace assent::session
