// Answers that were not given in this browser's banner: at a placeholder, on another part of the site, in another
// consent manager. What each grants, refuses and leaves on record.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "session/snapshot.hpp"
#include "session/step.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;

namespace {

struct Fixture : Visit {
  Indexes permitted() const { return listed(state.load.permissions.permitted); }
};

std::string record(const Effects& effects) {
  const auto records = bodies(effects, Send::Route::consents);
  BOOST_TEST_REQUIRE(records.size() == 1u);
  return records[0];
}

Landing landing_in(const char* region) {
  Landing landing;
  landing.region = region;
  return landing;
}

// What another browser shares after `act`, so many minutes before noon.
std::string answers_after(Act act, double minutes_before, const Landing& landing = {}) {
  Visit other;
  other.now_ms = noon_ms - minutes_before * consent::ms_per_minute;
  other.start(landing);
  return std::string(other.chooses(act).answers.view());
}

Adopt adopting(const std::string& answers) {
  return {"device", {reinterpret_cast<const std::uint8_t*>(answers.data()), answers.size()}};
}

policy::PurposeSet set_of(const Indexes& purposes) {
  policy::PurposeSet set;
  for (const auto purpose : purposes) set.set(purpose);
  return set;
}

const Indexes only_necessary{purpose::necessary};
const Indexes all_but_explicit{purpose::necessary, purpose::personalization, purpose::measurement,
                               purpose::advertising};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(answers_from_elsewhere, Fixture)

BOOST_AUTO_TEST_CASE(a_service_allowed_in_place_grants_its_purpose_and_the_banner_stays) {
  start();
  const Effects effects = does(AnswerOne{purpose::measurement, true, true});
  BOOST_TEST(permitted() == (Indexes{purpose::necessary, purpose::measurement}));
  BOOST_TEST(member(record(effects), "act") == "service");
  BOOST_TEST((consent::why_ask(pack, state.consent, now_ms) == consent::Reason::first));
  BOOST_TEST(effects.services);
}

BOOST_AUTO_TEST_CASE(a_service_allowed_in_place_is_a_specific_act) {
  start();
  does(AnswerOne{purpose::accessibility, true, true});
  BOOST_TEST(listed(state.load.permissions.explicitly) == Indexes{purpose::accessibility});
}

BOOST_AUTO_TEST_CASE(no_script_allows_a_service) {
  start();
  const Effects effects = does(AnswerOne{purpose::measurement, true, false});
  BOOST_TEST((effects.refused == base::Fault::untrusted_grant));
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(a_service_cannot_be_allowed_against_the_browsers_signal) {
  Landing landing = landing_in("US-CA");
  landing.gpc = true;
  start(landing);
  const Effects effects = does(AnswerOne{purpose::advertising, true, true});
  BOOST_TEST(!state.load.permissions.permitted[purpose::advertising]);
  BOOST_TEST(member(record(effects), "act") == "service");
}

BOOST_AUTO_TEST_CASE(what_is_shared_holds_the_answers_and_nothing_of_the_profile) {
  start();
  sets(attribute::home, of_text("somewhere"));
  const Effects effects = chooses(Act::accept_all);
  const std::string whole(effects.snapshot.view()), answers(effects.answers.view());
  BOOST_TEST(whole.find("somewhere") != std::string::npos);
  BOOST_TEST(answers.find("somewhere") == std::string::npos);
  BOOST_TEST(answers.find("age") == std::string::npos);
  BOOST_TEST(answers.find("personalization") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_visitors_who_refuse_in_the_same_minute_share_the_same_bytes) {
  Landing another;
  another.seed_a = 5;
  BOOST_TEST(answers_after(Act::reject_all, 10) == answers_after(Act::reject_all, 9.6, another));
}

BOOST_AUTO_TEST_CASE(what_was_accepted_elsewhere_is_adopted_once_and_on_record) {
  start();
  const std::string answers = answers_after(Act::accept_all, 60);
  const Effects effects = does(adopting(answers));
  BOOST_TEST(permitted() == all_but_explicit);
  BOOST_TEST(member(record(effects), "act") == "adopted");
  BOOST_TEST(member(record(effects), "from") == "device");
  BOOST_TEST(member(record(effects), "given") == "2026-11-23T11:00:00.000Z");
  BOOST_TEST((consent::why_ask(pack, state.consent, now_ms) == consent::Reason::none));
  BOOST_TEST(!does(adopting(answers)).consent);
}

BOOST_AUTO_TEST_CASE(a_record_of_ones_own_says_nothing_of_elsewhere) {
  start();
  does(adopting(answers_after(Act::accept_all, 60)));
  now_ms += consent::ms_per_minute;
  BOOST_TEST(record(chooses(Act::reject_all)).find("\"from\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_withdrawn_elsewhere_is_withdrawn_here_and_erases) {
  start();
  now_ms -= 120 * consent::ms_per_minute;
  chooses(Act::accept_all);
  now_ms = noon_ms;
  const Effects effects = does(adopting(answers_after(Act::reject_all, 60)));
  BOOST_TEST(permitted() == only_necessary);
  BOOST_TEST(effects.erase);
}

BOOST_AUTO_TEST_CASE(a_grant_of_another_regime_is_not_adopted_and_a_refusal_is) {
  start();
  BOOST_TEST(!does(adopting(answers_after(Act::accept_all, 60, landing_in("NZ")))).consent);
  BOOST_TEST(permitted() == only_necessary);
  chooses(Act::accept_all);
  now_ms += 120 * consent::ms_per_minute;
  does(adopting(answers_after(Act::reject_all, -60, landing_in("NZ"))));
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(damaged_answers_change_nothing) {
  start();
  const std::string sound = answers_after(Act::accept_all, 60);
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string damaged = sound;
    damaged[at] ^= 1;
    BOOST_TEST((does(adopting(damaged)).refused != base::Fault::none), at);
    BOOST_TEST((does(adopting(sound.substr(0, at))).refused != base::Fault::none), at);
  }
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(what_another_consent_manager_kept_counts_as_old_as_it_is) {
  start();
  const double given_ms = noon_ms - 10 * day_ms;
  const Effects effects =
      does(Migrate{"onetrust", given_ms, set_of({purpose::measurement}), set_of({purpose::advertising})});
  BOOST_TEST(permitted() == (Indexes{purpose::necessary, purpose::measurement}));
  BOOST_TEST(listed(state.consent.choices.denied) == Indexes{purpose::advertising});
  BOOST_TEST(member(record(effects), "act") == "adopted");
  BOOST_TEST(member(record(effects), "from") == "onetrust");
  BOOST_TEST(member(record(effects), "given") == "2026-11-13T12:00:00.000Z");
  BOOST_TEST(state.consent.answered_min[purpose::measurement] ==
             static_cast<std::uint32_t>(given_ms / consent::ms_per_minute));
}

BOOST_AUTO_TEST_CASE(choices_without_a_time_refuse_and_do_not_grant) {
  for (const double given_ms : {0.0, -1.0, noon_ms + 1, std::nan("")}) {
    Fixture visit;
    visit.start();
    visit.does(Migrate{"klaro", given_ms, set_of({purpose::measurement}), set_of({purpose::advertising})});
    BOOST_TEST(visit.permitted() == only_necessary, given_ms);
    BOOST_TEST(listed(visit.state.consent.choices.denied) == Indexes{purpose::advertising}, given_ms);
  }
}

BOOST_AUTO_TEST_CASE(where_nothing_is_taken_over_nothing_was_chosen) {
  start();
  const Effects effects = does(Migrate{"klaro", 0, set_of({purpose::measurement}), {}});
  BOOST_TEST(!effects.consent);
  BOOST_TEST((consent::why_ask(pack, state.consent, now_ms) == consent::Reason::first));
}

BOOST_AUTO_TEST_CASE(migrated_consent_expires_as_any_other) {
  start();
  does(Migrate{"onetrust", noon_ms - 365 * day_ms - 1, set_of({purpose::measurement}), {}});
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(who_has_chosen_here_migrates_nothing) {
  start();
  chooses(Act::reject_all);
  const Effects effects = does(Migrate{"onetrust", noon_ms - day_ms, set_of({purpose::measurement}), {}});
  BOOST_TEST(!effects.consent);
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(what_a_script_or_a_signal_has_refused_is_not_migrated) {
  start();
  does(AnswerOne{purpose::measurement});
  does(Migrate{"onetrust", noon_ms - day_ms, set_of({purpose::measurement, purpose::advertising}), {}});
  BOOST_TEST(permitted() == (Indexes{purpose::necessary, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(no_migration_grants_what_needs_an_act_of_its_own) {
  start();
  does(Migrate{"onetrust", noon_ms - day_ms, set_of({purpose::accessibility, purpose::necessary}), {}});
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_SUITE_END()
