// What the core is told. Every event carries its time; texts point into memory that must outlive the step.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "consent/state.hpp"
#include "profile/profile.hpp"

namespace assent::session {

inline constexpr double max_time_ms = 253'402'300'799'999;  // the end of the year 9999
inline constexpr std::size_t max_fact_bytes = 2048;
inline constexpr std::size_t max_snapshot_bytes = 256 * 1024;

/// The page has loaded. `seed_a` and `seed_b` are random; ids and the visitor's split key come from them.
struct Start {
  std::uint64_t seed_a = 0;
  std::uint64_t seed_b = 0;
  bool gpc = false;
  std::string_view region;
  std::string_view pack_hash;
  std::string_view token;
  std::string_view facts;                  // one per entry of Pack.context, as the items of a text list
  std::span<const std::uint8_t> snapshot;  // empty: first visit
};
/// The page has changed without a load.
struct Navigate {
  std::string_view facts;
};
/// A layer has become visible.
struct Shown {
  consent::Layer layer = consent::Layer::none;
};
/// A switch in the preference center was moved.
struct Toggle {
  policy::PurposeId purpose = 0;
  bool on = false;
};
/// The visitor has decided. An untrusted act (a script, a synthetic click) may only restrict.
struct Choose {
  consent::Act act = consent::Act::none;
  bool trusted = false;
};
/// One purpose is answered apart: a script withdraws it, or the visitor allows a service where it stands in the page.
struct AnswerOne {
  policy::PurposeId purpose = 0;
  bool grant = false;
  bool trusted = false;
};
struct Set {
  policy::AttributeId attribute = 0;
  profile::ValueView value;
};
struct Observe {
  std::string_view signal;
  profile::ValueView value;
};
inline constexpr policy::AttributeId every_attribute = 0xFFFF;
struct Forget {
  policy::AttributeId attribute = 0;
};
/// The page wants decisions; from here on each change of one is told.
struct Decide {};
/// The decided content of a slot is on the screen.
struct Expose {
  policy::SlotId slot = 0;
};
/// Time to send what has changed. The page sends these on a fixed schedule.
struct Flush {};
struct OpenPreferences {
  bool open = false;
};
/// The visitor has said to be old enough for the regime, or not. No date and no number is ever told.
struct DeclareAge {
  bool of_age = false;
  bool trusted = false;
};

inline constexpr std::size_t max_from_bytes = 16;

/// Answers given elsewhere: a snapshot of another part of the site, of which nothing but the answers counts. `from`
/// goes on record.
struct Adopt {
  std::string_view from;
  std::span<const std::uint8_t> answers;
};
/// Answers that another consent manager took before. They count where nobody has answered here. `given_ms`: when, 0 or
/// in the future unknown: then they refuse and do not grant.
struct Migrate {
  std::string_view from;
  double given_ms = 0;
  policy::PurposeSet granted;
  policy::PurposeSet denied;
};

using Occurrence = std::variant<Start, Navigate, Shown, Toggle, Choose, AnswerOne, Set, Observe, Forget, Decide, Expose,
                                Flush, OpenPreferences, DeclareAge, Adopt, Migrate>;

/// One event: when (milliseconds since 1970-01-01 UTC) and what.
struct Event {
  double now_ms = 0;
  Occurrence what;
};

}  // namespace assent::session
