// A week is written out day by day, by the clocks of its zone, and then cut to the time between start and end.
#include "authoring/schedule.hpp"

#include <algorithm>

#include "authoring/zones.hpp"

namespace assent::authoring {

namespace {

struct Span {
  double from, to;
};

constexpr int days_of_week = 7;
constexpr WallMinutes first_monday = 4;  // days after 1970-01-01, which was a Thursday

WallMinutes day_of(WallMinutes time) {
  return time >= 0 ? time / minutes_of_day : -((-time + minutes_of_day - 1) / minutes_of_day);
}

std::size_t weekday_of(WallMinutes day) {
  return static_cast<std::size_t>(((day - first_monday) % days_of_week + days_of_week) % days_of_week);
}

// What a day of the week gives, cut to `bounds`.
void add_day(const Schedule& schedule, const std::string& zone, WallMinutes day, Span bounds,
             std::vector<Span>& spans) {
  for (const Window& each : schedule.weekly) {
    if (!each.days[weekday_of(day)]) continue;
    const Span span{std::max(bounds.from, moment_of(day * minutes_of_day + each.from, zone, Twice::first)),
                    std::min(bounds.to, moment_of(day * minutes_of_day + each.to, zone, Twice::second))};
    if (span.from < span.to) spans.push_back(span);
  }
}

// What touches becomes one.
std::vector<double> joined(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& left, const Span& right) { return left.from < right.from; });
  std::vector<double> turns;
  for (const Span& each : spans) {
    if (turns.empty() || each.from > turns.back()) {
      turns.push_back(each.from);
      turns.push_back(each.to);
    } else {
      turns.back() = std::max(turns.back(), each.to);
    }
  }
  return turns;
}

}  // namespace

std::vector<double> turns_of(const Schedule& schedule, const std::string& zone) {
  if (schedule.is_empty()) return {};
  const double start = schedule.starts ? std::max(0.0, moment_of(*schedule.starts, zone, Twice::first)) : 0;
  if (!schedule.ends) return {start};
  const double end = moment_of(*schedule.ends, zone, Twice::second);
  if (start >= end) return {};
  if (schedule.weekly.empty() || !schedule.starts) return {start, end};
  std::vector<Span> spans;
  for (WallMinutes day = day_of(*schedule.starts); day <= day_of(*schedule.ends); ++day)
    add_day(schedule, zone, day, {start, end}, spans);
  return joined(std::move(spans));
}

}  // namespace assent::authoring
