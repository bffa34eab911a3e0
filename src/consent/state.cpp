// Decides what stands, for all purposes at once. Every doubt (an answer that is missing, old, or from another regime)
// means: not permitted.
#include "consent/state.hpp"

namespace assent::consent {

namespace {

using pack::Basis;

const pack::Regime& regime_of(const Pack& pack, const State& state) {
  const std::size_t known = policy::size(pack.regimes());
  return policy::at(pack.regimes(), state.regime < known ? state.regime : 0);
}

PurposeSet on(const pack::Regime& regime, Basis basis) {
  return PurposeSet(regime.bases()->of()->Get(static_cast<flatbuffers::uoffset_t>(basis)));
}

double latest(const State& state, double now_ms) { return now_ms > state.clock_ms ? now_ms : state.clock_ms; }

bool is_current(const pack::Regime& regime, const State& state, double now_ms) {
  return state.act != Act::none && latest(state, now_ms) - state.chosen_ms <= regime.validity_s() * 1000.0;
}

// What *accept all* may answer: explicit consent is asked for where it is needed, in the preference center.
PurposeSet asked_together(const pack::Regime& regime) {
  return on(regime, Basis::consent) | on(regime, Basis::legitimate_interest);
}

}  // namespace

Choice Choices::operator[](PurposeId purpose) const {
  const Answer answer = granted[purpose] ? Answer::granted : denied[purpose] ? Answer::denied : Answer::none;
  return {answer, separate[purpose]};
}

void Choices::set(PurposeId purpose, Choice choice) {
  granted.set(purpose, choice.answer == Answer::granted);
  denied.set(purpose, choice.answer == Answer::denied);
  separate.set(purpose, choice.answer == Answer::granted && choice.separate);
}

std::uint16_t regime_for(const Pack& pack, std::string_view region) {
  for (std::size_t regime = 0; regime < policy::size(pack.regimes()); ++regime) {
    const auto* regions = policy::at(pack.regimes(), regime).regions();
    for (std::size_t index = 0; index < policy::size(regions); ++index)
      if (policy::equals(&policy::at(regions, index), region)) return static_cast<std::uint16_t>(regime);
  }
  return 0;
}

pack::Basis basis(const Pack& pack, const State& state, PurposeId purpose) {
  auto found = Basis::consent;
  for (const auto each : pack::EnumValuesBasis())
    if (on(regime_of(pack, state), each)[purpose]) found = each;
  return found;
}

PurposeSet always_on(const Pack& pack, const State& state) {
  const pack::Regime& regime = regime_of(pack, state);
  return on(regime, Basis::contract) | on(regime, Basis::strictly_necessary);
}

PurposeSet free_to_choose(const Pack& pack, const State& state) {
  const pack::Regime& regime = regime_of(pack, state);
  return asked_together(regime) | on(regime, Basis::explicit_consent);
}

PurposeSet denied_by_gpc(const Pack& pack, const State& state) {
  return PurposeSet(state.gpc ? regime_of(pack, state).gpc() : 0);
}

Permissions permissions(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  Choices choices = state.choices;
  if (!is_current(regime, state, now_ms)) choices.drop_grants();
  // In opt-in regimes nothing is stored before the visitor was asked, whatever the basis (ePrivacy 5(3)).
  const PurposeSet interest = on(regime, Basis::legitimate_interest);
  const PurposeSet unopposed =
      regime.model() == pack::Model::opt_in ? interest & choices.granted : interest - choices.denied;
  const PurposeSet chosen =
      (on(regime, Basis::consent) & choices.granted) | (on(regime, Basis::explicit_consent) & choices.separate);
  const PurposeSet permitted = always_on(pack, state) | ((chosen | unopposed) - denied_by_gpc(pack, state));
  return {permitted, permitted & choices.separate};
}

bool must_ask(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  const double age_ms = latest(state, now_ms) - state.chosen_ms;
  if (state.act == Act::reject_all && age_ms <= regime.reask_after_refusal_s() * 1000.0) return false;
  const PurposeSet asked = asked_together(regime);
  const PurposeSet answered = state.choices.granted | state.choices.denied;
  return (is_current(regime, state, now_ms) ? asked - answered : asked).any();
}

void answer_all(const Pack& pack, State& state, Answer answer) {
  const bool grants = answer == Answer::granted;
  const PurposeSet answered = grants ? asked_together(regime_of(pack, state)) : free_to_choose(pack, state);
  Choices& choices = state.choices;
  choices.granted = grants ? choices.granted | answered : choices.granted - answered;
  choices.denied = grants ? choices.denied - answered : choices.denied | answered;
  choices.separate = choices.separate - answered;
}

void drop_expired(const Pack& pack, State& state, double now_ms) {
  if (!is_current(regime_of(pack, state), state, now_ms)) state.choices.drop_grants();
}

}  // namespace assent::consent
