// Interests over a visit: what is decided, what is kept, and that time alone does neither.
#include <boost/test/unit_test.hpp>

#include "support/interests.hpp"
#include "support/print.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;

namespace {

constexpr double half_life_ms = interest_half_life_s * 1000.0;

Site site_by_interest() {
  Site site = site_with_interests();
  site.slots.resize(1);
  site.slots[0].labels = {drawn_to};
  site.slots[0].exposes = {};
  site.slots[0].experiences = {{"mountains", {score(drawn_to, 0, pack::Op::gte, 0.5)}}};
  return site;
}

struct Fixture {
  OpenSite site{site_by_interest()};
  Visit visit{site.pack()};

  Fixture() {
    visit.start();
    visit.does(Decide{});
    visit.chooses(consent::Act::accept_all);
    BOOST_TEST(!is_shown());
  }
  bool is_shown() const { return visit.state.load.decisions[0].experience == 0; }
  Effects views(const char* what) { return visit.does(Observe{"view", of_text(what)}); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(scores_of_a_visit, Fixture)

BOOST_AUTO_TEST_CASE(signal_that_raises_a_score_decides_anew_at_once) {
  const Effects effects = views("alps");
  BOOST_TEST(effects.decisions);
  BOOST_TEST(!effects.snapshot.empty());
  BOOST_TEST(is_shown());
}

BOOST_AUTO_TEST_CASE(time_alone_changes_no_decision_of_a_page_view) {
  views("alps");
  visit.now_ms += half_life_ms;
  BOOST_TEST(!visit.does(Flush{}).decisions);
  BOOST_TEST(is_shown());
  visit.navigates({"/next", ""});
  BOOST_TEST(!is_shown());
}

BOOST_AUTO_TEST_CASE(fading_writes_no_snapshot_within_the_hour) {
  views("alps");
  visit.does(Flush{});
  visit.now_ms += 1000;
  BOOST_TEST(visit.does(Flush{}).snapshot.empty());
}

BOOST_AUTO_TEST_CASE(scores_come_back_with_the_snapshot_as_old_as_they_are) {
  views("alps");
  views("alps");
  Landing again;
  again.snapshot = visit.snapshot();
  Visit next(site.pack());
  next.now_ms = visit.now_ms + half_life_ms;
  next.start(again);
  next.does(Decide{});
  BOOST_TEST((scores_in(next.state.profile.cells[drawn_to].value.text) == ScoreList{{"alps", 0.75}}));
  BOOST_TEST(next.state.load.decisions[0].experience != 0);
}

BOOST_AUTO_TEST_CASE(refused_scores_are_gone) {
  views("alps");
  visit.chooses(consent::Act::reject_all);
  BOOST_TEST(!visit.state.profile.cells[drawn_to].present);
  views("alps");
  BOOST_TEST(!visit.state.profile.cells[drawn_to].present);
}

BOOST_AUTO_TEST_SUITE_END()
