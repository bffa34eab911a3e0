// Decides what stands, for all purposes at once. Every doubt (an answer that is missing, old, or from another regime)
// means: not permitted.
#include "consent/state.hpp"

#include <algorithm>

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

// A time that is no number has passed.
bool has_passed(const State& state, double since_ms, double now_ms, std::uint32_t after_s) {
  return !(latest(state, now_ms) - since_ms <= after_s * 1000.0);
}

bool is_current(const pack::Regime& regime, const State& state, double now_ms) {
  return state.act != Act::none && !has_passed(state, state.given_ms, now_ms, regime.terms()->validity_s());
}

// What *accept all* may answer: explicit consent is asked for where it is needed, in the preference center.
PurposeSet asked_together(const pack::Regime& regime) {
  return on(regime, Basis::consent) | on(regime, Basis::legitimate_interest);
}

constexpr std::uint16_t no_regime = 0xFFFF;

// True where one is the other or a part of it: "US-CA" is a part of "US".
bool overlap(std::string_view one, std::string_view other) {
  const std::string_view longer = one.size() < other.size() ? other : one;
  const std::string_view shorter = one.size() < other.size() ? one : other;
  return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] == '-');
}

// The first regime, which is the strictest, with a region that the place could mean; a place nobody knows could mean
// the strictest of all.
std::uint16_t regime_of_place(const Pack& pack, std::string_view place) {
  for (std::size_t regime = 0; regime < policy::size(pack.regimes()); ++regime) {
    const auto* regions = policy::at(pack.regimes(), regime).regions();
    for (std::size_t index = 0; index < policy::size(regions); ++index)
      if (overlap(policy::view(&policy::at(regions, index)), place)) return static_cast<std::uint16_t>(regime);
  }
  return 0;
}

// How long the visitor is left alone after the choice that stands.
std::uint32_t asked_again_after_s(const pack::Terms& terms, const Choices& choices) {
  if (choices.granted.none()) return terms.refused_s();
  return choices.denied.any() ? terms.partly_s() : terms.accepted_s();
}

bool has_chosen(const State& state) { return state.chosen_ms > 0; }

}  // namespace

Choice Choices::operator[](PurposeId purpose) const {
  const Answer refused = withdrawn[purpose] ? Answer::withdrawn : Answer::denied;
  return {granted[purpose] ? Answer::granted : denied[purpose] ? refused : Answer::none, separate[purpose]};
}

void Choices::set(PurposeId purpose, Choice choice) {
  granted.set(purpose, choice.answer == Answer::granted);
  denied.set(purpose, choice.answer >= Answer::denied);
  withdrawn.set(purpose, choice.answer == Answer::withdrawn);
  separate.set(purpose, choice.answer == Answer::granted && choice.separate);
}

void Choices::grant(PurposeSet purposes, PurposeSet separately) {
  granted = granted | purposes;
  separate = (separate - purposes) | separately;
  denied = denied - purposes;
  withdrawn = withdrawn - purposes;
  fresh = fresh | purposes;
}

void Choices::deny(PurposeSet purposes) {
  withdrawn = withdrawn | (granted & purposes);
  denied = denied | purposes;
  granted = granted - purposes;
  separate = separate - purposes;
  fresh = fresh | purposes;
}

std::uint16_t regime_for(const Pack& pack, std::string_view places) {
  std::uint16_t strictest = no_regime;
  while (!places.empty()) {
    const std::size_t end = std::min(places.find(' '), places.size());
    strictest = std::min(strictest, regime_of_place(pack, places.substr(0, end)));
    places.remove_prefix(std::min(places.size(), end + 1));
  }
  return strictest == no_regime ? 0 : strictest;
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

bool is_of_age(const Pack& pack, const State& state) { return state.of_age >= regime_of(pack, state).age_from(); }

bool is_under_age(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  return state.under != 0 && state.under <= regime.age_from() &&
         !has_passed(state, state.chosen_ms, now_ms, regime.terms()->refused_s());
}

Permissions permissions(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  if (!is_of_age(pack, state)) return {always_on(pack, state), {}};
  Choices choices = state.choices;
  if (!is_current(regime, state, now_ms)) choices.drop_grants();
  const PurposeSet granted =
      (asked_together(regime) & choices.granted) | (on(regime, Basis::explicit_consent) & choices.separate);
  const PurposeSet unopposed = PurposeSet(regime.unprompted()) - choices.denied;
  const PurposeSet permitted = always_on(pack, state) | ((granted | unopposed) - denied_by_gpc(pack, state));
  return {permitted, permitted & choices.separate};
}

Reason why_ask(const Pack& pack, const State& state, double now_ms) {
  const pack::Regime& regime = regime_of(pack, state);
  const Choices& choices = state.choices;
  const PurposeSet asked = asked_together(regime);
  const bool unanswered = (asked - choices.granted - choices.denied).any();
  if (asked.none() || is_under_age(pack, state, now_ms)) return Reason::none;
  if (!is_of_age(pack, state)) return Reason::age;
  if (!has_chosen(state)) return unanswered ? Reason::first : Reason::none;
  const bool refused = choices.granted.none() && state.given_ms == 0;
  if (!refused && (state.act == Act::expiry || !is_current(regime, state, now_ms))) return Reason::expired;
  if (!refused && unanswered) return Reason::changed;
  const bool due = has_passed(state, state.chosen_ms, now_ms, asked_again_after_s(*regime.terms(), choices));
  return due ? Reason::interval : Reason::none;
}

Standing standing(const Pack& pack, const State& state, double now_ms) {
  const Reason reason = why_ask(pack, state, now_ms);
  if (is_under_age(pack, state, now_ms)) return Standing::under_age;
  if (reason == Reason::expired) return Standing::expired;
  if (reason == Reason::changed) return Standing::outdated;
  if (denied_by_gpc(pack, state).any()) return Standing::overridden_by_gpc;
  if (!has_chosen(state)) return state.shown == Layer::none ? Standing::never_asked : Standing::shown;
  return state.choices.withdrawn.any() ? Standing::withdrawn : Standing::chosen;
}

void renew(State& state, PurposeSet granted) {
  if ((state.choices.granted - granted).none()) state.given_ms = state.clock_ms;
}

void stamp(State& state, double given_ms) {
  const auto given_min = static_cast<std::uint32_t>(given_ms / ms_per_minute);
  for (std::size_t purpose = 0; purpose < PurposeSet::capacity; ++purpose)
    if (state.choices.fresh[purpose])
      state.answered_min[purpose] = std::max(given_min, state.answered_min[purpose] + 1);
  state.choices.fresh = {};
}

bool merge(const Pack& pack, State& mine, State& theirs) {
  advance(pack, theirs, mine.clock_ms);
  const PurposeSet barred = denied_by_gpc(pack, mine);
  const double latest_min = mine.clock_ms / ms_per_minute + max_ahead_min;
  PurposeSet taken;
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const auto purpose = static_cast<PurposeId>(at);
    const Choice other = theirs.choices[purpose];
    const std::uint32_t own_min = mine.answered_min[at];
    const std::uint32_t other_min = theirs.answered_min[at];
    // Where it cannot be told which came later, only a restriction counts.
    const bool in_doubt = own_min == other_min || own_min > latest_min || other_min > latest_min;
    const bool counts = in_doubt ? other.answer != Answer::granted : other_min > own_min;
    if (!counts || other.answer == Answer::none || other == mine.choices[purpose]) continue;
    if (other.answer == Answer::granted && barred[at]) continue;
    mine.choices.set(purpose, other);
    mine.answered_min[at] = other_min;
    taken.set(at);
  }
  if (taken.none()) return false;
  mine.chosen_ms = std::max(mine.chosen_ms, std::min(theirs.chosen_ms, mine.clock_ms));
  // As old as the oldest: what was taken over makes nothing younger.
  const PurposeSet& granted = mine.choices.granted;
  if ((granted - taken).none() || ((granted & taken).any() && theirs.given_ms < mine.given_ms))
    mine.given_ms = theirs.given_ms;
  return true;
}

void answer_all(const Pack& pack, State& state, Act act) {
  const pack::Regime& regime = regime_of(pack, state);
  Choices& choices = state.choices;
  if (act == Act::accept_all) {
    const PurposeSet granted = asked_together(regime) - denied_by_gpc(pack, state);
    choices.grant(granted, {});
    return renew(state, granted);
  }
  if (act == Act::opt_out) return choices.deny(PurposeSet(regime.opt_out()));
  if (act == Act::limit) return choices.deny(PurposeSet(regime.limit()));
  choices.deny(free_to_choose(pack, state));
}

bool advance(const Pack& pack, State& state, double now_ms) {
  const double back_ms = state.clock_ms - now_ms;
  // Set back, the clock makes nothing younger: the choice stays as old as it was.
  for (double* const since_ms : {&state.chosen_ms, &state.given_ms})
    if (back_ms > 0) *since_ms = std::max(0.0, *since_ms - back_ms);
  state.clock_ms = now_ms;
  const bool stands = back_ms <= max_clock_back_ms && is_current(regime_of(pack, state), state, now_ms);
  if (stands || state.choices.granted.none()) return false;
  state.choices.drop_grants();
  return true;
}

}  // namespace assent::consent
