// Regime + choices + signals → what is permitted now. Nothing is permitted by default in an opt-in regime, and
// nothing here reads a clock: the time comes with each question.
#pragma once

#include <cstdint>
#include <string_view>

#include "policy/pack.hpp"

namespace assent::consent {

using policy::Pack;
using policy::PurposeId;
using policy::PurposeSet;

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

/// The answers for all purposes. No purpose is in `granted` and in `denied`; `separate` lies within `granted`.
struct Choices {
  PurposeSet granted;
  PurposeSet denied;
  PurposeSet separate;

  Choice operator[](PurposeId purpose) const;
  void set(PurposeId purpose, Choice choice);
  /// Takes every grant back.
  void drop_grants() { granted = separate = PurposeSet(); }
  bool operator==(const Choices&) const = default;
};

/// A visitor's answers. Times are milliseconds since 1970-01-01 UTC.
struct State {
  std::uint16_t regime = 0;   // index into Pack.regimes
  bool gpc = false;           // Global Privacy Control, as the browser says now
  Act act = Act::none;        // how the last choice was made; none: never chosen
  Layer shown = Layer::none;  // where the last choice was asked
  double chosen_ms = 0;
  double clock_ms = 0;  // the latest time seen: a clock set back never extends a consent
  Choices choices;
};

/// What may be done now. `permitted[p]`: purpose p stands on its legal basis. `explicitly[p]`: it stands on explicit
/// consent, which special categories need.
struct Permissions {
  PurposeSet permitted;
  PurposeSet explicitly;

  /// The purposes for which an attribute may be used now, by whether it is of a special category.
  PurposeSet usable(bool special) const { return special ? explicitly : permitted; }
};

/// The regime for a region (ISO 3166 "DE", "US-CA"); the strictest that the site names where the region is unknown.
std::uint16_t regime_for(const Pack& pack, std::string_view region);

/// What state `state` permits at `now_ms` (never earlier than the latest time the state has seen).
Permissions permissions(const Pack& pack, const State& state, double now_ms);

/// True where the visitor must be asked: never asked, expired, a purpose without an answer; after a refusal only when
/// the regime's interval has passed.
bool must_ask(const Pack& pack, const State& state, double now_ms);

/// The purposes about which the law leaves no choice (strictly necessary, contract): locked rows.
PurposeSet always_on(const Pack& pack, const State& state);

/// The purposes that have a switch: all the others.
PurposeSet free_to_choose(const Pack& pack, const State& state);

/// The legal basis of `purpose` under the state's regime.
pack::Basis basis(const Pack& pack, const State& state, PurposeId purpose);

/// The purposes that the browser's signal switches off now; empty without one, or where the regime does not honour it.
PurposeSet denied_by_gpc(const Pack& pack, const State& state);

/// Grants or denies every purpose in one act. Granting leaves purposes that need explicit consent as they are.
void answer_all(const Pack& pack, State& state, Answer answer);

/// Takes back every grant of a choice that has expired: a new act must not bring it back.
void drop_expired(const Pack& pack, State& state, double now_ms);

}  // namespace assent::consent
