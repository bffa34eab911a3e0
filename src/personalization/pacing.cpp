// The reasons stand in an order: what holds for everybody first, what was seen last.
#include "personalization/pacing.hpp"

#include "policy/paces.hpp"
#include "profile/counts.hpp"

namespace assent::personalization {

namespace {

using policy::at;

bool is_scheduled(const pack::Pace& pace, double now_ms) {
  const auto* turns = pace.turns();
  std::size_t passed = 0;
  while (passed < policy::size(turns) && at(turns, passed) <= now_ms) ++passed;
  return policy::size(turns) == 0 || passed % 2 == 1;
}

bool is_excluded(const pack::Pace& pace, std::uint64_t unit) {
  if (!pace.group()) return false;
  const std::uint32_t part = bucket(policy::view(pace.group()), unit);
  return part < pace.first() || part >= pace.end();
}

bool reaches(std::uint32_t seen, std::uint16_t cap) { return cap > 0 && seen >= cap; }

// What the counts say: they are read like any attribute, so without consent nothing is known and nothing shown.
Code by_counts(const Inputs& inputs, const pack::Slot& slot, const pack::Experience& experience) {
  const pack::Pace& pace = *experience.pace();
  if (inputs.pack.counts() == policy::no_counts) return Code::absent;
  const Reading reading = read(inputs, inputs.pack.counts());
  if (reading.code == Code::consent_withheld) return reading.code;
  std::uint32_t visit = 0;
  profile::Count entry;
  const base::Text name = profile::count_name(policy::view(slot.id()), policy::view(experience.id()));
  if (reading.code != Code::used || !profile::find_count(reading.value.text, name, visit, entry) || entry.viewed)
    return Code::used;
  const double now_ms = inputs.page.began_ms;
  const double kept_ms = at(inputs.pack.attributes(), inputs.pack.counts()).retention_s() * 1000.0;
  if (now_ms - entry.last_ms > kept_ms) return Code::used;
  if (reaches(entry.in_all, pace.in_all()) || reaches(profile::seen_in_visit(entry, visit), pace.in_visit()) ||
      reaches(profile::seen_in_day(entry, now_ms), pace.in_day()))
    return Code::capped;
  return now_ms < entry.last_ms + pace.cool_down_s() * 1000.0 ? Code::cooling_down : Code::used;
}

// `used` where nothing speaks against the experience.
Code reason_of(const Inputs& inputs, const pack::Slot& slot, const pack::Experience& experience, std::uint64_t unit) {
  const pack::Pace& pace = *experience.pace();
  if (pace.killed()) return Code::killed;
  if (is_held_out(inputs.pack, unit)) return Code::held_out;
  if (!is_scheduled(pace, inputs.page.began_ms)) return Code::not_scheduled;
  if (is_excluded(pace, unit)) return Code::excluded;
  return policy::is_counted(&pace) ? by_counts(inputs, slot, experience) : Code::used;
}

}  // namespace

bool is_held_out(const Pack& pack, std::uint64_t unit) {
  return pack.held_out() > 0 && bucket(policy::view(pack.holdout()), unit) < pack.held_out();
}

bool is_held_out(const Pack& pack, const pack::Slot& slot, const Decision& decision, std::uint64_t unit) {
  return decision.experience < 0 && !decision.withheld && heeds_holdout(slot) && is_held_out(pack, unit);
}

bool heeds_holdout(const pack::Slot& slot) {
  return policy::size(slot.experiences()) > 0 && at(slot.experiences(), 0).pace();
}

const char* pace_name(Code code) {
  if (code < Code::killed) return code_name(code);
  return base::nth(
      "KILLED\0"
      "HELD_OUT\0"
      "NOT_SCHEDULED\0"
      "EXCLUDED\0"
      "CAPPED\0"
      "COOLING_DOWN",
      static_cast<std::size_t>(code) - static_cast<std::size_t>(Code::killed));
}

bool may_be_shown(const Inputs& inputs, const pack::Slot& slot, std::uint16_t index, std::uint64_t unit, Trace* trace) {
  const pack::Experience& experience = at(slot.experiences(), index);
  if (!experience.pace()) return true;
  const Code code = reason_of(inputs, slot, experience, unit);
  if (code != Code::used && trace) trace->add(no_node, index, false, code);
  return code == Code::used;
}

}  // namespace assent::personalization
