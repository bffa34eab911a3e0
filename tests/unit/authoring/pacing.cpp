// Pacing in policies: what reaches the pack, what is refused, and clocks that are put forward and back.
#include "authoring/pacing.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>

#include "authoring/folder.hpp"
#include "authoring/schedule.hpp"
#include "authoring/write_types.hpp"
#include "authoring/zones.hpp"
#include "opened_pack.hpp"
#include "policy/paces.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* hero_file = "shop/slots/hero.json";
constexpr const char* pacing_file = "shop/pacing.json";
constexpr WallMinutes minutes_of_hour = 60;

// Days after 1970-01-01 of 2026-03-29 and 2026-10-25, when clocks in Berlin are put forward and set back.
constexpr WallMinutes forward_day = 20'541, back_day = 20'751;

constexpr WallMinutes wall(WallMinutes day, WallMinutes hour, WallMinutes minute = 0) {
  return day * minutes_of_day + hour * minutes_of_hour + minute;
}

constexpr double ms(double minutes) { return minutes * 60'000; }

Json counts_attribute() {
  return {{"title", "Seen"},          {"type", "counts"},   {"source", "observed"},
          {"purposes", {"personal"}}, {"retention", "P3M"}, {"leaves", {{"web", {{"as", "decision"}}}}}};
}

// The sound policy with a first experience of its hero that has these members, and counts.
struct Paced {
  explicit Paced(const Json& members) {
    folder["shop/attributes.json"]["seen"] = counts_attribute();
    folder[pacing_file] = {{"counts", "seen"}, {"zone", "Europe/Berlin"}};
    first().update(members);
  }
  Json& first() { return folder[hero_file]["experiences"][0]; }
  std::string name() { return "hero/" + first()["id"].get<std::string>(); }
  Outcome compile() { return folder.compile(); }

  PolicyFolder folder;
};

// Compiles what must be sound, and gives the first experience's pace.
struct Built {
  explicit Built(Paced& paced) : outcome(paced.compile()) {
    BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
    opened.emplace(outcome.compiled->packs.at("en"));
    slot = &policy::at(opened->pack->slots(), static_cast<std::size_t>(policy::find(opened->pack->slots(), "hero")));
    pace = policy::at(slot->experiences(), 0).pace();
    BOOST_TEST_REQUIRE(pace);
  }
  std::vector<double> turns() const {
    std::vector<double> all;
    for (std::size_t at = 0; at < policy::size(pace->turns()); ++at) all.push_back(policy::at(pace->turns(), at));
    return all;
  }

  Outcome outcome;
  std::optional<testing::OpenedPack> opened;
  const pack::Slot* slot = nullptr;
  const pack::Pace* pace = nullptr;
};

Outcome with(const Json& members) { return Paced(members).compile(); }

Outcome with_pacing(const Json& members) {
  Paced paced(Json::object());
  paced.folder[pacing_file].update(members);
  return paced.compile();
}

Schedule between(WallMinutes starts, WallMinutes ends) {
  Schedule schedule;
  schedule.starts = starts;
  schedule.ends = ends;
  return schedule;
}

Schedule daily(WallMinutes starts, WallMinutes ends, WallMinutes from, WallMinutes to) {
  Schedule schedule = between(starts, ends);
  Window window;
  window.days.assign(7, true);
  window.from = from;
  window.to = to;
  schedule.weekly.push_back(window);
  return schedule;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pacing)

BOOST_AUTO_TEST_CASE(everything_that_a_pace_says_reaches_the_pack_which_asks_for_the_full_core) {
  Paced paced(Json::object({{"off", true}, {"caps", {{"visit", 1}, {"day", 2}, {"all", 3}, {"cool-down", "PT4H"}}}}));
  const Built built(paced);
  BOOST_TEST(built.pace->killed());
  BOOST_TEST(built.pace->in_visit() == 1);
  BOOST_TEST(built.pace->in_day() == 2);
  BOOST_TEST(built.pace->in_all() == 3);
  BOOST_TEST(built.pace->cool_down_s() == 4u * 3600);
  const auto counts = built.opened->pack->counts();
  BOOST_TEST(policy::view(policy::id_at(built.opened->pack->attributes(), counts)) == "seen");
  BOOST_TEST(policy::has(built.slot->labels(), counts));
  BOOST_TEST(Json::parse(policy::view(built.opened->pack->page()))["full_core"] == true);
}

BOOST_AUTO_TEST_CASE(without_a_pace_nothing_is_different) {
  const Outcome outcome = PolicyFolder().compile();
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  BOOST_TEST(opened.pack->counts() == policy::no_counts);
  BOOST_TEST(opened.pack->held_out() == 0);
  BOOST_TEST(!policy::at(policy::at(opened.pack->slots(), 0).experiences(), 0).pace());
  BOOST_TEST(!Json::parse(policy::view(opened.pack->page())).contains("full_core"));
}

BOOST_AUTO_TEST_CASE(a_holdout_gives_every_experience_a_pace) {
  Paced paced(Json::object());
  paced.folder[pacing_file]["holdout"] = {{"share", 12.34}};
  const Built built(paced);
  BOOST_TEST(built.opened->pack->held_out() == 1234);
  BOOST_TEST(policy::view(built.opened->pack->holdout()) == "holdout");
}

BOOST_AUTO_TEST_CASE(a_share_is_above_nothing_at_most_all_and_of_two_decimals) {
  for (const double share : {0.0, -1.0, 100.01, 5.001})
    BOOST_TEST(has_error(with_pacing({{"holdout", {{"share", share}}}}), "pacing.json#/holdout/share", ""));
  BOOST_TEST(with_pacing({{"holdout", {{"share", 100}}}}).compiled.has_value());
  BOOST_TEST(with_pacing({{"holdout", {{"share", 0.01}}}}).compiled.has_value());
}

BOOST_AUTO_TEST_CASE(a_group_is_divided_in_its_order_by_weight) {
  Paced paced(Json::object({{"exclusive", "winter"}}));
  paced.folder[hero_file]["experiences"][1]["exclusive"] = "winter";
  paced.folder[pacing_file]["groups"]["winter"] = {"hero/second", {{"experience", "hero/first"}, {"weight", 3}}};
  const Built built(paced);
  const pack::Pace* const second = policy::at(built.slot->experiences(), 1).pace();
  BOOST_TEST_REQUIRE(second);
  BOOST_TEST(second->first() == 0);
  BOOST_TEST(second->end() == 2'500);
  BOOST_TEST(built.pace->first() == 2'500);
  BOOST_TEST(built.pace->end() == 10'000);
  BOOST_TEST(policy::view(built.pace->group()) == policy::view(second->group()));
}

BOOST_AUTO_TEST_CASE(a_group_has_two_members_at_least_and_no_more_than_the_limit) {
  const auto with_members = [](const Json& members) { return with_pacing({{"groups", {{"winter", members}}}}); };
  BOOST_TEST(has_error(with_members({"hero/first"}), "groups/winter", "nothing here excludes"));
  BOOST_TEST(has_error(with_members({"hero/first", "hero/first"}), "groups/winter/1", "listed twice"));
  BOOST_TEST(has_error(with_members({"hero/first", "hero"}), "groups/winter/1", "names no experience"));
  Json many = Json::array();
  for (std::size_t at = 0; at <= max_group_members; ++at) many.push_back("hero/e" + std::to_string(at));
  BOOST_TEST(has_error(with_members(many), "groups/winter", std::to_string(max_group_members)));
  many.erase(many.size() - 1);
  BOOST_TEST(!has_error(with_members(many), "groups/winter", std::to_string(max_group_members)));
}

BOOST_AUTO_TEST_CASE(groups_and_parts_of_a_week_keep_to_their_limits) {
  for (const std::size_t past : {0u, 1u}) {
    Json groups = Json::object();
    for (std::size_t at = 0; at < max_groups + past; ++at) groups["g" + std::to_string(at)] = {"hero/a", "hero/b"};
    BOOST_TEST(has_error(with_pacing({{"groups", groups}}), "pacing.json#/groups", "more than") == (past == 1));
    Json windows = Json::array();
    for (std::size_t at = 0; at < max_windows + past; ++at)
      windows.push_back({{"days", {"mon"}}, {"from", "10:00"}, {"to", "11:00"}});
    const Json often = {{"starts", "2026-11-01T00:00"}, {"ends", "2026-12-01T00:00"}, {"weekly", windows}};
    BOOST_TEST(has_error(with(often), "/weekly", "more than") == (past == 1));
  }
}

BOOST_AUTO_TEST_CASE(each_member_of_a_group_has_a_part) {
  const auto with_weight = [](int weight) {
    Paced paced(Json::object({{"exclusive", "winter"}}));
    paced.folder[hero_file]["experiences"][1]["exclusive"] = "winter";
    paced.folder[pacing_file]["groups"]["winter"] = {{{"experience", "hero/second"}, {"weight", 1}},
                                                     {{"experience", "hero/first"}, {"weight", weight}}};
    return paced.folder.compile();
  };
  BOOST_TEST(!has_error(with_weight(9'999), "groups/winter", "ten-thousandth"));
  BOOST_TEST(has_error(with_weight(10'000), "groups/winter/0", "ten-thousandth"));
}

BOOST_AUTO_TEST_CASE(as_many_experiences_have_caps_as_the_counts_have_room_for) {
  const auto with_capped = [](std::size_t count) {
    Paced paced(Json::object());
    Json& all = paced.folder[hero_file]["experiences"];
    const Json made = paced.first();
    all = Json::array();
    for (std::size_t at = 0; at < count; ++at) {
      all.push_back(made);
      all.back()["id"] = "e" + std::to_string(at);
      all.back()["caps"] = {{"all", 1}};
    }
    return paced.compile();
  };
  constexpr std::string_view sentence = "experiences have \"caps\"";
  BOOST_TEST(!has_error(with_capped(policy::max_counted), "pacing.json#/counts", sentence));
  BOOST_TEST(has_error(with_capped(policy::max_counted + 1), "pacing.json#/counts", sentence));
}

BOOST_AUTO_TEST_CASE(the_page_is_offered_no_counts) {
  Paced paced(Json::object({{"caps", {{"all", 1}}}}));
  paced.folder.save();
  Problems problems;
  const auto policy = read_policy(paced.folder.path(), problems);
  BOOST_TEST_REQUIRE(policy.has_value());
  BOOST_TEST(write_types(*policy).find("'seen':") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_group_and_its_experiences_name_each_other) {
  BOOST_TEST(has_error(with({{"exclusive", "winter"}}), "hero.json#/experiences/0/exclusive", "does not list"));
  Paced paced(Json::object());
  paced.folder[pacing_file]["groups"]["winter"] = {paced.name(), "hero/gone"};
  const Outcome outcome = paced.compile();
  BOOST_TEST(has_error(outcome, "pacing.json#/groups/winter/0", "does not say that it belongs"));
  BOOST_TEST(has_error(outcome, "pacing.json#/groups/winter/1", "no experience"));
}

BOOST_AUTO_TEST_CASE(a_schedule_is_compiled_into_moments) {
  Paced paced(Json::object({{"starts", "2026-12-01T00:00"}, {"ends", "2026-12-24T18:00"}}));
  const std::vector<double> expected{1'796'079'600'000, 1'798'131'600'000};  // an hour before, as in UTC
  BOOST_TEST(Built(paced).turns() == expected, boost::test_tools::per_element());
  Paced elsewhere(Json::object({{"starts", "2026-12-01T00:00"}, {"zone", "UTC"}}));
  BOOST_TEST(Built(elsewhere).turns() == std::vector<double>{1'796'083'200'000}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_schedule_that_never_comes_or_says_no_zone_is_refused) {
  BOOST_TEST(has_error(with({{"starts", "2026-12-02T00:00"}, {"ends", "2026-12-01T00:00"}}), "ends", "never shows"));
  BOOST_TEST(has_error(with({{"starts", "2026-12-01T00:00"}, {"zone", "Europe/Atlantis"}}), "zone", "no time zone"));
  BOOST_TEST(has_error(with({{"starts", "2026-12-01"}}), "starts", "no time"));
  BOOST_TEST(has_error(with({{"starts", "2026-12-01T24:00"}}), "starts", "no time"));
  Paced paced(Json::object({{"starts", "2026-12-01T00:00"}}));
  paced.folder[pacing_file].erase("zone");
  BOOST_TEST(has_error(paced.compile(), "experiences/0", "by which clocks"));
  const Json sunday = {{{"days", {"sun"}}, {"from", "10:00"}, {"to", "12:00"}}};  // 2026-12-01 is a Tuesday
  BOOST_TEST(has_error(with({{"starts", "2026-12-01T00:00"}, {"ends", "2026-12-03T00:00"}, {"weekly", sunday}}),
                       "experiences/0", "never shows"));
}

BOOST_AUTO_TEST_CASE(weeks_are_written_out_between_start_and_end_and_no_further_than_the_limit) {
  const Json mornings = {{{"days", {"mon", "tue"}}, {"from", "09:00"}, {"to", "10:00"}}};
  BOOST_TEST(has_error(with({{"starts", "2026-12-01T00:00"}, {"weekly", mornings}}), "weekly", "need an end"));
  Paced paced(Json::object(
      {{"starts", "2026-12-01T09:30"}, {"ends", "2026-12-08T00:00"}, {"weekly", mornings}, {"zone", "UTC"}}));
  const std::vector<double> expected{1'796'117'400'000, 1'796'119'200'000, 1'796'634'000'000, 1'796'637'600'000};
  BOOST_TEST(Built(paced).turns() == expected, boost::test_tools::per_element());
  const auto lasting = [&](const char* ends) {
    return with({{"starts", "2026-12-01T00:00"}, {"ends", ends}, {"weekly", mornings}});
  };
  BOOST_TEST(lasting("2028-12-01T00:00").compiled.has_value());  // 731 days
  BOOST_TEST(has_error(lasting("2028-12-01T00:01"), "ends", "731 days"));
}

BOOST_AUTO_TEST_CASE(what_touches_at_midnight_is_one_showing) {
  Schedule schedule = daily(wall(20'000, 0), wall(20'002, 0), 0, minutes_of_day);
  BOOST_TEST(turns_of(schedule, "UTC").size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_time_that_clocks_skip_is_the_moment_of_the_skip) {
  const double skip = ms(static_cast<double>(wall(forward_day, 1)));  // 01:00 UTC
  BOOST_TEST(moment_of(wall(forward_day, 2, 30), "Europe/Berlin", Twice::first) == skip);
  BOOST_TEST(moment_of(wall(forward_day, 1, 59), "Europe/Berlin", Twice::first) == skip - ms(1));
  BOOST_TEST(moment_of(wall(forward_day, 3), "Europe/Berlin", Twice::second) == skip);
  const Schedule inside = daily(wall(forward_day, 0), wall(forward_day + 1, 0), 2 * 60 + 10, 2 * 60 + 50);
  BOOST_TEST(turns_of(inside, "Europe/Berlin").empty());
}

BOOST_AUTO_TEST_CASE(of_a_time_that_clocks_show_twice_the_first_begins_and_the_second_ends) {
  const double first = ms(static_cast<double>(wall(back_day, 0, 30)));  // 02:30 there, in summer's time
  BOOST_TEST(moment_of(wall(back_day, 2, 30), "Europe/Berlin", Twice::first) == first);
  BOOST_TEST(moment_of(wall(back_day, 2, 30), "Europe/Berlin", Twice::second) == first + ms(60));
  const auto turns = turns_of(between(wall(back_day, 2, 30), wall(back_day, 2, 31)), "Europe/Berlin");
  const std::vector<double> expected{first, first + ms(61)};
  BOOST_TEST(turns == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(caps_need_counts_for_their_purpose_that_last_long_enough) {
  const Json once = {{"caps", {{"all", 1}}}};
  Paced none(once);
  none.folder[pacing_file].erase("counts");
  none.folder["shop/attributes.json"].erase("seen");
  BOOST_TEST(has_error(none.compile(), "caps", "nothing keeps"));
  Paced other(once);
  other.folder[pacing_file]["counts"] = "party";
  BOOST_TEST(has_error(other.compile(), "pacing.json#/counts", "not of type"));
  Paced purposeless(once);
  purposeless.folder["shop/attributes.json"]["seen"]["purposes"] = {"necessary"};
  BOOST_TEST(has_error(purposeless.compile(), "caps", "may not be used"));
  Paced brief(Json::object({{"caps", {{"day", 1}}}}));
  brief.folder["shop/attributes.json"]["seen"]["retention"] = "PT23H";
  BOOST_TEST(has_error(brief.compile(), "caps", "forgotten before"));
  BOOST_TEST(has_error(with({{"caps", Json::object()}}), "caps", "limits nothing"));
  BOOST_TEST(with({{"caps", {{"all", max_cap}}}}).compiled.has_value());
  BOOST_TEST(has_error(with({{"caps", {{"all", max_cap + 1}}}}), "caps/all", ""));
}

BOOST_AUTO_TEST_CASE(counts_are_the_cores_own) {
  const auto changed = [](const char* field, const Json& value) {
    Paced paced(Json::object({{"caps", {{"all", 1}}}}));
    paced.folder["shop/attributes.json"]["seen"][field] = value;
    return paced.compile();
  };
  BOOST_TEST(has_error(changed("source", "declared"), "seen/source", "observed"));
  BOOST_TEST(has_error(changed("from", "view"), "seen/from", "counts have no"));
  BOOST_TEST(has_error(changed("special", "health"), "seen/special", "counts have no"));
  BOOST_TEST(has_error(changed("leaves", {{"web", {{"minimize", "keep"}}}}), "seen/leaves/web", "no form"));
  Paced unnamed(Json::object());
  unnamed.folder[pacing_file].erase("counts");
  BOOST_TEST(has_error(unnamed.compile(), "attributes.json#/seen", "nothing is counted"));
  Paced asked(Json::object());
  asked.first()["when"] = {{"seen", {{"exists", true}}}};
  BOOST_TEST(has_error(asked.compile(), "when/seen/exists", "does not fit"));
}

BOOST_AUTO_TEST_CASE(a_capped_slot_tells_nobody_to_whom_the_counts_do_not_leave) {
  Paced paced(Json::object({{"caps", {{"all", 1}}}}));
  paced.folder["shop/attributes.json"]["seen"]["leaves"] = Json::object();
  BOOST_TEST(has_error(paced.compile(), "exposes/0", "reveals \"seen\""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
