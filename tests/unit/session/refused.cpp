// Every event that the core does not take: the fault is named and nothing changes.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "effects_text.hpp"
#include "session/step.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using base::Fault;

namespace {

bool is_quiet(const Effects& effects) {
  return !effects.consent && effects.sends.empty() && !effects.erase && effects.snapshot.empty() && !effects.services &&
         !effects.decisions && !effects.view;
}

// Everything that a state shows, as text.
std::string shown(const Visit& visit) {
  Effects everything;
  everything.consent = everything.services = everything.decisions = everything.view = true;
  std::string all(boundary::write_effects(visit.pack, visit.state, everything).view());
  for (const auto exposed : visit.state.load.exposed) all += " " + std::to_string(exposed);
  return all + " " + std::to_string(visit.state.consent.clock_ms) + visit.snapshot();
}

// A visitor in the middle of a visit.
struct Fixture : Visit {
  Fixture() {
    start();
    does(Decide{});
    does(Shown{consent::Layer::banner});
    chooses(consent::Act::accept_all);
    sets(attribute::age, of_number(34));
    does(Flush{});
    does(Expose{slot::hero});
    does(OpenPreferences{true});
    toggles(purpose::measurement, false);
  }

  void refuses(const Occurrence& what, Fault expected) {
    const std::string before = shown(*this);
    const Effects effects = does(what);
    BOOST_TEST(effects.refused == expected);
    BOOST_TEST(is_quiet(effects));
    BOOST_TEST(shown(*this) == before);
  }
  void refuses_start(const Landing& landing, Fault expected) {
    const std::string before = shown(*this);
    const Effects effects = start(landing);
    BOOST_TEST(effects.refused == expected);
    BOOST_TEST(is_quiet(effects));
    BOOST_TEST(shown(*this) == before);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(refused_events, Fixture)

BOOST_AUTO_TEST_CASE(time_before_1970_after_9999_or_not_a_number) {
  for (const double time : {-1.0, -0.001, max_time_ms + 1, std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()}) {
    now_ms = time;
    refuses(Flush{}, Fault::bad_time);
    refuses_start({}, Fault::bad_time);
  }
}

BOOST_AUTO_TEST_CASE(first_and_last_time_are_taken) {
  for (const double time : {0.0, max_time_ms}) {
    now_ms = time;
    BOOST_TEST(does(Flush{}).refused == Fault::none);
  }
}

BOOST_AUTO_TEST_CASE(every_event_before_the_start) {
  const std::vector<Occurrence> all{Navigate{},
                                    Shown{},
                                    Toggle{purpose::measurement, true},
                                    Choose{consent::Act::accept_all, true},
                                    AnswerOne{purpose::measurement},
                                    session::Set{attribute::age, of_number(34)},
                                    Observe{"visit", of_number(1)},
                                    Forget{},
                                    Decide{},
                                    Expose{},
                                    Flush{},
                                    OpenPreferences{true}};
  for (const Occurrence& what : all) {
    Visit visit;
    const Effects effects = visit.does(what);
    BOOST_TEST(effects.refused == Fault::not_started);
    BOOST_TEST(is_quiet(effects));
    BOOST_TEST(visit.state.consent.clock_ms == 0);
  }
}

BOOST_AUTO_TEST_CASE(facts_that_are_not_one_per_name) {
  for (const auto& facts : {std::vector<std::string>{}, {"/"}, {"/", "alps", "more"}}) {
    const std::string all = items(facts);
    refuses(Navigate{all}, Fault::wrong_facts);
    Landing landing;
    landing.facts = facts;
    refuses_start(landing, Fault::wrong_facts);
  }
}

BOOST_AUTO_TEST_CASE(fact_of_2049_bytes) {
  const std::string longest(max_fact_bytes, 'x');
  const std::string too_long = items({"/", longest + "x"});
  refuses(Navigate{too_long}, Fault::fact_too_long);
  Landing landing;
  landing.facts = {longest + "x", ""};
  refuses_start(landing, Fault::fact_too_long);
  const std::string fits = items({longest, longest});
  BOOST_TEST(does(Navigate{fits}).refused == Fault::none);
  landing.facts = {longest, longest};
  BOOST_TEST(start(landing).refused == Fault::none);
}

BOOST_AUTO_TEST_CASE(start_that_is_refused_starts_nothing) {
  Visit visit;
  Landing landing;
  landing.facts = {};
  BOOST_TEST(visit.start(landing).refused == Fault::wrong_facts);
  BOOST_TEST(visit.does(Flush{}).refused == Fault::not_started);
}

BOOST_AUTO_TEST_CASE(purpose_that_is_unknown) {
  refuses(Toggle{purpose::count, true}, Fault::unknown_purpose);
  refuses(AnswerOne{purpose::count}, Fault::unknown_purpose);
  refuses(AnswerOne{0xFFFF}, Fault::unknown_purpose);
}

BOOST_AUTO_TEST_CASE(purpose_that_has_no_switch) {
  refuses(Toggle{purpose::necessary, false}, Fault::always_on);
  refuses(Toggle{purpose::necessary, true}, Fault::always_on);
  refuses(AnswerOne{purpose::necessary}, Fault::always_on);
}

BOOST_AUTO_TEST_CASE(grant_that_no_visitor_made) {
  refuses(Choose{consent::Act::accept_all, false}, Fault::untrusted_grant);
  toggles(purpose::accessibility, true);
  refuses(Choose{consent::Act::save, false}, Fault::untrusted_grant);
}

BOOST_AUTO_TEST_CASE(attribute_that_is_unknown) {
  refuses(session::Set{attribute::count, of_number(1)}, Fault::unknown_attribute);
  refuses(Forget{attribute::count}, Fault::unknown_attribute);
  refuses(session::Set{every_attribute, of_number(1)}, Fault::unknown_attribute);
}

BOOST_AUTO_TEST_CASE(value_that_the_attribute_may_not_have) {
  refuses(session::Set{attribute::age, of_text("34")}, Fault::wrong_type);
  refuses(session::Set{attribute::age, of_number(121)}, Fault::number_out_of_range);
  refuses(session::Set{attribute::party, of_text("crowd")}, Fault::not_a_choice);
  refuses(session::Set{attribute::home, of_text("\xff")}, Fault::text_not_utf8);
  const std::string long_text(257, 'x');
  refuses(session::Set{attribute::home, of_text(long_text)}, Fault::text_too_long);
  const std::string long_list = items(std::vector<std::string>(17, "x"));
  refuses(session::Set{attribute::topics, of_items(long_list)}, Fault::list_too_long);
}

BOOST_AUTO_TEST_CASE(signal_that_is_unknown_or_does_not_fit) {
  refuses(Observe{"unknown", of_number(1)}, Fault::unknown_signal);
  refuses(Observe{"visit", of_text("1")}, Fault::wrong_type);
  refuses(Observe{"visit", of_number(1001)}, Fault::number_out_of_range);
}

BOOST_AUTO_TEST_CASE(exposure_of_what_was_not_decided) {
  refuses(Expose{slot::count}, Fault::not_decided);
  refuses(Expose{0xFFFF}, Fault::not_decided);
  Visit visit;
  visit.start();
  BOOST_TEST(visit.does(Expose{slot::hero}).refused == Fault::not_decided);
}

BOOST_AUTO_TEST_CASE(snapshot_that_is_damaged_counts_as_a_first_visit) {
  Landing landing;
  landing.snapshot = snapshot();
  landing.snapshot[7] ^= 1;
  Visit visit;
  const Effects effects = visit.start(landing);
  BOOST_TEST(effects.refused == Fault::snapshot_damaged);
  BOOST_TEST(effects.view);
  BOOST_TEST(effects.services);
  BOOST_TEST(visit.state.load.started);
  Visit first;
  first.start();
  BOOST_TEST(shown(visit) == shown(first));
}

BOOST_AUTO_TEST_SUITE_END()
