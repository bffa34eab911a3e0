// Regime + choices + signals → what is permitted now. Nothing is permitted by default in an opt-in regime, and
// nothing here reads a clock: the time comes with each question.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "policy/pack.hpp"

namespace assent::consent {

using policy::Pack;
using policy::PurposeId;
using policy::PurposeSet;

enum class Answer : std::uint8_t { none, granted, denied, withdrawn };
enum class Act : std::uint8_t {
  none,
  accept_all,
  reject_all,
  save,
  opt_out,  // do not sell or share
  limit,    // limit the use of sensitive data
  script,
  gpc,
  expiry,
  under_age,
  service,  // a service was allowed where it stands in the page
  adopted   // answered elsewhere: another part of the site, another device, the consent manager before
};
enum class Layer : std::uint8_t { none, banner, preferences };

/// Where a visitor stands as a whole; for the page, the record and the audit. What is permitted follows from
/// permissions(), never from this.
enum class Standing : std::uint8_t {
  never_asked,
  shown,  // asked, without an answer
  chosen,
  expired,
  outdated,  // a purpose came or changed since
  withdrawn,
  overridden_by_gpc,
  under_age
};

/// Why the visitor is to be asked now.
enum class Reason : std::uint8_t {
  none,      // nothing is due
  first,     // never answered
  expired,   // the answer was given too long ago
  changed,   // a purpose came or changed since
  interval,  // the time after which a refusal may be asked about has passed
  age        // the regime wants to know the age first
};

/// What a visitor answered for one purpose. `separate` marks a toggle of this very purpose: only that grants
/// explicit consent (GDPR 9), *accept all* never does. A withdrawn answer is a denied one that was granted before.
struct Choice {
  Answer answer = Answer::none;
  bool separate = false;
  bool operator==(const Choice&) const = default;
};

/// The answers for all purposes, and which of them came since they were last stamped with their time. No purpose is in
/// `granted` and in `denied`; `separate` lies within `granted`, `withdrawn` within `denied`.
struct Choices {
  PurposeSet granted;
  PurposeSet denied;
  PurposeSet separate;
  PurposeSet withdrawn;
  PurposeSet fresh;

  Choice operator[](PurposeId purpose) const;
  /// Puts back an answer as it was.
  void set(PurposeId purpose, Choice choice);
  void grant(PurposeSet purposes, PurposeSet separately);
  void deny(PurposeSet purposes);
  /// Takes every grant back, as if it had never been answered.
  void drop_grants() { granted = separate = PurposeSet(); }
  bool operator==(const Choices&) const = default;
};

/// Answers are dated in whole minutes: enough to tell which came later, too little to tell visitors apart.
inline constexpr double ms_per_minute = 60'000;

/// An answer dated further ahead than this comes from a clock that cannot be trusted.
inline constexpr std::uint32_t max_ahead_min = 60;

/// A clock set back further than this says that nobody knows how old a grant is.
inline constexpr double max_clock_back_ms = 86'400'000;

/// A visitor's answers. Times are milliseconds since 1970-01-01 UTC.
struct State {
  std::uint16_t regime = 0;   // index into Pack.regimes
  bool gpc = false;           // Global Privacy Control, as the browser says now
  Act act = Act::none;        // what the last answer came from; none: there is none
  Layer shown = Layer::none;  // the layer that was shown last
  std::uint8_t of_age = 0;    // the visitor has said to be of this age at the least; 0: has not said so
  std::uint8_t under = 0;     // the visitor has said to be younger than this; 0: has not said so
  double chosen_ms = 0;       // when the visitor chose last; 0: never, whatever a script or a signal has refused since
  double given_ms = 0;        // since when the oldest grant stands, or stood when time or a revision ended it; 0: none
  double clock_ms = 0;        // the time seen last: set back, it never extends a consent
  Choices choices;
  std::array<std::uint32_t, PurposeSet::capacity> answered_min{};  // per purpose: when it was answered; 0: never
};

/// What may be done now. `permitted[p]`: purpose p stands on its legal basis. `explicitly[p]`: it stands on explicit
/// consent, which special categories need.
struct Permissions {
  PurposeSet permitted;
  PurposeSet explicitly;

  /// The purposes for which an attribute may be used now, by whether it is of a special category.
  PurposeSet usable(bool special) const { return special ? explicitly : permitted; }
};

/// The regime for the places where a visitor may be: ISO 3166 codes ("DE", "US-CA"; "US" is every part of it) with
/// spaces between. The strictest that any of them could mean, and the strictest of the site for a place that no regime
/// knows, or none.
std::uint16_t regime_for(const Pack& pack, std::string_view places);

/// What state `state` permits at `now_ms`, or at the time that the state has seen last where that is later.
Permissions permissions(const Pack& pack, const State& state, double now_ms);

/// Why the visitor is to be asked now; none where nothing is due.
Reason why_ask(const Pack& pack, const State& state, double now_ms);

/// Where the visitor stands.
Standing standing(const Pack& pack, const State& state, double now_ms);

/// The purposes about which the law leaves no choice (strictly necessary, contract): locked rows.
PurposeSet always_on(const Pack& pack, const State& state);

/// The purposes that have a switch: all the others.
PurposeSet free_to_choose(const Pack& pack, const State& state);

/// True where the visitor's own answer counts: the regime asks nobody's age, or the visitor has said to be old enough.
bool is_of_age(const Pack& pack, const State& state);

/// True where the visitor has said to be too young, and not so long ago that this may have changed.
bool is_under_age(const Pack& pack, const State& state, double now_ms);

/// The legal basis of `purpose` under the state's regime.
pack::Basis basis(const Pack& pack, const State& state, PurposeId purpose);

/// The purposes that the browser's signal switches off now; empty without one, or where the regime does not honour it.
PurposeSet denied_by_gpc(const Pack& pack, const State& state);

/// Notes that these purposes were granted now: they are as old as the oldest that was not.
void renew(State& state, PurposeSet granted);

/// Dates the answers that came since the last stamp: they were given at `given_ms`. One is always later than the one
/// that it replaces, whatever the clock says.
void stamp(State& state, double given_ms);

/// Takes over the answers of `theirs`, given elsewhere under the same regime: per purpose the later one; on a tie, or
/// where either clock cannot be trusted, the restriction. What expired, or the browser's signal switches off, is not
/// taken. True where that changed an answer. Of `theirs` what has expired goes.
bool merge(const Pack& pack, State& mine, State& theirs);

/// Answers as `act` says, which is one of accept_all, reject_all, opt_out and limit. Granting leaves alone what needs
/// explicit consent and what the browser's signal switches off.
void answer_all(const Pack& pack, State& state, Act act);

/// Moves the state's clock to `now_ms`. True where that ended what was granted: it has expired, or the clock was set
/// back so far that its age is unknown. The grants are gone then, and a new act cannot bring them back.
bool advance(const Pack& pack, State& state, double now_ms);

}  // namespace assent::consent
