// Paces through the shipped step: what counts, what stays while a visitor looks at it, and what is kept of it.
#include "session/showing.hpp"

#include <boost/test/unit_test.hpp>

#include "personalization/pacing.hpp"
#include "profile/counts.hpp"
#include "session/switch_attribute.hpp"
#include "support/paced.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;

namespace {

constexpr double minute_ms = 60'000;

Pace capped(std::uint16_t in_visit, std::uint16_t in_day = 0, std::uint16_t in_all = 0) {
  Pace pace;
  pace.in_visit = in_visit;
  pace.in_day = in_day;
  pace.in_all = in_all;
  return pace;
}

Pace cooling(std::uint32_t cool_down_s) {
  Pace pace;
  pace.cool_down_s = cool_down_s;
  return pace;
}

Pace turning(std::vector<double> turns) {
  Pace pace;
  pace.turns = std::move(turns);
  return pace;
}

// A visitor of a paced site who has allowed everything.
struct Paced {
  explicit Paced(const Pace& pace) : site(paced_site(pace)), visit(site.pack()) {
    visit.start();
    visit.chooses(consent::Act::accept_all);
    visit.does(Decide{});
  }

  int shows() const { return visit.state.load.decisions[slot::hero].experience; }
  Effects sees() { return visit.does(Expose{slot::hero}); }
  // What the next page shows, after `later_ms`.
  int then(double later_ms) {
    visit.now_ms += later_ms;
    visit.navigates({"/", ""});
    return shows();
  }
  const profile::Cell& counts() const { return visit.state.profile.cells[shown]; }
  std::uint32_t seen() const {
    std::uint32_t visit_number = 0;
    profile::Count entry;
    return counts().present && profile::find_count(counts().value.text, "hero/everyone", visit_number, entry)
               ? entry.in_all
               : 0;
  }
  // Why the paced experience was passed over.
  personalization::Code why() {
    personalization::Trace trace;
    personalization::decide(inputs_of(site.pack(), visit.state), slot::hero, visit.state.unit, &trace);
    for (const auto& factor : trace)
      if (factor.node == personalization::no_node && factor.experience == paced) return factor.code;
    return personalization::Code::used;
  }

  OpenSite site;
  Visit visit;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(showing)

BOOST_AUTO_TEST_CASE(a_cap_of_a_visit_holds_from_the_page_view_after_the_last_that_it_allows) {
  Paced visitor(capped(2));
  visitor.sees();
  BOOST_TEST(visitor.shows() == paced);
  BOOST_TEST(visitor.then(minute_ms) == paced);
  visitor.sees();
  BOOST_TEST(visitor.shows() == paced);  // calm: nothing changes while it is looked at
  BOOST_TEST(visitor.then(minute_ms) == plain);
  BOOST_TEST((visitor.why() == personalization::Code::capped));
  BOOST_TEST(visitor.then(31 * minute_ms) == paced);  // another visit
}

BOOST_AUTO_TEST_CASE(a_page_view_counts_once_however_often_it_is_told) {
  Paced visitor(capped(0, 0, 2));
  for (int again = 0; again < 5; ++again) visitor.sees();
  BOOST_TEST(visitor.seen() == 1u);
  BOOST_TEST(visitor.then(1) == paced);
}

BOOST_AUTO_TEST_CASE(a_cap_of_a_day_and_of_all_hold_over_visits) {
  Paced of_day(capped(0, 1));
  of_day.sees();
  BOOST_TEST(of_day.then(day_ms - 1) == plain);
  BOOST_TEST(of_day.then(1) == paced);
  Paced of_all(capped(0, 0, 1));
  of_all.sees();
  BOOST_TEST(of_all.then(60 * day_ms) == plain);
}

BOOST_AUTO_TEST_CASE(what_was_seen_longer_ago_than_counts_are_kept_does_not_count) {
  Paced visitor(capped(0, 0, 1));
  visitor.sees();
  BOOST_TEST(visitor.then(90 * day_ms) == plain);
  BOOST_TEST(visitor.then(1) == paced);
}

BOOST_AUTO_TEST_CASE(a_cool_down_ends_to_the_millisecond) {
  Paced visitor(cooling(4 * 3600));
  visitor.sees();
  BOOST_TEST(visitor.then(4 * 3600 * 1000.0 - 1) == plain);
  BOOST_TEST((visitor.why() == personalization::Code::cooling_down));
  BOOST_TEST(visitor.then(1) == paced);
}

BOOST_AUTO_TEST_CASE(a_turn_takes_effect_with_the_next_page_view) {
  Paced visitor(turning({noon_ms, noon_ms + minute_ms, noon_ms + 2 * minute_ms}));
  BOOST_TEST(visitor.shows() == paced);
  visitor.visit.now_ms += minute_ms;
  visitor.visit.does(Flush{});
  BOOST_TEST(visitor.shows() == paced);
  BOOST_TEST(visitor.then(0) == plain);
  BOOST_TEST((visitor.why() == personalization::Code::not_scheduled));
  BOOST_TEST(visitor.then(minute_ms - 1) == plain);
  BOOST_TEST(visitor.then(1) == paced);
  BOOST_TEST(Paced(turning({noon_ms + 1})).shows() == plain);
}

BOOST_AUTO_TEST_CASE(what_is_killed_never_shows) {
  Pace pace;
  pace.killed = true;
  Paced visitor(pace);
  BOOST_TEST(visitor.shows() == plain);
  BOOST_TEST((visitor.why() == personalization::Code::killed));
}

BOOST_AUTO_TEST_CASE(of_a_group_a_visitor_sees_one_part) {
  Pace lower, upper;
  lower.group = upper.group = "group:winter";
  lower.end = upper.first = 5'000;
  upper.end = 10'000;
  Paced one(lower), other(upper);
  BOOST_TEST((one.shows() == paced) != (other.shows() == paced));
  BOOST_TEST((one.why() == personalization::Code::excluded || other.why() == personalization::Code::excluded));
}

BOOST_AUTO_TEST_CASE(before_consent_and_after_it_was_taken_back_nothing_is_kept) {
  Paced visitor(capped(5));
  visitor.sees();
  BOOST_TEST(visitor.seen() == 1u);
  BOOST_TEST(visitor.visit.snapshot().find("hero/everyone") != std::string::npos);
  visitor.visit.chooses(consent::Act::reject_all);
  BOOST_TEST(!visitor.counts().present);
  visitor.sees();
  BOOST_TEST(!visitor.counts().present);
  BOOST_TEST(visitor.visit.snapshot().find("hero/everyone") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(counts_outlive_the_page_load_and_a_load_begins_a_page_view) {
  Paced before(capped(0, 0, 1));
  before.sees();
  Visit after(before.site.pack());
  after.now_ms = before.visit.now_ms + minute_ms;
  Landing landing;
  landing.snapshot = before.visit.snapshot();
  after.start(landing);
  after.does(Decide{});
  BOOST_TEST(after.state.load.decisions[slot::hero].experience == plain);
}

BOOST_AUTO_TEST_CASE(a_load_that_begins_anew_begins_no_page_view) {
  Paced visitor(capped(1));
  visitor.sees();
  visitor.visit.now_ms += minute_ms;
  Landing landing;
  landing.snapshot = visitor.visit.snapshot();
  visitor.visit.start(landing);
  visitor.visit.does(Decide{});
  BOOST_TEST(visitor.shows() == paced);  // calm: it is on the screen
  visitor.sees();
  BOOST_TEST(visitor.seen() == 1u);
  BOOST_TEST(visitor.then(minute_ms) == plain);
}

BOOST_AUTO_TEST_CASE(who_switches_the_counts_off_is_counted_no_further) {
  Paced visitor(capped(0, 0, 2));
  visitor.sees();
  switch_attribute(visitor.site.pack(), visitor.visit.state, shown, true);
  visitor.then(minute_ms);
  visitor.sees();
  BOOST_TEST(visitor.counts().off);
  BOOST_TEST(visitor.seen() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_older_than_counts_are_kept_goes_with_the_next_page_view) {
  Paced visitor(capped(0, 0, 5));
  visitor.sees();
  visitor.visit.now_ms += 91 * day_ms;
  visitor.visit.sets(attribute::age, of_number(40));
  visitor.then(0);
  BOOST_TEST(visitor.seen() == 0u);
}

BOOST_AUTO_TEST_CASE(who_forgets_the_counts_is_shown_it_anew) {
  Paced visitor(capped(0, 0, 1));
  visitor.sees();
  BOOST_TEST(visitor.then(minute_ms) == plain);
  visitor.visit.does(Forget{shown});
  BOOST_TEST(visitor.shows() == paced);
}

BOOST_AUTO_TEST_CASE(nobody_but_the_core_writes_counts) {
  Paced visitor(capped(1));
  profile::Counts counts;
  const base::Text record = profile::write_counts(counts);
  const profile::ValueView value{pack::ValueType::counts, 0, record};
  BOOST_TEST(visitor.visit.sets(shown, value).refused == base::Fault::wrong_type);
  BOOST_TEST(visitor.visit.sets(shown, of_number(1)).refused == base::Fault::wrong_type);
  BOOST_TEST(visitor.visit.does(Observe{"", value}).refused == base::Fault::wrong_type);
  BOOST_TEST(!visitor.counts().present);
}

BOOST_AUTO_TEST_CASE(what_happens_to_the_profile_begins_no_visit_and_keeps_none_alive) {
  Paced visitor(capped(1));
  visitor.sees();
  visitor.visit.now_ms += 31 * minute_ms;
  visitor.visit.sets(attribute::age, of_number(40));
  BOOST_TEST(visitor.then(0) == paced);
  visitor.sees();
  visitor.visit.now_ms += 20 * minute_ms;
  visitor.visit.sets(attribute::age, of_number(41));
  BOOST_TEST(visitor.then(10 * minute_ms) == plain);
}

BOOST_AUTO_TEST_CASE(a_step_that_counts_nothing_writes_no_snapshot) {
  Paced visitor(capped(3));
  BOOST_TEST(!visitor.sees().snapshot.empty());
  BOOST_TEST(visitor.sees().snapshot.empty());
  BOOST_TEST(visitor.visit.does(Flush{}).snapshot.empty());
}

BOOST_AUTO_TEST_CASE(who_is_held_out_is_shown_nothing_and_it_is_told_so) {
  const OpenSite everyone(held_out_site(10'000)), nobody(held_out_site(0));
  for (const OpenSite* site : {&everyone, &nobody}) {
    Visit visit(site->pack());
    visit.start();
    visit.chooses(consent::Act::accept_all);
    visit.does(Decide{});
    const bool is_out = site == &everyone;
    BOOST_TEST(visit.state.load.decisions[slot::hero].experience == (is_out ? -1 : 2));
    BOOST_TEST(!visit.state.load.decisions[slot::hero].withheld);
    const auto told = bodies(visit.does(Expose{slot::hero}), Send::Route::events);
    BOOST_TEST_REQUIRE(told.size() == 1u);
    BOOST_TEST((told[0].find(R"("holdout":true)") != std::string::npos) == is_out);
  }
}

BOOST_AUTO_TEST_CASE(as_many_are_held_out_as_the_share_says) {
  const OpenSite site(held_out_site(500));
  int out = 0;
  constexpr int visitors = 20'000;
  for (std::uint64_t unit = 1; unit <= visitors; ++unit) out += personalization::is_held_out(site.pack(), unit) ? 1 : 0;
  BOOST_TEST(out > visitors / 20 - 150);
  BOOST_TEST(out < visitors / 20 + 150);
}

BOOST_AUTO_TEST_SUITE_END()
