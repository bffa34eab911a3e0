// Like Expose it moves no time: when a visitor acts must not decide when an expiry is noticed.
#include "session/tell_goal.hpp"

#include "personalization/pacing.hpp"
#include "session/event.hpp"
#include "session/outgoing.hpp"
#include "session/showing.hpp"

namespace assent::session {

namespace {

base::Fault fault_of(const policy::Pack& pack, const State& state, policy::GoalId goal, double now_ms) {
  if (!(now_ms >= 0 && now_ms <= max_time_ms)) return base::Fault::bad_time;
  if (!state.load.started) return base::Fault::not_started;
  return goal < policy::size(pack.goals()) ? base::Fault::none : base::Fault::not_decided;
}

// What the slot exposed last, packed as outgoing.cpp packs it.
egress::Exposure exposure_of(const policy::Pack& pack, const State& state, policy::GoalId goal, std::uint32_t exposed) {
  constexpr std::uint32_t low = 0xFFFF;
  const policy::SlotId slot = policy::at(pack.goals(), goal).slot();
  const personalization::Decision seen{static_cast<std::int16_t>(((exposed - 1) >> 16) - 1),
                                       static_cast<std::int16_t>(((exposed - 1) & low) - 1)};
  const bool held_out = personalization::is_held_out(pack, policy::at(pack.slots(), slot), seen, state.unit);
  return {slot, seen.experience, seen.variant, goal, held_out};
}

void send_goal(const policy::Pack& pack, State& state, policy::GoalId goal, Effects& effects) {
  const std::uint64_t once = state.load.views << 32 | 1;
  const pack::Goal& reached = policy::at(pack.goals(), goal);
  const auto exposed = static_cast<std::uint32_t>(state.load.exposed[reached.slot()]);
  std::uint64_t& told = state.load.exposed[policy::size(pack.slots()) + goal];
  if (exposed == 0 || told == once || !has_grant(pack, state)) return;
  for (std::size_t index = 0; index < policy::size(reached.exposes()); ++index) {
    egress::Refusal refusal;
    const auto permit =
        egress::gate(pack, state.load.permissions,
                     {policy::at(reached.exposes(), index), exposure_of(pack, state, goal, exposed), {}}, refusal);
    if (!permit) continue;
    told = once;
    send_event(pack, state, *permit, egress::write_data(pack, *permit), effects);
  }
}

}  // namespace

Effects tell_goal(const policy::Pack& pack, State& state, policy::GoalId goal, double now_ms) {
  Effects effects;
  effects.refused = fault_of(pack, state, goal, now_ms);
  if (effects.refused == base::Fault::none) {
    forget_ended(state);
    send_goal(pack, state, goal, effects);
    settle(pack, state, effects);
  }
  return effects;
}

}  // namespace assent::session
