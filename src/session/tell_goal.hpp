// Telling that a visitor did what the site hopes for after a slot was seen. Only full.wasm has goals to tell of.
#pragma once

#include "session/step.hpp"

namespace assent::session {

/// A step at `now_ms` that tells those who may hear it that the goal was reached, and what its slot had shown. Without
/// sends where nothing was exposed in this page load, and the second time in a page view. Refused: `not_decided` where
/// there is no such goal.
Effects tell_goal(const policy::Pack& pack, State& state, policy::GoalId goal, double now_ms);

}  // namespace assent::session
