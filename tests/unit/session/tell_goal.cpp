// A goal is told after what its slot exposed, once in a page view, and to nobody who may not hear of the slot.
#include "session/tell_goal.hpp"

#include <boost/test/unit_test.hpp>

#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using base::Fault;
using consent::Act;
using Route = Send::Route;

namespace {

constexpr policy::DestinationId page = destination::count;
constexpr policy::GoalId enquiry = 0;
constexpr policy::GoalId silent = 1;  // tells nobody but the page
constexpr policy::GoalId ramp = 2;    // after a slot that needs explicit consent

Site site_with_goals() {
  Site site = sample_site();
  site.destinations.push_back({"page", {purpose::personalization}, true});
  for (const auto label : {attribute::party, attribute::interests, attribute::family})
    site.attributes[label].leaves.push_back(as_decision(page));
  site.slots[slot::hero].exposes = {destination::collector, page};
  site.goals = {{"enquiry", slot::hero, {destination::collector, page}},
                {"silent", slot::hero, {page}},
                {"ramp", slot::aside, {destination::collector}}};
  return site;
}

struct Fixture {
  OpenSite site{site_with_goals()};
  Visit visit{site.pack()};

  Fixture() {
    visit.start();
    visit.does(Decide{});
  }
  Effects reaches(policy::GoalId goal) { return tell_goal(site.pack(), visit.state, goal, visit.now_ms); }
  std::vector<std::string> told(policy::GoalId goal) { return bodies(reaches(goal), Route::events); }
};

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(told_goals, Fixture)

BOOST_AUTO_TEST_CASE(a_goal_tells_what_its_slot_had_exposed) {
  visit.chooses(Act::accept_all);
  visit.sets(attribute::party, of_text("family"));
  visit.does(Expose{slot::hero});
  const Effects effects = reaches(enquiry);
  BOOST_TEST((effects.refused == Fault::none));
  const auto events = bodies(effects, Route::events);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(member(events[0], "type") == "org.assent.goal.v1");
  BOOST_TEST(member(events[0], "assentdestination") == "collector");
  BOOST_TEST(member(events[0], "assentrecord") == visit.state.record_id.view());
  BOOST_TEST(has(events[0], R"("slot":"hero","experience":"families","variant":null,"goal":"enquiry"})"));
}

BOOST_AUTO_TEST_CASE(the_page_hears_of_exposures_and_goals_by_a_route_of_its_own) {
  visit.chooses(Act::accept_all);
  const auto exposed = bodies(visit.does(Expose{slot::hero}), Route::page);
  BOOST_TEST_REQUIRE(exposed.size() == 1u);
  BOOST_TEST(member(exposed[0], "type") == "org.assent.exposure.v1");
  BOOST_TEST(!has(exposed[0], "goal"));
  const auto reached = bodies(reaches(silent), Route::page);
  BOOST_TEST_REQUIRE(reached.size() == 1u);
  BOOST_TEST(member(reached[0], "goal") == "silent");
  BOOST_TEST(bodies(reaches(silent), Route::events).empty());
}

BOOST_AUTO_TEST_CASE(without_an_exposure_there_is_no_goal) {
  visit.chooses(Act::accept_all);
  BOOST_TEST(reaches(enquiry).sends.empty());
  visit.does(Expose{slot::offer});
  BOOST_TEST(reaches(enquiry).sends.empty());
}

BOOST_AUTO_TEST_CASE(a_goal_is_told_once_in_a_page_view_and_again_in_the_next) {
  visit.chooses(Act::accept_all);
  visit.does(Expose{slot::hero});
  BOOST_TEST(told(enquiry).size() == 1u);
  BOOST_TEST(told(enquiry).empty());
  visit.navigates({"/enquiry", ""});
  BOOST_TEST(told(enquiry).size() == 1u);
  BOOST_TEST(told(enquiry).empty());
}

BOOST_AUTO_TEST_CASE(what_was_exposed_before_another_page_view_is_what_the_goal_is_after) {
  visit.chooses(Act::accept_all);
  visit.sets(attribute::party, of_text("family"));
  visit.does(Expose{slot::hero});
  visit.navigates({"/enquiry", ""});
  visit.sets(attribute::party, of_text("single"));  // decides anew, and is on no screen
  const auto events = told(enquiry);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(has(events[0], R"("experience":"families")"));
}

BOOST_AUTO_TEST_CASE(a_slot_tells_anew_after_another_page_view) {
  visit.chooses(Act::accept_all);
  BOOST_TEST(visit.does(Expose{slot::hero}).sends.size() == 2u);
  BOOST_TEST(visit.does(Expose{slot::hero}).sends.empty());
  visit.navigates({"/", ""});
  BOOST_TEST(visit.does(Expose{slot::hero}).sends.size() == 2u);
}

BOOST_AUTO_TEST_CASE(who_allows_nothing_is_told_of_nowhere_and_a_withdrawal_ends_it) {
  BOOST_TEST(reaches(enquiry).sends.empty());
  visit.chooses(Act::accept_all);
  visit.does(Expose{slot::hero});
  visit.chooses(Act::reject_all);
  BOOST_TEST(reaches(enquiry).sends.empty());
  visit.chooses(Act::accept_all);
  BOOST_TEST(reaches(enquiry).sends.empty());  // what was seen under the consent that has ended
  visit.does(Expose{slot::hero});
  BOOST_TEST(told(enquiry).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_load_that_begins_anew_goes_on_where_it_was) {
  visit.chooses(Act::accept_all);
  visit.does(Expose{slot::hero});
  const auto again = [this](const std::string& snapshot) {
    Landing landing;
    landing.snapshot = snapshot;
    visit.start(landing);
    visit.does(Decide{});
  };
  again(visit.snapshot());
  BOOST_TEST(bodies(visit.does(Expose{slot::hero}), Send::Route::events).empty());  // it was told
  BOOST_TEST(told(enquiry).size() == 1u);
  again("");
  BOOST_TEST(reaches(enquiry).sends.empty());  // another visitor, who was shown nothing yet
}

BOOST_AUTO_TEST_CASE(a_label_without_consent_keeps_the_goal_back) {
  visit.does(OpenPreferences{true});
  visit.toggles(purpose::personalization, true);
  visit.chooses(Act::save);
  visit.does(Expose{slot::aside});
  BOOST_TEST(reaches(ramp).sends.empty());
}

BOOST_AUTO_TEST_CASE(the_variant_comes_along) {
  visit.chooses(Act::accept_all);
  visit.does(Expose{slot::hero});
  const auto events = told(enquiry);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(member(events[0], "experience") == "everyone");
  const std::string variant = member(events[0], "variant");
  BOOST_TEST((variant == "calm" || variant == "bold"));
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused) {
  BOOST_TEST((reaches(3).refused == Fault::not_decided));
  BOOST_TEST((reaches(policy::no_goal).refused == Fault::not_decided));
  BOOST_TEST((tell_goal(site.pack(), visit.state, enquiry, -1).refused == Fault::bad_time));
  State fresh(site.pack());
  BOOST_TEST((tell_goal(site.pack(), fresh, enquiry, noon_ms).refused == Fault::not_started));
}

BOOST_AUTO_TEST_CASE(nothing_of_an_attribute_is_flushed_to_the_page) {
  visit.chooses(Act::accept_all);
  visit.sets(attribute::party, of_text("family"));
  BOOST_TEST(bodies(visit.does(Flush{}), Route::page).empty());
}

BOOST_AUTO_TEST_SUITE_END()
