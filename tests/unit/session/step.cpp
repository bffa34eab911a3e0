// A whole visit, step by step: which effects each event has and which it has not.
#include "session/step.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;

namespace {

using Route = Send::Route;

// The flags of an effect in one word: consent, sends, erase, persist, services, decided, view.
std::string told(const Effects& effects) {
  std::string word;
  const auto say = [&](bool flag, std::string_view name) {
    if (!flag) return;
    if (!word.empty()) word += ' ';
    word += name;
  };
  say(effects.refused != base::Fault::none, "refused");
  say(effects.consent, "consent");
  say(!effects.sends.empty(), "send:" + std::to_string(effects.sends.size()));
  say(effects.erase, "erase");
  say(!effects.snapshot.empty(), "persist");
  say(effects.services, "services");
  say(effects.decisions, "decided");
  say(effects.view, "view");
  return word;
}

struct Fixture : Visit {
  // As far as a visitor who has accepted everything and is known a little.
  void settle_in() {
    start();
    does(Decide{});
    does(Shown{consent::Layer::banner});
    chooses(Act::accept_all);
    sets(attribute::age, of_number(34));
    does(Flush{});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(steps, Fixture)

BOOST_AUTO_TEST_CASE(whole_visit_in_an_opt_in_regime) {
  BOOST_TEST(told(start()) == "services view");
  BOOST_TEST(told(does(Decide{})) == "decided view");
  BOOST_TEST(told(does(Shown{consent::Layer::banner})) == "");
  BOOST_TEST(told(does(Flush{})) == "");
  BOOST_TEST(told(chooses(Act::accept_all)) == "consent send:1 persist services decided view");
  BOOST_TEST(told(sets(attribute::age, of_number(34))) == "persist decided view");  // another trace
  BOOST_TEST(told(sets(attribute::home, of_text("10115"))) == "persist view");
  BOOST_TEST(told(sets(attribute::party, of_text("family"))) == "persist decided view");
  BOOST_TEST(told(does(Flush{})) == "send:2 persist");
  BOOST_TEST(told(does(Flush{})) == "");
  BOOST_TEST(told(does(Expose{slot::hero})) == "send:1");
  BOOST_TEST(told(does(OpenPreferences{true})) == "view");
  BOOST_TEST(told(does(OpenPreferences{false})) == "view");
  BOOST_TEST(told(does(AnswerOne{purpose::personalization})) == "consent send:1 persist services decided view");
  BOOST_TEST(told(does(Flush{})) == "send:2 persist");
  BOOST_TEST(told(does(Flush{})) == "");
  BOOST_TEST(told(chooses(Act::reject_all)) == "consent send:1 erase persist services view");
  BOOST_TEST(told(does(Flush{})) == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_or_sent_before_a_choice_in_an_opt_in_regime) {
  start();
  does(Decide{});
  for (const auto& effects : {sets(attribute::age, of_number(34)), does(Observe{"visit", of_number(1)}), does(Flush{}),
                              does(Expose{slot::hero}), navigates({"/other", ""}), does(OpenPreferences{true}),
                              toggles(purpose::measurement, true)}) {
    BOOST_TEST(effects.snapshot.empty());
    BOOST_TEST(effects.sends.empty());
  }
}

BOOST_AUTO_TEST_CASE(what_was_declared_before_the_choice_counts_after_it) {
  start();
  sets(attribute::age, of_number(34));
  chooses(Act::accept_all);
  const auto events = bodies(does(Flush{}), Route::events);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(member(events[0], "age") == "25-34");
}

BOOST_AUTO_TEST_CASE(what_no_standing_purpose_uses_is_gone_after_the_choice) {
  start();
  sets(attribute::age, of_number(34));
  sets(attribute::wheelchair, of_boolean(true));
  chooses(Act::accept_all);
  BOOST_TEST(state.profile.cells[attribute::age].present);
  BOOST_TEST(!state.profile.cells[attribute::wheelchair].present);
  sets(attribute::wheelchair, of_boolean(true));
  BOOST_TEST(!state.profile.cells[attribute::wheelchair].present);
}

BOOST_AUTO_TEST_CASE(visit_in_an_opt_out_regime_sends_the_record_before_the_first_event) {
  Landing landing;
  landing.region = "US-CA";
  BOOST_TEST(told(start(landing)) == "persist services view");
  sets(attribute::age, of_number(34));
  const Effects effects = does(Flush{});
  BOOST_TEST_REQUIRE(effects.sends.size() == 2u);
  BOOST_TEST((effects.sends[0].route() == Route::consents));
  BOOST_TEST(effects.sends[0].has_subject());
  BOOST_TEST(member(effects.sends[0].body(), "act") == "none");
  BOOST_TEST(member(effects.sends[0].body(), "time") == "2026-11-23T12:00:00.000Z");
  BOOST_TEST(member(effects.sends[1].body(), "assentrecord") == effects.sends[0].id().view());
  sets(attribute::age, of_number(70));
  BOOST_TEST(does(Flush{}).sends.size() == 1u);
}

BOOST_AUTO_TEST_CASE(gpc_holds_covered_purposes_from_the_start) {
  Landing landing;
  landing.region = "US-CA";
  landing.gpc = true;
  start(landing);
  BOOST_TEST(listed(state.load.permissions.permitted) ==
             Indexes({purpose::necessary, purpose::personalization, purpose::measurement}));
  BOOST_TEST(!may_load(sample(), state, service::video));
  chooses(Act::accept_all);
  BOOST_TEST(!state.load.permissions.permitted[purpose::advertising]);
}

BOOST_AUTO_TEST_CASE(service_may_load_while_all_its_purposes_stand) {
  const auto loadable = [&] {
    Indexes found;
    for (std::uint16_t at = 0; at < service::count; ++at)
      if (may_load(sample(), state, at)) found.push_back(at);
    return found;
  };
  start();
  BOOST_TEST(loadable() == Indexes{service::basket});
  toggles(purpose::personalization, true);
  chooses(Act::save);
  BOOST_TEST(loadable() == Indexes{service::basket});
  chooses(Act::accept_all);
  BOOST_TEST(loadable() == Indexes({service::basket, service::analytics, service::video}));
  does(AnswerOne{purpose::advertising});
  BOOST_TEST(loadable() == Indexes({service::basket, service::analytics}));
}

BOOST_AUTO_TEST_CASE(consent_that_expires_during_the_visit_takes_effect_at_the_next_step) {
  settle_in();
  now_ms += 365 * day_ms;
  BOOST_TEST(does(Flush{}).services == false);
  now_ms += 1;
  const Effects effects = does(Flush{});
  BOOST_TEST(effects.services);
  BOOST_TEST(effects.view);
  BOOST_TEST_REQUIRE(effects.sends.size() == 1u);
  BOOST_TEST(member(effects.sends[0].body(), "act") == "expiry");
  BOOST_TEST(effects.sends[0].has_subject());
  BOOST_TEST(effects.erase);
  BOOST_TEST(!state.profile.cells[attribute::age].present);
  BOOST_TEST(does(Flush{}).sends.empty());
}

BOOST_AUTO_TEST_CASE(clock_set_back_by_hours_brings_nothing_back) {
  settle_in();
  now_ms += 365 * day_ms + 1;
  does(Flush{});
  now_ms -= 20 * 3'600'000;
  BOOST_TEST(does(Flush{}).sends.empty());
  BOOST_TEST(listed(state.load.permissions.permitted) == Indexes{purpose::necessary});
}

BOOST_AUTO_TEST_CASE(clock_set_back_by_days_ends_what_was_granted_and_says_so) {
  settle_in();
  now_ms -= 2 * day_ms;
  const Effects effects = does(Flush{});
  BOOST_TEST(listed(state.load.permissions.permitted) == Indexes{purpose::necessary});
  BOOST_TEST_REQUIRE(effects.sends.size() == 1u);
  BOOST_TEST(member(effects.sends[0].body(), "act") == "expiry");
  BOOST_TEST((consent::why_ask(sample(), state.consent, now_ms) == consent::Reason::expired));
}

BOOST_AUTO_TEST_CASE(value_from_a_clock_in_2100_is_not_kept_for_a_century) {
  now_ms = 4'102'444'800'000;
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  sets(attribute::age, of_number(34));
  now_ms = noon_ms;
  does(Flush{});
  // Before a choice it waits in memory, and is not used.
  BOOST_TEST(state.profile.cells[attribute::age].present);
  BOOST_TEST((profile::fresh(sample(), state.profile, attribute::age, now_ms) == nullptr));
  chooses(Act::save);
  BOOST_TEST(!state.profile.cells[attribute::age].present);
}

BOOST_AUTO_TEST_CASE(time_alone_is_told_once_an_hour) {
  settle_in();
  now_ms = noon_ms + 3'599'999;
  BOOST_TEST(told(does(Flush{})) == "");
  now_ms += 1;
  BOOST_TEST(told(does(Flush{})) == "persist");
}

BOOST_AUTO_TEST_CASE(decisions_are_told_when_asked_and_then_when_they_change) {
  settle_in();
  BOOST_TEST(does(Decide{}).decisions);
  BOOST_TEST(!sets(attribute::home, of_text("10115")).decisions);
  BOOST_TEST(navigates({"/", "alps"}).decisions);
  BOOST_TEST(navigates({"/other", "alps"}).decisions);  // a new page is told anew, changed or not
  BOOST_TEST(does(Forget{attribute::age}).decisions);   // another trace, the same experience
}

BOOST_AUTO_TEST_CASE(events_about_the_profile_do_not_move_time) {
  settle_in();
  now_ms += 366 * day_ms;
  for (const Occurrence& what :
       std::vector<Occurrence>{session::Set{attribute::party, of_text("family")}, Observe{"visit", of_number(1)},
                               Forget{attribute::age}, Expose{slot::hero}}) {
    does(what);
    BOOST_TEST(state.consent.clock_ms == noon_ms);
    BOOST_TEST(state.load.permissions.permitted[purpose::personalization]);
  }
  BOOST_TEST(state.profile.cells[attribute::party].at_ms == noon_ms + consent::max_clock_back_ms);
  does(Flush{});
  BOOST_TEST(state.consent.clock_ms == now_ms);
  BOOST_TEST(!state.load.permissions.permitted[purpose::personalization]);
}

BOOST_AUTO_TEST_CASE(decision_now_is_the_one_that_was_told) {
  settle_in();
  sets(attribute::party, of_text("family"));
  for (policy::SlotId slot = 0; slot < slot::count; ++slot)
    BOOST_TEST((decide_now(pack, state, slot) == state.load.decisions[slot]));
}

BOOST_AUTO_TEST_CASE(inferred_value_that_the_page_changes_is_shown_anew) {
  Site site = sample_site();
  site.attributes[attribute::segment].inferences = {{{fact(context::campaign, pack::Op::eq, {"alps"})}, 0, "alpine"}};
  const OpenSite open(site);
  Visit visit(open.pack());
  visit.start();
  visit.chooses(Act::accept_all);
  BOOST_TEST(visit.navigates({"/", "alps"}).view);
}

BOOST_AUTO_TEST_CASE(every_id_is_given_once) {
  std::set<std::string> ids;
  std::size_t sent = 0;
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    Visit visit;
    Landing landing;
    landing.seed_a = seed;
    landing.seed_b = 22;
    visit.start(landing);
    visit.does(Decide{});
    for (int round = 0; round < 20; ++round) {
      for (const Effects& effects :
           {visit.chooses(Act::accept_all), visit.sets(attribute::age, of_number(20 + 30 * (round % 2))),
            visit.does(Flush{}), visit.navigates({"/", ""}), visit.does(Expose{slot::hero})}) {
        for (const Send& send : effects.sends) {
          ++sent;
          ids.insert(std::string(send.id().view()));
          BOOST_TEST(send.id().size() == 32u);
        }
      }
    }
  }
  BOOST_TEST(sent > 150u);
  BOOST_TEST(ids.size() == sent);
}

BOOST_AUTO_TEST_CASE(equal_events_have_equal_effects) {
  Visit first;
  Visit second;
  for (Visit* visit : {&first, &second}) {
    visit->start();
    visit->chooses(Act::accept_all);
    visit->sets(attribute::age, of_number(34));
  }
  const auto bytes = [](const Effects& effects) { return bodies(effects, Route::events); };
  BOOST_TEST(bytes(first.does(Flush{})) == bytes(second.does(Flush{})));
  BOOST_TEST(first.snapshot() == second.snapshot());
}

BOOST_AUTO_TEST_CASE(variant_is_stable_over_page_loads) {
  settle_in();
  const auto decision = state.load.decisions[slot::hero];
  BOOST_TEST(decision.variant >= 0);
  for (const std::uint64_t seed : {100u, 200u, 300u, 400u, 500u}) {
    Landing landing;
    landing.seed_a = seed;
    landing.snapshot = snapshot();
    start(landing);
    does(Decide{});
    BOOST_TEST((state.load.decisions[slot::hero] == decision));
  }
}

BOOST_AUTO_TEST_CASE(forgetting_everything_leaves_nothing_known) {
  settle_in();
  sets(attribute::party, of_text("family"));
  does(Observe{"view", of_text("kids")});
  BOOST_TEST(told(does(Forget{every_attribute})) == "persist decided view");
  for (const auto& cell : state.profile.cells) BOOST_TEST(!cell.present);
  const auto events = bodies(does(Flush{}), Route::events);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST((events[0].find(R"("attributes":{})") != std::string::npos));
  BOOST_TEST(does(Flush{}).sends.empty());
}

BOOST_AUTO_TEST_SUITE_END()
