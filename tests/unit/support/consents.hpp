// Consent states and permissions in one line each.
#pragma once

#include "consent/state.hpp"
#include "support/sample_pack.hpp"

namespace assent::test {

inline consent::Permissions permitting(const Indexes& permitted, const Indexes& explicitly = {}) {
  consent::Permissions made;
  for (const auto purpose : permitted) made.permitted.set(purpose);
  for (const auto purpose : explicitly) made.explicitly.set(purpose);
  return made;
}

/// Everything, special categories included.
inline consent::Permissions permitting_everything() {
  return permitting({purpose::necessary, purpose::personalization, purpose::measurement, purpose::advertising,
                     purpose::accessibility},
                    {purpose::accessibility});
}

/// A state in which nothing was chosen yet.
inline consent::State unasked(std::uint16_t regime, double now_ms = noon_ms) {
  consent::State state;
  state.regime = regime;
  state.clock_ms = now_ms;
  return state;
}

/// A state in which one act answered everything at `now_ms`.
inline consent::State answered(const policy::Pack& pack, std::uint16_t regime, consent::Answer answer,
                               double now_ms = noon_ms) {
  consent::State state = unasked(regime, now_ms);
  if (answer == consent::Answer::granted) state.given_ms = now_ms;
  state.act = answer == consent::Answer::granted ? consent::Act::accept_all : consent::Act::reject_all;
  consent::answer_all(pack, state, state.act);
  state.chosen_ms = now_ms;
  return state;
}

/// Answers one purpose in an act of its own.
inline void answer_one(consent::State& state, policy::PurposeId purpose, consent::Answer answer) {
  state.choices.set(purpose, {answer, answer == consent::Answer::granted});
}

/// The purposes in a set, as positions.
inline Indexes listed(consent::PurposeSet set) {
  Indexes found;
  for (std::size_t at = 0; at < consent::PurposeSet::capacity; ++at)
    if (set[at]) found.push_back(static_cast<std::uint16_t>(at));
  return found;
}

}  // namespace assent::test
