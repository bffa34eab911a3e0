// Acts of visitors and of scripts: what each grants, restricts, renews and records.
#include <boost/test/unit_test.hpp>

#include "session/step.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;
using consent::Answer;

namespace {

using Route = Send::Route;
constexpr double validity_ms = 365 * day_ms;
const Indexes only_necessary{purpose::necessary};
const Indexes all_but_explicit{purpose::necessary, purpose::personalization, purpose::measurement,
                               purpose::advertising};

struct Fixture : Visit {
  Indexes permitted() const { return listed(state.load.permissions.permitted); }
  Indexes explicitly() const { return listed(state.load.permissions.explicitly); }

  void grants_explicitly(policy::PurposeId purpose) {
    toggles(purpose, true);
    chooses(Act::save);
  }
};

std::string record(const Effects& effects) {
  const auto records = bodies(effects, Route::consents);
  BOOST_TEST_REQUIRE(records.size() == 1u);
  return records[0];
}

// What the expiry left on record before the act did.
std::string record_after_expiry(const Effects& effects) {
  const auto records = bodies(effects, Route::consents);
  BOOST_TEST_REQUIRE(records.size() == 2u);
  BOOST_TEST(member(records[0], "act") == "expiry");
  return records[1];
}

// What a record says of a purpose.
std::string said(std::string_view record, std::string_view purpose) {
  const std::size_t at = record.find("\"purpose\":\"" + std::string(purpose) + "\"");
  BOOST_TEST_REQUIRE(at != std::string_view::npos);
  return member(record.substr(at), "state");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(choices, Fixture)

BOOST_AUTO_TEST_CASE(accepting_all_grants_everything_but_what_needs_explicit_consent) {
  start();
  does(Shown{consent::Layer::banner});
  const Effects effects = chooses(Act::accept_all);
  BOOST_TEST(permitted() == all_but_explicit);
  const std::string made = record(effects);
  BOOST_TEST(effects.sends[0].has_subject());
  BOOST_TEST(member(made, "act") == "accept_all");
  BOOST_TEST(member(made, "layer") == "banner");
  BOOST_TEST(member(made, "pack") == pack_hash);
  BOOST_TEST(member(made, "token") == "notice-token");
  BOOST_TEST(member(made, "record_id") == effects.sends[0].id().view());
  BOOST_TEST(said(made, "accessibility") == "none");
  BOOST_TEST(said(made, "advertising") == "granted");
  BOOST_TEST(said(made, "necessary") == "none");
}

BOOST_AUTO_TEST_CASE(first_refusal_names_no_subject_and_erases_nothing) {
  start();
  const Effects effects = chooses(Act::reject_all);
  BOOST_TEST(permitted() == only_necessary);
  BOOST_TEST(!effects.sends[0].has_subject());
  BOOST_TEST(!effects.erase);
  BOOST_TEST(said(record(effects), "personalization") == "denied");
  BOOST_TEST(!state.has_subject);
  BOOST_TEST(state.record_id.empty());
}

BOOST_AUTO_TEST_CASE(withdrawal_is_signed_once_more_and_then_erases) {
  start();
  chooses(Act::accept_all);
  const auto unit = state.unit;
  const Effects effects = chooses(Act::reject_all);
  BOOST_TEST(effects.sends[0].has_subject());
  BOOST_TEST(effects.erase);
  BOOST_TEST(!state.has_subject);
  BOOST_TEST(state.unit != unit);
  const Effects again = chooses(Act::reject_all);
  BOOST_TEST(!again.sends[0].has_subject());
  BOOST_TEST(!again.erase);
}

BOOST_AUTO_TEST_CASE(saving_answers_what_the_switches_show) {
  start();
  does(OpenPreferences{true});
  toggles(purpose::measurement, true);
  toggles(purpose::accessibility, true);
  toggles(purpose::advertising, true);
  toggles(purpose::advertising, false);
  does(Shown{consent::Layer::preferences});
  const std::string made = record(chooses(Act::save));
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::measurement, purpose::accessibility}));
  BOOST_TEST(explicitly() == Indexes({purpose::measurement, purpose::accessibility}));
  BOOST_TEST(member(made, "act") == "save");
  BOOST_TEST(member(made, "layer") == "preferences");
  BOOST_TEST(said(made, "personalization") == "denied");
  BOOST_TEST(!state.load.draft.open);
}

BOOST_AUTO_TEST_CASE(switches_that_are_closed_away_change_nothing) {
  start();
  does(OpenPreferences{true});
  toggles(purpose::measurement, true);
  does(OpenPreferences{false});
  chooses(Act::save);
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(saving_again_keeps_explicit_consent_that_was_not_touched) {
  start();
  grants_explicitly(purpose::accessibility);
  does(OpenPreferences{true});
  toggles(purpose::measurement, true);
  chooses(Act::save);
  BOOST_TEST(explicitly() == Indexes({purpose::measurement, purpose::accessibility}));
}

BOOST_AUTO_TEST_CASE(accepting_all_makes_explicit_consent_no_younger) {
  start();
  grants_explicitly(purpose::accessibility);
  now_ms = noon_ms + 200 * day_ms;
  chooses(Act::accept_all);
  BOOST_TEST(explicitly() == Indexes{purpose::accessibility});
  now_ms = noon_ms + validity_ms + 1;
  does(session::Flush{});
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(saving_makes_younger_what_was_switched_and_not_explicit_consent_that_was_left_alone) {
  start();
  grants_explicitly(purpose::accessibility);
  now_ms = noon_ms + 200 * day_ms;
  does(OpenPreferences{true});
  toggles(purpose::measurement, true);
  chooses(Act::save);
  BOOST_TEST(state.consent.given_ms == noon_ms);
  BOOST_TEST(state.consent.chosen_ms == now_ms);
  does(OpenPreferences{true});
  toggles(purpose::accessibility, true);
  toggles(purpose::measurement, true);
  chooses(Act::save);
  BOOST_TEST(state.consent.given_ms == now_ms);
}

BOOST_AUTO_TEST_CASE(script_may_restrict_and_its_record_says_script) {
  start();
  chooses(Act::accept_all);
  const Effects effects = does(AnswerOne{purpose::personalization});
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::measurement, purpose::advertising}));
  BOOST_TEST(effects.consent);
  BOOST_TEST(!effects.erase);
  const std::string made = record(effects);
  BOOST_TEST(member(made, "act") == "script");
  BOOST_TEST(said(made, "personalization") == "withdrawn");
  BOOST_TEST(said(made, "measurement") == "granted");
}

BOOST_AUTO_TEST_CASE(script_that_restricts_the_last_grant_erases) {
  start();
  toggles(purpose::measurement, true);
  chooses(Act::save);
  BOOST_TEST(does(AnswerOne{purpose::measurement}).erase);
}

BOOST_AUTO_TEST_CASE(visitor_is_still_asked_after_a_script_has_restricted) {
  start();
  BOOST_TEST(does(AnswerOne{purpose::measurement}).refused == base::Fault::none);
  BOOST_TEST((consent::why_ask(pack, state.consent, now_ms) == consent::Reason::first));
}

BOOST_AUTO_TEST_CASE(untrusted_act_may_refuse) {
  start();
  chooses(Act::accept_all);
  BOOST_TEST(chooses(Act::reject_all, false).refused == base::Fault::none);
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(untrusted_act_may_save_what_only_restricts) {
  start();
  chooses(Act::accept_all);
  toggles(purpose::measurement, false);
  BOOST_TEST(chooses(Act::save, false).refused == base::Fault::none);
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::personalization, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(untrusted_save_grants_nothing_whatever_it_says) {
  start();
  toggles(purpose::measurement, true);
  BOOST_TEST(chooses(Act::save, false).refused == base::Fault::untrusted_grant);
  BOOST_TEST(chooses(Act::accept_all, false).refused == base::Fault::untrusted_grant);
  BOOST_TEST(permitted() == only_necessary);
  BOOST_TEST((state.consent.act == Act::none));
}

BOOST_AUTO_TEST_CASE(untrusted_save_never_makes_a_grant_explicit) {
  start();
  chooses(Act::accept_all);
  toggles(purpose::personalization, false);
  toggles(purpose::personalization, true);
  BOOST_TEST(chooses(Act::save, false).refused == base::Fault::none);
  BOOST_TEST(explicitly().empty());
  toggles(purpose::personalization, true);
  chooses(Act::save, true);
  BOOST_TEST(explicitly() == Indexes{purpose::personalization});
}

BOOST_AUTO_TEST_CASE(script_does_not_make_consent_last_longer) {
  start();
  chooses(Act::accept_all);
  now_ms = noon_ms + 300 * day_ms;
  does(AnswerOne{purpose::measurement});
  chooses(Act::save, false);
  BOOST_TEST(state.consent.chosen_ms == noon_ms);
  now_ms = noon_ms + validity_ms + 1;
  does(Flush{});
  BOOST_TEST(permitted() == only_necessary);
}

BOOST_AUTO_TEST_CASE(record_of_a_scripts_restriction_has_its_own_time) {
  start();
  chooses(Act::accept_all);
  now_ms = noon_ms + day_ms;
  BOOST_TEST(member(record(does(AnswerOne{purpose::measurement})), "time") == "2026-11-24T12:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(act_of_the_visitor_renews_consent) {
  start();
  chooses(Act::accept_all);
  now_ms = noon_ms + 300 * day_ms;
  chooses(Act::accept_all);
  now_ms = noon_ms + 300 * day_ms + validity_ms;
  does(Flush{});
  BOOST_TEST(permitted() == all_but_explicit);
}

BOOST_AUTO_TEST_CASE(restriction_after_the_expiry_brings_no_grant_back) {
  start();
  chooses(Act::accept_all);
  now_ms = noon_ms + validity_ms + 1;
  const Effects effects = does(AnswerOne{purpose::measurement});
  BOOST_TEST(permitted() == only_necessary);
  BOOST_TEST(said(record_after_expiry(effects), "personalization") == "none");
  BOOST_TEST(effects.erase);
}

BOOST_AUTO_TEST_CASE(accepting_all_after_the_expiry_brings_no_explicit_consent_back) {
  start();
  grants_explicitly(purpose::accessibility);
  BOOST_TEST(explicitly() == Indexes{purpose::accessibility});
  now_ms = noon_ms + validity_ms + 1;
  const Effects effects = chooses(Act::accept_all);
  BOOST_TEST(permitted() == all_but_explicit);
  BOOST_TEST(explicitly().empty());
  BOOST_TEST(said(record_after_expiry(effects), "accessibility") == "none");
}

BOOST_AUTO_TEST_CASE(switch_that_was_moved_before_the_expiry_is_saved_as_it_was_moved) {
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  chooses(Act::accept_all);
  does(OpenPreferences{true});
  toggles(purpose::measurement, false);
  now_ms = noon_ms + validity_ms + 1;
  chooses(Act::save);
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::personalization, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(script_that_restricts_leaves_an_open_preference_center_as_it_is) {
  start();
  chooses(Act::accept_all);
  does(OpenPreferences{true});
  toggles(purpose::advertising, false);
  does(AnswerOne{purpose::measurement});
  BOOST_TEST(state.load.draft.open);
  BOOST_TEST(!state.load.draft.on[purpose::measurement]);
  chooses(Act::save);
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::personalization}));
}

BOOST_AUTO_TEST_CASE(closing_the_notice_after_the_age_was_told_leaves_everything_as_it_is) {
  Site site = sample_site();
  site.regimes[regime::opt_out].age_from = 16;
  const OpenSite open(site);
  Visit visit(open.pack());
  Landing landing;
  landing.region = "US-CA";
  visit.start(landing);
  BOOST_TEST(listed(visit.state.load.permissions.permitted) == only_necessary);
  BOOST_TEST(visit.does(session::DeclareAge{true, false}).refused == base::Fault::untrusted_grant);
  BOOST_TEST(visit.does(session::DeclareAge{true, true}).refused == base::Fault::none);
  visit.chooses(Act::save);
  BOOST_TEST(listed(visit.state.load.permissions.permitted) == all_but_explicit);
}

// The prover found it: otherwise the next change of any decision, a secret one's too, was when slots were told of.
BOOST_AUTO_TEST_CASE(decisions_are_told_anew_where_the_age_lets_more_stand) {
  Site site = sample_site();
  site.regimes[regime::opt_out].age_from = 16;
  const OpenSite open(site);
  Visit visit(open.pack());
  Landing landing;
  landing.region = "US-CA";
  visit.start(landing);
  visit.does(session::Decide{});
  BOOST_TEST(visit.does(session::DeclareAge{true, true}).decisions);
}

BOOST_AUTO_TEST_CASE(who_is_under_age_can_grant_nothing) {
  Site site = sample_site();
  site.regimes[regime::opt_in].age_from = 16;
  const OpenSite open(site);
  Visit visit(open.pack());
  visit.start();
  BOOST_TEST(visit.chooses(Act::accept_all).refused == base::Fault::age_unconfirmed);
  const Effects effects = visit.does(session::DeclareAge{false, false});
  const std::string made = record(effects);
  BOOST_TEST(member(made, "act") == "under_age");
  BOOST_TEST(!effects.sends[0].has_subject());
  BOOST_TEST(visit.chooses(Act::accept_all).refused == base::Fault::age_unconfirmed);
  visit.toggles(purpose::measurement, true);
  BOOST_TEST(visit.chooses(Act::save).refused == base::Fault::age_unconfirmed);
  BOOST_TEST(visit.chooses(Act::reject_all).refused == base::Fault::none);
  BOOST_TEST(does(session::DeclareAge{true, true}).refused == base::Fault::not_started);
  start();
  BOOST_TEST(does(session::DeclareAge{true, true}).refused == base::Fault::age_not_asked);
}

BOOST_AUTO_TEST_CASE(signal_goes_on_record_once_and_stays_a_refusal_when_it_goes) {
  Landing landing;
  landing.region = "US-CA";
  landing.gpc = true;
  const Effects effects = start(landing);
  const std::string made = record(effects);
  BOOST_TEST(member(made, "act") == "gpc");
  BOOST_TEST(said(made, "advertising") == "denied");
  BOOST_TEST(said(made, "personalization") == "none");
  landing.snapshot = snapshot();
  Visit back;
  BOOST_TEST(back.start(landing).sends.empty());
  landing.gpc = false;
  Visit without;
  without.start(landing);
  BOOST_TEST(listed(without.state.load.permissions.permitted) ==
             Indexes({purpose::necessary, purpose::personalization, purpose::measurement}));
}

BOOST_AUTO_TEST_CASE(denial_after_the_expiry_stays_a_denial) {
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  does(AnswerOne{purpose::advertising});
  now_ms = noon_ms + validity_ms + 1;
  does(Flush{});
  BOOST_TEST(permitted() == Indexes({purpose::necessary, purpose::personalization, purpose::measurement}));
}

BOOST_AUTO_TEST_SUITE_END()
