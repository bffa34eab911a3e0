// Paces: that what an experience names is there, that something keeps what its caps rest on, and that its time comes.
#include <algorithm>

#include "authoring/lint.hpp"
#include "authoring/schedule.hpp"
#include "authoring/units.hpp"
#include "authoring/zones.hpp"
#include "policy/paces.hpp"

namespace assent::authoring {

namespace {

class PacingLinter {
 public:
  PacingLinter(const Lookup& lookup, Problems& problems)
      : lookup_(lookup), policy_(lookup.policy()), pacing_(policy_.pacing), problems_(problems) {}

  void lint() {
    lint_zone(pacing_.zone, pacing_.zone_place);
    lint_counts();
    for (const Group& group : pacing_.groups) lint_group(group);
    for (const Slot& slot : policy_.slots)
      for (const Experience& experience : slot.experiences) lint(slot, experience);
    if (counted_ > policy::max_counted)
      problems_.error(pacing_.counts.place,
                      "more than " + std::to_string(policy::max_counted) + " experiences have \"caps\"",
                      "remove some: what was seen longest ago would be forgotten, and shown again");
  }

 private:
  void lint(const Slot& slot, const Experience& experience) {
    const ExperiencePace& pace = experience.pace;
    if (!pace.schedule.is_empty()) lint_schedule(pace.schedule);
    if (!pace.exclusive.id.empty() && !is_member(pace.exclusive.id, slot.id, experience.id))
      problems_.error(
          pace.exclusive.place,
          "the group " + in_quotes(pace.exclusive.id) + " does not list " + in_quotes(slot.id + "/" + experience.id),
          "list it in \"groups\" of pacing.json");
    if (pace.caps) lint_caps(slot, *pace.caps);
  }

  bool lint_zone(const std::string& zone, const Place& place) {
    if (zone.empty() || is_zone(zone)) return true;
    problems_.error(place, "there is no time zone " + in_quotes(zone), "write its name as in \"Europe/Berlin\"");
    return false;
  }

  void lint_schedule(const Schedule& schedule) {
    const std::string& zone = schedule.zone.empty() ? pacing_.zone : schedule.zone;
    if (zone.empty())
      return problems_.error(schedule.place, "nothing says by which clocks this time is meant",
                             "add \"zone\" here, or for all in pacing.json");
    if (!lint_zone(schedule.zone, schedule.zone_place) || !is_zone(zone)) return;
    if (schedule.starts && schedule.ends && !lint_length(schedule)) return;
    const auto turns = turns_of(schedule, zone);
    if (turns.empty())
      problems_.error(schedule.place, "this experience never shows: none of its times comes before its end",
                      "correct \"starts\", \"ends\" and \"weekly\"");
    if (turns.size() > policy::max_turns)
      problems_.error(
          schedule.place,
          "this experience begins to be shown more than " + std::to_string(policy::max_turns / 2) + " times",
          "let it end sooner, or write fewer parts of the week");
  }

  bool lint_length(const Schedule& schedule) {
    if (*schedule.starts >= *schedule.ends) {
      problems_.error(schedule.place.at("ends"), "this experience never shows: it ends before it starts",
                      "correct \"starts\" or \"ends\"");
      return false;
    }
    if (schedule.weekly.empty() || *schedule.ends - *schedule.starts <= max_weekly_days * minutes_of_day) return true;
    problems_.error(schedule.place.at("ends"),
                    "weeks are written out for " + std::to_string(max_weekly_days) + " days at the most",
                    "let it end sooner");
    return false;
  }

  void lint_caps(const Slot& slot, const Caps& caps) {
    ++counted_;
    if (pacing_.counts.id.empty())
      return problems_.error(caps.place, "nothing keeps how often this was seen",
                             "declare an attribute of type \"counts\", and name it as \"counts\" in pacing.json");
    const Attribute* const counts = lookup_.attribute(pacing_.counts.id);
    if (!counts) return;
    if (!slot.purpose.id.empty() && !has_reference(counts->purposes, slot.purpose.id))
      problems_.error(caps.place,
                      in_quotes(counts->id) + " may not be used for the slot's purpose " + in_quotes(slot.purpose.id),
                      "add the purpose to it if visitors are told so, or remove \"caps\"");
    const std::uint32_t rests_on = std::max(caps.cool_down_s, caps.day > 0 ? seconds_of_day : 0);
    if (rests_on > counts->retention_s)
      problems_.error(caps.place, in_quotes(counts->id) + " is forgotten before this ends",
                      "keep it longer, by its \"retention\"");
  }

  void lint_counts() {
    const Reference& named = pacing_.counts;
    const Attribute* const counts = lookup_.attribute(named.id);
    if (!named.id.empty() && !counts)
      problems_.error(named.place, "there is no attribute " + in_quotes(named.id),
                      "correct the name, or declare it in attributes.json");
    if (counts && counts->type != pack::ValueType::counts)
      problems_.error(named.place, in_quotes(named.id) + " is not of type \"counts\"",
                      "name one that is, or make it one");
    for (const Attribute& each : policy_.attributes)
      if (each.type == pack::ValueType::counts && each.id != named.id)
        problems_.error(each.place, "nothing is counted here: pacing.json does not name it as \"counts\"",
                        "name it there, or remove it; a policy has one");
  }

  bool is_member(const std::string& id, const std::string& slot, const std::string& experience) const {
    for (const Group& group : pacing_.groups)
      for (const GroupMember& each : group.members)
        if (group.id == id && each.slot == slot && each.experience == experience) return true;
    return false;
  }

  const Experience* find(const GroupMember& member) const {
    for (const Slot& slot : policy_.slots)
      for (const Experience& each : slot.experiences)
        if (slot.id == member.slot && each.id == member.experience) return &each;
    return nullptr;
  }

  // Parts are counted in ten-thousandths.
  static bool has_part(const Group& group, const GroupMember& of) {
    std::uint64_t total = 0, before = 0, after = 0;
    for (const GroupMember& each : group.members) total += each.weight;
    for (const GroupMember& each : group.members) {
      before = after;
      after += each.weight;
      if (&each == &of) break;
    }
    return before * policy::parts / total != after * policy::parts / total;
  }

  void lint_group(const Group& group) {
    for (const GroupMember& each : group.members) {
      if (!has_part(group, each))
        problems_.error(each.place, "beside the other weights this is less than a ten-thousandth: nobody would see it",
                        "weigh it more, or remove it");
      if (each.slot.empty() || each.experience.empty()) continue;
      const Experience* const experience = find(each);
      if (!experience)
        problems_.error(each.place, "there is no experience " + in_quotes(each.slot + "/" + each.experience),
                        "correct the name, or remove it");
      else if (experience->pace.exclusive.id != group.id)
        problems_.error(each.place, "the experience does not say that it belongs to " + in_quotes(group.id),
                        "add \"exclusive\": \"" + group.id + "\" to it, or remove it here");
    }
  }

  const Lookup& lookup_;
  const Policy& policy_;
  const Pacing& pacing_;
  Problems& problems_;
  std::size_t counted_ = 0;
};

}  // namespace

void lint_pacing(const Lookup& lookup, Problems& problems) { PacingLinter(lookup, problems).lint(); }

}  // namespace assent::authoring
