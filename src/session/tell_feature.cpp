// The feature's slot shows for this one step what the feature gave, so that all else is as with any slot.
#include "session/tell_feature.hpp"

#include "egress/gate.hpp"

namespace assent::session {

namespace {

bool may_hear(const policy::Pack& pack, const State& state, policy::SlotId slot, policy::DestinationId destination) {
  egress::Refusal refusal;
  const egress::Exposure nothing{slot, -1, -1};
  return egress::gate(pack, state.load.permissions, {destination, nothing, {}}, refusal) != nullptr;
}

}  // namespace

bool may_tell(const policy::Pack& pack, const State& state, const pack::Feature& feature) {
  if (feature.slot() == personalization::no_slot) return false;
  const auto* const destinations = policy::at(pack.slots(), feature.slot()).exposes();
  for (std::size_t index = 0; index < policy::size(destinations); ++index)
    if (!may_hear(pack, state, feature.slot(), policy::at(destinations, index))) return false;
  return policy::size(destinations) > 0;
}

Effects tell_feature(const policy::Pack& pack, State& state, const pack::Feature& feature,
                     const personalization::Outcome& outcome, double now_ms) {
  if (outcome.source != personalization::Source::experiment || !outcome.trial.is_in) return {};
  const pack::Rule& rule = policy::at(feature.rules(), static_cast<std::size_t>(outcome.rule));
  if (rule.told() == personalization::not_told || feature.slot() >= state.load.decisions.size()) return {};
  state.load.decisions[feature.slot()] = {static_cast<std::int16_t>(rule.told()),
                                          static_cast<std::int16_t>(outcome.trial.variation), false};
  return step(pack, state, {now_ms, Expose{feature.slot()}});
}

}  // namespace assent::session
