// Like Expose it moves no time: when a visitor acts must not decide when an expiry is noticed.
#include "session/tell_goal.hpp"

#include "session/event.hpp"
#include "session/outgoing.hpp"

namespace assent::session {

namespace {

base::Fault fault_of(const policy::Pack& pack, const State& state, policy::GoalId goal, double now_ms) {
  if (!(now_ms >= 0 && now_ms <= max_time_ms)) return base::Fault::bad_time;
  if (!state.load.started) return base::Fault::not_started;
  return goal < policy::size(pack.goals()) ? base::Fault::none : base::Fault::not_decided;
}

}  // namespace

Effects tell_goal(const policy::Pack& pack, State& state, policy::GoalId goal, double now_ms) {
  Effects effects;
  effects.refused = fault_of(pack, state, goal, now_ms);
  if (effects.refused == base::Fault::none) {
    send_goal(pack, state, goal, effects);
    settle(pack, state, effects);
  }
  return effects;
}

}  // namespace assent::session
