// Conditions about scores.
#include "personalization/score.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/interests.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::test;
using pack::Op;
using personalization::Code;
using personalization::Trace;

namespace {

constexpr double half_life_ms = interest_half_life_s * 1000.0;

// A site with one slot that asks this.
struct Asked {
  explicit Asked(const Condition& condition) : site(site_with(condition)), profile(empty_profile(site.pack())) {
    page.facts = base::Array<personalization::Page::Fact>(context::count);
    page.began_ms = noon_ms;
  }
  static Site site_with(const Condition& condition) {
    Site made = site_with_interests();
    made.slots.resize(1);
    made.slots[0].labels = {drawn_to};
    made.slots[0].experiences = {{"one", {condition}}};
    return made;
  }
  void knows(const ScoreList& scores) {
    BOOST_TEST_REQUIRE(profile::set(site.pack(), profile, drawn_to, of_scores(scores_record(scores)), noon_ms) ==
                       base::Fault::none);
  }
  bool holds(Trace* trace = nullptr) const {
    const auto& experience = policy::at(policy::at(site.pack().slots(), 0).experiences(), 0);
    return personalization::holds({site.pack(), profile, permissions, page, now_ms, purpose::personalization},
                                  experience.when(), trace);
  }

  OpenSite site;
  profile::Profile profile;
  personalization::Page page;
  consent::Permissions permissions = permitting_everything();
  double now_ms = noon_ms;
};

bool with_sea(Op op, double operand, const ScoreList& scores) {
  Asked asked(score(drawn_to, 2, op, operand));
  asked.knows(scores);
  return asked.holds();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(score_leaves)

BOOST_AUTO_TEST_CASE(operators_compare_the_score_of_the_choice) {
  const ScoreList scores{{"alps", 0.9}, {"sea", 0.3}};
  BOOST_TEST(with_sea(Op::gte, 0.3, scores));
  BOOST_TEST(!with_sea(Op::gt, 0.3, scores));
  BOOST_TEST(with_sea(Op::gt, 0.299999, scores));
  BOOST_TEST(with_sea(Op::lte, 0.3, scores));
  BOOST_TEST(!with_sea(Op::lt, 0.3, scores));
  BOOST_TEST(with_sea(Op::lt, 0.300001, scores));
}

BOOST_AUTO_TEST_CASE(choice_without_a_score_beside_others_has_none_yet) {
  BOOST_TEST(with_sea(Op::lt, 0.3, {{"alps", 0.9}}));
  BOOST_TEST(!with_sea(Op::gt, 0, {{"alps", 0.9}}));
}

BOOST_AUTO_TEST_CASE(without_any_score_nothing_holds) {
  for (const Op op : {Op::lt, Op::lte, Op::gt, Op::gte}) {
    const Asked asked(score(drawn_to, 0, op, 0.5));
    BOOST_TEST(!asked.holds());
  }
  Asked asked(exists(drawn_to));
  BOOST_TEST(!asked.holds());
  asked.knows({{"alps", 0.5}});
  BOOST_TEST(asked.holds());
}

BOOST_AUTO_TEST_CASE(score_is_read_as_of_the_beginning_of_the_page_view) {
  Asked asked(score(drawn_to, 0, Op::gte, 0.3));
  asked.knows({{"alps", 0.5}});
  asked.now_ms += half_life_ms;
  BOOST_TEST(asked.holds());
  asked.page.began_ms += half_life_ms;
  BOOST_TEST(!asked.holds());
}

BOOST_AUTO_TEST_CASE(without_a_page_score_is_read_as_of_now) {
  Asked asked(score(drawn_to, 0, Op::gte, 0.3));
  asked.knows({{"alps", 0.5}});
  asked.page.began_ms = 0;
  BOOST_TEST(asked.holds());
  asked.now_ms += half_life_ms;
  BOOST_TEST(!asked.holds());
}

BOOST_AUTO_TEST_CASE(score_without_consent_is_withheld) {
  Asked asked(score(drawn_to, 0, Op::gte, 0.3));
  asked.knows({{"alps", 0.5}});
  asked.permissions = {};
  Trace trace;
  BOOST_TEST(!asked.holds(&trace));
  BOOST_TEST_REQUIRE(trace.size() == 1u);
  BOOST_TEST((trace[0].code == Code::consent_withheld));
}

BOOST_AUTO_TEST_SUITE_END()
