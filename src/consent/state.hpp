// Regime + choices + signals → what is permitted now. Nothing is permitted by default in an opt-in regime, and
// nothing here reads a clock: the time comes with each question.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/array.hpp"
#include "base/index_set.hpp"
#include "policy/pack.hpp"

namespace assent::consent {

using policy::Pack;
using policy::PurposeId;
using PurposeSet = base::IndexSet;
static_assert(PurposeSet::capacity == policy::max_purposes);

enum class Answer : std::uint8_t { none, granted, denied };
enum class Act : std::uint8_t { none, accept_all, reject_all, save, script };
enum class Layer : std::uint8_t { none, banner, preferences };

/// What a visitor answered for one purpose. `separate` marks a toggle of this very purpose: only that grants
/// explicit consent (GDPR 9), *accept all* never does.
struct Choice {
  Answer answer = Answer::none;
  bool separate = false;
  bool operator==(const Choice&) const = default;
};

/// A visitor's answers. Times are milliseconds since 1970-01-01 UTC.
struct State {
  std::uint16_t regime = 0;   // index into Pack.regimes
  bool gpc = false;           // Global Privacy Control, as the browser says now
  Act act = Act::none;        // how the last choice was made; none: never chosen
  Layer shown = Layer::none;  // where the last choice was asked
  double chosen_ms = 0;
  double clock_ms = 0;          // the latest time seen: a clock set back never extends a consent
  base::Array<Choice> choices;  // one per purpose
};

/// What may be done now. `permitted[p]`: purpose p stands on its legal basis. `explicitly[p]`: it stands on explicit
/// consent, which special categories need.
struct Permissions {
  PurposeSet permitted;
  PurposeSet explicitly;
};

/// A state that was never asked, with room for a choice per purpose.
State first_state(const Pack& pack);

/// The regime for a region (ISO 3166 "DE", "US-CA"); the strictest that the site names where the region is unknown.
std::uint16_t regime_for(const Pack& pack, std::string_view region);

/// What state `state` permits at `now_ms` (never earlier than the latest time the state has seen).
Permissions permissions(const Pack& pack, const State& state, double now_ms);

/// True where the visitor must be asked: never asked, expired, a purpose without an answer; after a refusal only when
/// the regime's interval has passed.
bool must_ask(const Pack& pack, const State& state, double now_ms);

/// True where the law leaves no choice about `purpose` (strictly necessary, contract): a locked row.
bool always_on(const Pack& pack, const State& state, PurposeId purpose);

/// The legal basis of `purpose` under the state's regime.
pack::Basis basis(const Pack& pack, const State& state, PurposeId purpose);

/// Grants or denies every purpose in one act. Granting leaves purposes that need explicit consent as they are.
void answer_all(const Pack& pack, State& state, Answer answer);

/// Takes back every grant of a choice that has expired: a new act must not bring it back.
void drop_expired(const Pack& pack, State& state, double now_ms);

/// Answers one purpose in an act of its own.
void answer_one(State& state, PurposeId purpose, Answer answer);

}  // namespace assent::consent
