// What a feature gave is told as an exposure of its slot, and only where each of its labels is approved.
#include "session/tell_feature.hpp"

#include <boost/test/unit_test.hpp>

#include "personalization/features_site.hpp"
#include "support/print.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;
using personalization::Outcome;

namespace {

constexpr std::string_view features = R"({"exposes": ["web"], "features": {
  "button": {"defaultValue": 0, "rules": [{"key": "trial", "variations": ["round", "square"], "weights": [0, 1],
    "meta": [{"key": "r"}, {"key": "s"}], "hashAttribute": "id"}]},
  "forced": {"defaultValue": 0, "rules": [{"force": 1}]},
  "silent": {"defaultValue": 0, "exposes": [], "rules": [{"key": "quiet", "variations": [0, 1], "hashAttribute": "id"}]}}})";
constexpr std::string_view attributes = R"({"id": {"leaves": {"web": {"as": "decision"}}}})";

Landing without_facts() {
  Landing landing;
  landing.facts.clear();
  return landing;
}

struct Fixture {
  FeaturesSite site{features, attributes};
  Visit visit{site.pack()};

  Fixture() {
    visit.start(without_facts());
    visit.does(Decide{});
    visit.does(Shown{consent::Layer::banner});
  }
  void allows_everything() {
    visit.chooses(Act::accept_all);
    const std::string id = tree_of(R"("u1")");
    visit.sets(site.attribute("id"), {pack::ValueType::any, 0, id});
  }

  const pack::Feature& feature(std::string_view id) const {
    return policy::at(site.pack().features(), site.feature(id));
  }
  Outcome decides(std::string_view id) {
    columns.begin(++round);
    const auto inputs = inputs_of(site.pack(), visit.state);
    return personalization::decide_feature({inputs, facts, "view", columns}, setting, site.feature(id), nullptr);
  }
  std::vector<std::string> told(std::string_view id) {
    const auto effects = tell_feature(site.pack(), visit.state, feature(id), decides(id), visit.now_ms);
    return bodies(effects, Send::Route::events);
  }
  bool may_tell_of(std::string_view id) const { return may_tell(site.pack(), visit.state, feature(id)); }

  personalization::Setting setting;
  personalization::Facts facts;
  personalization::Columns columns{site.pack()};
  std::uint32_t round = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(told_features, Fixture)

BOOST_AUTO_TEST_CASE(an_experiment_is_told_once_by_its_names) {
  allows_everything();
  const auto first = told("button");
  BOOST_REQUIRE(first.size() == 1);
  BOOST_TEST(member(first[0], "slot") == "feature:button");
  BOOST_TEST(member(first[0], "experience") == "trial");
  BOOST_TEST(member(first[0], "variant") == "s");
  BOOST_TEST(told("button").empty());
}

BOOST_AUTO_TEST_CASE(who_has_allowed_nothing_is_told_of_nowhere) {
  BOOST_TEST(told("button").empty());
  BOOST_TEST(!may_tell_of("button"));
}

BOOST_AUTO_TEST_CASE(what_is_forced_and_what_exposes_nothing_is_not_told) {
  allows_everything();
  BOOST_TEST(told("forced").empty());
  BOOST_TEST(!may_tell_of("forced"));
  BOOST_TEST((decides("silent").source == personalization::Source::experiment));
  BOOST_TEST(told("silent").empty());
  BOOST_TEST(!may_tell_of("silent"));
}

BOOST_AUTO_TEST_CASE(a_withdrawal_ends_it) {
  allows_everything();
  BOOST_TEST(may_tell_of("button"));
  visit.chooses(Act::reject_all);
  BOOST_TEST(!may_tell_of("button"));
  BOOST_TEST(told("button").empty());
}

BOOST_AUTO_TEST_CASE(a_choice_that_the_decision_has_not_seen_counts) {
  allows_everything();
  const Outcome before = decides("button");
  visit.chooses(Act::reject_all);
  BOOST_TEST(tell_feature(site.pack(), visit.state, feature("button"), before, visit.now_ms).sends.empty());
}

BOOST_AUTO_TEST_CASE(before_the_page_asks_for_decisions_nothing_is_told) {
  Visit early{site.pack()};
  early.start(without_facts());
  Outcome square{personalization::Source::experiment, 1, 0, {}};
  square.trial.variation = 1;
  square.trial.is_in = true;
  const auto effects = tell_feature(site.pack(), early.state, feature("button"), square, early.now_ms);
  BOOST_TEST(effects.sends.empty());
}

BOOST_AUTO_TEST_SUITE_END()
