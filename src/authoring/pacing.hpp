// When, to whom and how often experiences are shown, as a policy writes it: pacing.json, and what an experience says of
// itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "authoring/problem.hpp"
#include "authoring/reference.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_groups = 64;
inline constexpr std::size_t max_group_members = 64;
inline constexpr std::size_t max_windows = 64;         // of one experience's week
inline constexpr std::uint32_t max_weekly_days = 731;  // two years: as far as weeks are written out
inline constexpr std::uint32_t max_cap = 10'000;

/// What clocks on the wall show: minutes since 1970-01-01T00:00 there.
using WallMinutes = std::int64_t;
inline constexpr WallMinutes minutes_of_day = 24 * 60;

/// Part of a day, on some days of each week.
struct Window {
  std::vector<bool> days = std::vector<bool>(7);  // Monday first
  WallMinutes from = 0, to = 0;                   // of the day; at most minutes_of_day
  Place place;
};

struct Schedule {
  std::optional<WallMinutes> starts, ends;
  std::string zone;  // empty: the site's
  std::vector<Window> weekly;
  Place place, zone_place;

  bool is_empty() const { return !starts && !ends && weekly.empty(); }
};

struct Caps {
  std::uint16_t visit = 0, day = 0, all = 0;  // 0: any
  std::uint32_t cool_down_s = 0;
  Place place;
};

/// What an experience says of its pace.
struct ExperiencePace {
  bool off = false;
  Schedule schedule;
  Reference exclusive;  // a group; empty: of none
  std::optional<Caps> caps;

  bool is_empty() const { return !off && schedule.is_empty() && exclusive.id.empty() && !caps; }
};

/// An experience and its part of a group.
struct GroupMember {
  std::string slot, experience;
  std::uint32_t weight = 1;
  Place place;
};

/// Experiences of which each visitor may see those of one part.
struct Group {
  std::string id;
  std::vector<GroupMember> members;
  Place place;
};

/// pacing.json.
struct Pacing {
  Reference counts;  // the attribute that keeps how often experiences were seen; empty: none does
  std::string zone;  // of schedules that name none
  Place zone_place;
  std::uint16_t held_out = 0;  // ten-thousandths of visitors
  std::vector<Group> groups;
};

}  // namespace assent::authoring
