// Decides what stands. Every doubt (an answer that is missing, old, or from another regime) means: not permitted.
#include "consent/state.hpp"

namespace assent::consent {

namespace {

const pack::Regime& regime_of(const Pack& pack, const State& state) {
  const std::size_t known = policy::size(pack.regimes());
  return policy::at(pack.regimes(), state.regime < known ? state.regime : 0);
}

const pack::Purpose& purpose_of(const Pack& pack, PurposeId purpose) { return policy::at(pack.purposes(), purpose); }

double latest(const State& state, double now_ms) { return now_ms > state.clock_ms ? now_ms : state.clock_ms; }

bool is_current(const pack::Regime& regime, const State& state, double now_ms) {
  return state.act != Act::none && latest(state, now_ms) - state.chosen_ms <= regime.validity_s() * 1000.0;
}

bool gpc_denies(const pack::Regime& regime, const State& state, const pack::Purpose& purpose) {
  return state.gpc && regime.honors_gpc() && purpose.covered_by_gpc();
}

bool stands(const Pack& pack, const State& state, PurposeId id, double now_ms) {
  if (always_on(pack, state, id)) return true;
  const pack::Regime& regime = regime_of(pack, state);
  if (gpc_denies(regime, state, purpose_of(pack, id))) return false;
  const bool current = is_current(regime, state, now_ms);
  // A refusal outlives its validity: only a new act of the visitor can turn it round.
  const Choice choice = id < state.choices.size() ? state.choices[id] : Choice{};
  if (choice.answer == Answer::denied) return false;
  switch (basis(pack, state, id)) {
    case pack::Basis::consent:
      return current && choice.answer == Answer::granted;
    case pack::Basis::explicit_consent:
      return current && choice.answer == Answer::granted && choice.separate;
    case pack::Basis::legitimate_interest:
      // In opt-in regimes nothing is stored before the visitor was asked, whatever the basis (ePrivacy 5(3)).
      return regime.model() == pack::Model::opt_in ? current && choice.answer == Answer::granted : true;
    default:
      return false;
  }
}

}  // namespace

State first_state(const Pack& pack) {
  State state;
  state.choices = base::Array<Choice>(policy::size(pack.purposes()));
  return state;
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
  return purpose_of(pack, purpose).bases()->Get(static_cast<flatbuffers::uoffset_t>(regime_of(pack, state).model()));
}

bool always_on(const Pack& pack, const State& state, PurposeId purpose) {
  const pack::Basis on = basis(pack, state, purpose);
  return on == pack::Basis::strictly_necessary || on == pack::Basis::contract;
}

Permissions permissions(const Pack& pack, const State& state, double now_ms) {
  Permissions result;
  const bool current = is_current(regime_of(pack, state), state, now_ms);
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const auto id = static_cast<PurposeId>(at);
    if (!stands(pack, state, id, now_ms)) continue;
    result.permitted.set(at);
    if (current && id < state.choices.size() && state.choices[id].separate &&
        state.choices[id].answer == Answer::granted)
      result.explicitly.set(at);
  }
  return result;
}

bool must_ask(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  const double age_ms = latest(state, now_ms) - state.chosen_ms;
  if (state.act == Act::reject_all && age_ms <= regime.reask_after_refusal_s() * 1000.0) return false;
  const bool current = is_current(regime, state, now_ms);
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const auto id = static_cast<PurposeId>(at);
    // Explicit consent is asked for where it is needed, in the preference center, never by the banner.
    if (always_on(pack, state, id) || basis(pack, state, id) == pack::Basis::explicit_consent) continue;
    const bool answered = id < state.choices.size() && state.choices[id].answer != Answer::none;
    if (!current || !answered) return true;
  }
  return false;
}

void answer_all(const Pack& pack, State& state, Answer answer) {
  for (std::size_t at = 0; at < state.choices.size(); ++at) {
    const auto id = static_cast<PurposeId>(at);
    if (always_on(pack, state, id)) continue;
    if (answer == Answer::granted && basis(pack, state, id) == pack::Basis::explicit_consent) continue;
    state.choices[at] = {answer, false};
  }
}

void drop_expired(const Pack& pack, State& state, double now_ms) {
  if (is_current(regime_of(pack, state), state, now_ms)) return;
  for (Choice& choice : state.choices)
    if (choice.answer == Answer::granted) choice = {};
}

void answer_one(State& state, PurposeId purpose, Answer answer) {
  if (purpose < state.choices.size()) state.choices[purpose] = {answer, answer == Answer::granted};
}

}  // namespace assent::consent
