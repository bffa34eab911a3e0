// Howard Hinnant's date library, which C++20's <chrono> is modelled on.
#include "authoring/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

namespace assent::authoring {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t max_zone_bytes = 64;

// Names stand for files, so nothing else gets there.
bool is_plain(const std::string& name) {
  const auto is_letter = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '/' || letter == '_' || letter == '+' || letter == '-';
  };
  return !name.empty() && name.size() <= max_zone_bytes && name.front() != '/' &&
         std::all_of(name.begin(), name.end(), is_letter);
}

}  // namespace

bool is_zone(const std::string& name) {
  if (!is_plain(name)) return false;
  try {
    date::locate_zone(name);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

double moment_of(WallMinutes time, const std::string& zone, Twice twice) {
  const date::local_time<std::chrono::minutes> shown{std::chrono::minutes(time)};
  const date::local_info info = date::locate_zone(zone)->get_info(shown);
  const auto ms_of = [](auto moment) {
    return static_cast<double>(std::chrono::duration_cast<milliseconds>(moment.time_since_epoch()).count());
  };
  if (info.result == date::local_info::nonexistent) return ms_of(info.first.end);
  const bool is_later = info.result == date::local_info::ambiguous && twice == Twice::second;
  const auto offset = is_later ? info.second.offset : info.first.offset;
  return ms_of(date::sys_time<std::chrono::seconds>(shown.time_since_epoch() - offset));
}

}  // namespace assent::authoring
