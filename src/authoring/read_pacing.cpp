// pacing.json, and what an experience says of when, to whom and how often it is shown.
#include <algorithm>
#include <set>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"
#include "policy/paces.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t clock_letters = 5;  // "23:59"
constexpr WallMinutes minutes_of_hour = 60;
constexpr double most_percent = 100;
constexpr double parts_of_percent = 100;  // a ten-thousandth is a hundredth of a percent

// "09:30" as minutes of the day; "24:00" is its end.
std::optional<WallMinutes> parse_clock(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1; };
  if (text.size() != clock_letters || text[2] != ':') return {};
  const int digits[] = {digit(0), digit(1), digit(3), digit(4)};
  for (const int each : digits)
    if (each < 0) return {};
  const WallMinutes hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
  const WallMinutes time = hours * minutes_of_hour + minutes;
  return minutes < minutes_of_hour && time <= minutes_of_day ? std::optional(time) : std::nullopt;
}

// "2026-12-01T00:00".
std::optional<WallMinutes> parse_wall(std::string_view text) {
  const std::size_t mark = text.find('T');
  if (mark == text.npos) return {};
  const auto day = parse_date(text.substr(0, mark));
  const auto time = parse_clock(text.substr(mark + 1));
  if (!day || !time || *time == minutes_of_day) return {};
  return *day * minutes_of_day + *time;
}

std::optional<WallMinutes> read_wall(const std::optional<Element>& element) {
  const auto text = element ? element->text(max_name_bytes) : std::nullopt;
  if (!text) return {};
  const auto time = parse_wall(*text);
  if (!time) element->error("this is no time", "write what clocks there show, for example \"2026-12-01T00:00\"");
  return time;
}

std::optional<WallMinutes> read_clock(const std::optional<Element>& element) {
  const auto text = element ? element->text(max_name_bytes) : std::nullopt;
  if (!text) return {};
  const auto time = parse_clock(*text);
  if (!time) element->error("this is no time of day", "write for example \"09:30\"; a day ends at \"24:00\"");
  return time;
}

void read_days(const Element& element, Window& window) {
  const auto items = element.items(std::size(weekdays));
  if (items.empty() && element.json().is_array()) element.error("the list is empty", "name one day at least");
  for (const Element& item : items) {
    const auto day = item.word(weekdays);
    if (day && window.days[*day]) item.error("this day is listed twice", "keep one of them");
    if (day) window.days[*day] = true;
  }
}

Window read_window(const Element& element) {
  const Object object = element.object(fields::weekly);
  Window window;
  window.place = element.place();
  if (const auto days = object.find("days")) read_days(*days, window);
  const auto from = read_clock(object.find("from"));
  const auto to = read_clock(object.find("to"));
  window.from = from.value_or(0);
  window.to = to.value_or(minutes_of_day);
  if (from && to && *from >= *to)
    element.error("the time is over before it begins",
                  "split what goes past midnight: until \"24:00\", from \"00:00\"");
  return window;
}

Schedule read_schedule(const Object& object) {
  Schedule schedule;
  schedule.place = object.place();
  const auto starts = object.find("starts"), ends = object.find("ends"), weekly = object.find("weekly");
  schedule.starts = read_wall(starts);
  schedule.ends = read_wall(ends);
  if (const auto zone = object.find("zone")) {
    schedule.zone = zone->text(max_name_bytes).value_or("");
    schedule.zone_place = zone->place();
    if (!starts && !ends && !weekly) zone->error("nothing here has a time", "remove it, or say when it \"starts\"");
  }
  if (!weekly) return schedule;
  const auto items = weekly->items(max_windows);
  if (items.empty() && weekly->json().is_array()) weekly->error("the list is empty", "name one part of the week");
  for (const Element& item : items) schedule.weekly.push_back(read_window(item));
  if (!starts || !ends)
    weekly->error("weeks are written out, so they need an end", "say when it \"starts\" and \"ends\"");
  return schedule;
}

Caps read_caps(const Element& element) {
  const Object object = element.object(fields::caps);
  Caps caps;
  caps.place = element.place();
  const auto read = [&](std::string_view name, std::uint16_t& cap) {
    if (const auto field = object.find(name)) cap = static_cast<std::uint16_t>(field->whole(1, max_cap).value_or(1));
  };
  read("visit", caps.visit);
  read("day", caps.day);
  read("all", caps.all);
  if (const auto cool_down = object.find("cool-down")) caps.cool_down_s = cool_down->duration().value_or(1);
  if (object.size() == 0 && element.json().is_object())
    element.error("this limits nothing", "write \"visit\", \"day\", \"all\" or \"cool-down\"");
  return caps;
}

GroupMember read_member(const Element& element) {
  GroupMember member;
  member.place = element.place();
  std::optional<std::string> name;
  if (element.json().is_object()) {
    const Object object = element.object(fields::group_member);
    if (const auto experience = object.find("experience")) name = experience->text(2 * max_id_bytes + 1);
    if (const auto weight = object.find("weight")) member.weight = weight->whole(1, policy::parts).value_or(1);
  } else {
    name = element.text(2 * max_id_bytes + 1);
  }
  if (!name) return member;
  const std::size_t slash = std::min(name->find('/'), name->size());
  member.slot = name->substr(0, slash);
  member.experience = slash < name->size() ? name->substr(slash + 1) : "";
  if (!is_id(member.slot) || !is_id(member.experience))
    element.error("this names no experience", "write the ids of slot and experience: \"slot/experience\"");
  return member;
}

std::vector<Group> read_groups(const Element& element) {
  std::vector<Group> groups;
  for (const auto& [id, list] : element.members(max_groups)) {
    if (!check_id(id, list)) continue;
    Group group{id, {}, list.place()};
    std::set<std::string> seen;
    const auto items = list.items(max_group_members);
    if (items.size() < 2 && list.json().is_array())
      list.error("nothing here excludes another", "name two experiences at least");
    for (const Element& item : items) {
      group.members.push_back(read_member(item));
      if (!seen.insert(group.members.back().slot + "/" + group.members.back().experience).second)
        item.error("this experience is listed twice", "keep one of them, and give it a \"weight\"");
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::uint16_t read_holdout(const Element& element) {
  const auto share = element.object(fields::holdout).find("share");
  const auto percent = share ? share->number() : std::nullopt;
  if (!percent) return 0;
  const double parts = *percent * parts_of_percent;
  const auto whole = static_cast<std::uint16_t>(std::min(std::max(parts, 0.0), double{policy::parts}) + 0.5);
  if (!(*percent > 0 && *percent <= most_percent))
    share->error("this is no share of visitors", "write a percentage above 0, at most 100");
  else if (parts > whole + 1e-6 || parts < whole - 1e-6)
    share->error("visitors are divided into ten thousand parts", "write two decimals at most");
  return whole;
}

}  // namespace

ExperiencePace read_pace(const Object& object) {
  ExperiencePace pace;
  if (const auto off = object.find("off")) pace.off = off->boolean().value_or(true);
  pace.schedule = read_schedule(object);
  pace.exclusive = read_reference(object.find("exclusive"));
  if (const auto caps = object.find("caps")) pace.caps = read_caps(*caps);
  return pace;
}

Pacing read_pacing(const Element& file) {
  const Object object = file.object(fields::pacing);
  Pacing pacing;
  pacing.counts = read_reference(object.find("counts"));
  if (const auto zone = object.find("zone")) {
    pacing.zone = zone->text(max_name_bytes).value_or("");
    pacing.zone_place = zone->place();
  }
  if (const auto holdout = object.find("holdout")) pacing.held_out = read_holdout(*holdout);
  if (const auto groups = object.find("groups")) pacing.groups = read_groups(*groups);
  return pacing;
}

}  // namespace assent::authoring
