// How often and when experiences were seen: what caps and cool-downs rest on. Entries are named, "slot/experience", so
// that they survive a new pack. A record, little endian:
//
//   u32 the visit, counted from 1; u32 the minute since 1970-01-01 UTC in which the page view began
//   for each entry: u16 length and name; u8 whether it was seen in this page view; u32 the visit in which it was seen
//       last; u16 how often in that visit; u16 in the day; u32 in all; f64 when the day began; f64 when it was seen
//       last
//
// A day is the 24 hours from the first time that counts. Times are milliseconds since 1970-01-01 UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json.hpp"
#include "base/list.hpp"
#include "base/text.hpp"
#include "policy/paces.hpp"

namespace assent::profile {

inline constexpr std::size_t max_counts = policy::max_counted;  // entries; the one that was seen longest ago makes room
inline constexpr std::size_t max_count_name_bytes = 160;  // of "slot/experience": two ids and what is between them
inline constexpr double visit_gap_ms = 30 * 60'000;       // a page view that comes later than this begins a new visit
inline constexpr double day_ms = 24 * 60 * 60'000;
inline constexpr std::uint16_t most_in_a_day = 0xFFFF;  // where counting ends, for visits and days

/// One experience. Its name belongs to the record that it was read from, or to who counted it.
struct Count {
  std::string_view name;
  bool viewed = false;  // in this page view: so it is not counted again, and stays
  std::uint32_t visit = 0;
  std::uint16_t in_visit = 0;
  std::uint16_t in_day = 0;
  std::uint32_t in_all = 0;
  double day_began_ms = 0;
  double last_ms = 0;
};

/// What a record holds.
struct Counts {
  std::uint32_t visit = 1;
  std::uint32_t began_min = 0;
  base::List<Count> entries;

  /// The entry of that name, or null.
  Count* find(std::string_view name);
};

/// "slot/experience".
base::Text count_name(std::string_view slot, std::string_view experience);

/// Reads a record into `counts`, which is a fresh one; false where it is none.
bool read_counts(std::string_view record, Counts& counts);

/// Reads of a record, which read_counts() takes, the visit and the entry of that name alone; false where there is none.
bool find_count(std::string_view record, std::string_view name, std::uint32_t& visit, Count& entry);

/// Writes what read_counts reads.
base::Text write_counts(const Counts& counts);

/// A page view begins: whatever was seen is of an earlier one, and of an earlier visit where the page view before is
/// longer ago than visit_gap_ms.
void turn_page(Counts& counts, double now_ms);

/// A page view that began at `began_ms` goes on: what was seen since is of this one.
void resume_page(Counts& counts, double began_ms);

/// Forgets what was seen last before `oldest_ms`.
void drop_older(Counts& counts, double oldest_ms);

/// Counts that `name` was seen, once a page view; false where it was counted already.
bool count(Counts& counts, std::string_view name, double now_ms);

/// How often the entry was seen in this visit and in the day that runs at `now_ms`.
std::uint16_t seen_in_visit(const Count& entry, std::uint32_t visit);
std::uint16_t seen_in_day(const Count& entry, double now_ms);

/// For the visitor to see: {"slot/experience": {"seen": 3, "last": "2026-12-01T10:00:00.000Z"}}.
void write_counts_json(base::JsonWriter& json, std::string_view record);

}  // namespace assent::profile
