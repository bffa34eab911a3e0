// What stands, under each regime, and when the visitor must be asked.
#include "consent/state.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "support/consents.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::consent;
using namespace assent::test;

namespace {

constexpr double validity_ms = 365 * day_ms;

Indexes permitted(const State& state, double now_ms = noon_ms) {
  return listed(consent::permissions(sample(), state, now_ms).permitted);
}

Indexes explicitly(const State& state, double now_ms = noon_ms) {
  return listed(consent::permissions(sample(), state, now_ms).explicitly);
}

const Indexes only_necessary{purpose::necessary};
const Indexes all_but_explicit{purpose::necessary, purpose::personalization, purpose::measurement,
                               purpose::advertising};

}  // namespace

BOOST_AUTO_TEST_SUITE(consent_state)

BOOST_AUTO_TEST_CASE(first_state_has_answered_nothing) {
  const State state;
  for (policy::PurposeId purpose = 0; purpose <= policy::max_purposes; ++purpose)
    BOOST_TEST(state.choices[purpose] == Choice());
  BOOST_TEST(state.act == Act::none);
}

BOOST_AUTO_TEST_CASE(choices_are_as_they_were_set_and_none_touches_another) {
  Choices choices;
  const Choice all[] = {{}, {Answer::granted, false}, {Answer::granted, true}, {Answer::denied, false}};
  for (const Choice& before : all)
    for (const Choice& after : all) {
      choices.set(5, before);
      choices.set(6, after);
      BOOST_TEST(choices[5] == before);
      choices.set(5, after);
      BOOST_TEST(choices[5] == after);
      BOOST_TEST(choices[6] == after);
    }
  choices.set(7, {Answer::denied, true});
  BOOST_TEST(choices[7] == (Choice{Answer::denied, false}));
}

BOOST_AUTO_TEST_CASE(region_finds_its_regime) {
  BOOST_TEST(regime_for(sample(), "DE") == std::uint16_t{regime::opt_in});
  BOOST_TEST(regime_for(sample(), "FR") == std::uint16_t{regime::opt_in});
  BOOST_TEST(regime_for(sample(), "US-CA") == std::uint16_t{regime::opt_out});
  BOOST_TEST(regime_for(sample(), "NZ") == std::uint16_t{regime::notice});
}

BOOST_AUTO_TEST_CASE(unknown_region_gets_the_strictest_regime) {
  for (const char* region : {"", "US-NY", "de", "XX", "D", "DEU", "US-C", "US-CAX", " ", "NZ XX", "XX US-CA", "-"})
    BOOST_TEST(regime_for(sample(), region) == std::uint16_t{regime::opt_in}, region);
}

BOOST_AUTO_TEST_CASE(country_stands_for_its_parts_and_a_part_for_its_country) {
  BOOST_TEST(regime_for(sample(), "US") == std::uint16_t{regime::opt_out});
  BOOST_TEST(regime_for(sample(), "NZ-AUK") == std::uint16_t{regime::notice});
  BOOST_TEST(regime_for(sample(), "DE-BY") == std::uint16_t{regime::opt_in});
}

BOOST_AUTO_TEST_CASE(of_several_places_the_strictest_regime_holds) {
  BOOST_TEST(regime_for(sample(), "NZ US-CA") == std::uint16_t{regime::opt_out});
  BOOST_TEST(regime_for(sample(), "US-CA NZ") == std::uint16_t{regime::opt_out});
  BOOST_TEST(regime_for(sample(), "NZ US DE") == std::uint16_t{regime::opt_in});
  BOOST_TEST(regime_for(sample(), "NZ NZ") == std::uint16_t{regime::notice});
}

BOOST_AUTO_TEST_CASE(opt_in_permits_only_what_is_necessary_before_a_choice) {
  BOOST_TEST(permitted(unasked(regime::opt_in)) == only_necessary);
  BOOST_TEST(explicitly(unasked(regime::opt_in)).empty());
}

BOOST_AUTO_TEST_CASE(opt_in_permits_legitimate_interest_only_after_a_choice) {
  Site site = sample_site();
  site.purposes[purpose::measurement].bases[0] = pack::Basis::legitimate_interest;
  const OpenSite open(site);
  State state = unasked(regime::opt_in);
  BOOST_TEST(!permissions(open.pack(), state, noon_ms).permitted[purpose::measurement]);
  state = answered(open.pack(), regime::opt_in, Answer::granted);
  BOOST_TEST(permissions(open.pack(), state, noon_ms).permitted[purpose::measurement]);
  BOOST_TEST(!permissions(open.pack(), state, noon_ms + validity_ms + 1).permitted[purpose::measurement]);
}

BOOST_AUTO_TEST_CASE(opt_out_and_notice_permit_legitimate_interest_before_a_choice) {
  BOOST_TEST(permitted(unasked(regime::opt_out)) == all_but_explicit);
  BOOST_TEST(permitted(unasked(regime::notice)) == all_but_explicit);
}

BOOST_AUTO_TEST_CASE(consent_is_needed_in_opt_out_regimes_where_it_is_the_basis) {
  Site site = sample_site();
  site.purposes[purpose::advertising].bases[1] = pack::Basis::consent;
  const OpenSite open(site);
  BOOST_TEST(!permissions(open.pack(), unasked(regime::opt_out), noon_ms).permitted[purpose::advertising]);
}

BOOST_AUTO_TEST_CASE(accept_all_never_grants_what_needs_explicit_consent) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    const State state = answered(sample(), regime, Answer::granted);
    BOOST_TEST(permitted(state) == all_but_explicit);
    BOOST_TEST(explicitly(state).empty());
    BOOST_TEST(state.choices[purpose::accessibility].answer == Answer::none);
  }
}

BOOST_AUTO_TEST_CASE(accept_all_leaves_an_explicit_answer_as_it_was) {
  State state = unasked(regime::opt_in);
  answer_one(state, purpose::accessibility, Answer::granted);
  answer_all(sample(), state, Act::accept_all);
  BOOST_TEST(state.choices[purpose::accessibility] == (Choice{Answer::granted, true}));
  answer_one(state, purpose::accessibility, Answer::denied);
  answer_all(sample(), state, Act::accept_all);
  BOOST_TEST(state.choices[purpose::accessibility] == (Choice{Answer::denied, false}));
}

BOOST_AUTO_TEST_CASE(explicit_consent_stands_on_an_act_of_its_own) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::accessibility, Answer::granted);
  BOOST_TEST(permitted(state) == Indexes({purpose::necessary, purpose::personalization, purpose::measurement,
                                          purpose::advertising, purpose::accessibility}));
  BOOST_TEST(explicitly(state) == Indexes{purpose::accessibility});
  state.choices.set(purpose::accessibility, {Answer::granted, false});
  BOOST_TEST(permitted(state) == all_but_explicit);
  BOOST_TEST(explicitly(state).empty());
}

BOOST_AUTO_TEST_CASE(reject_all_denies_everything_that_has_a_switch) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    State state = unasked(regime);
    answer_one(state, purpose::accessibility, Answer::granted);
    answer_all(sample(), state, Act::reject_all);
    state.act = Act::reject_all;
    state.chosen_ms = noon_ms;
    BOOST_TEST(permitted(state) == only_necessary);
    BOOST_TEST(explicitly(state).empty());
    BOOST_TEST(state.choices[purpose::necessary] == Choice());
  }
}

BOOST_AUTO_TEST_CASE(unknown_purpose_is_answered_nowhere) {
  State state = unasked(regime::opt_in);
  answer_one(state, purpose::count, Answer::granted);
  BOOST_TEST(permitted(state) == only_necessary);
}

BOOST_AUTO_TEST_CASE(gpc_denies_covered_purposes_even_when_granted) {
  State state = answered(sample(), regime::opt_out, Answer::granted);
  BOOST_TEST(permitted(state) == all_but_explicit);
  state.gpc = true;
  BOOST_TEST(permitted(state) == Indexes({purpose::necessary, purpose::personalization, purpose::measurement}));
  answer_one(state, purpose::advertising, Answer::granted);
  BOOST_TEST(permitted(state) == Indexes({purpose::necessary, purpose::personalization, purpose::measurement}));
  BOOST_TEST(explicitly(state).empty());
}

BOOST_AUTO_TEST_CASE(gpc_counts_only_where_the_regime_honours_it) {
  for (const auto regime : {regime::opt_in, regime::notice}) {
    State state = answered(sample(), regime, Answer::granted);
    state.gpc = true;
    BOOST_TEST(permitted(state) == all_but_explicit);
  }
}

BOOST_AUTO_TEST_CASE(consent_stands_to_the_end_of_its_validity_and_one_millisecond_past_it_does_not) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::accessibility, Answer::granted);
  BOOST_TEST(permitted(state, noon_ms + validity_ms).size() == 5u);
  BOOST_TEST(explicitly(state, noon_ms + validity_ms) == Indexes{purpose::accessibility});
  BOOST_TEST(permitted(state, noon_ms + validity_ms + 1) == only_necessary);
  BOOST_TEST(explicitly(state, noon_ms + validity_ms + 1).empty());
}

BOOST_AUTO_TEST_CASE(explicit_consent_to_a_legitimate_interest_expires_too) {
  State state = answered(sample(), regime::opt_out, Answer::granted);
  answer_one(state, purpose::personalization, Answer::granted);
  BOOST_TEST(explicitly(state, noon_ms + validity_ms) == Indexes{purpose::personalization});
  BOOST_TEST(explicitly(state, noon_ms + validity_ms + 1).empty());
  BOOST_TEST(permitted(state, noon_ms + validity_ms + 1) == all_but_explicit);
}

BOOST_AUTO_TEST_CASE(refusal_outlives_its_validity) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    const State state = answered(sample(), regime, Answer::denied);
    BOOST_TEST(permitted(state, noon_ms + 10 * validity_ms) == only_necessary);
  }
}

BOOST_AUTO_TEST_CASE(grants_that_have_expired_are_taken_back_and_others_are_not) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::accessibility, Answer::granted);
  answer_one(state, purpose::measurement, Answer::denied);
  BOOST_TEST(!advance(sample(), state, noon_ms + validity_ms));
  BOOST_TEST(state.choices[purpose::personalization].answer == Answer::granted);
  BOOST_TEST(advance(sample(), state, noon_ms + validity_ms + 1));
  for (const auto purpose : {purpose::personalization, purpose::advertising, purpose::accessibility})
    BOOST_TEST(state.choices[purpose] == Choice());
  BOOST_TEST(state.choices[purpose::measurement].answer == Answer::denied);
  BOOST_TEST(!advance(sample(), state, noon_ms + validity_ms + 2));
}

BOOST_AUTO_TEST_CASE(clock_set_back_by_a_day_keeps_the_age_and_by_more_ends_what_was_granted) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  BOOST_TEST(!advance(sample(), state, noon_ms + 5 * day_ms));
  BOOST_TEST(!advance(sample(), state, noon_ms + 4 * day_ms));
  BOOST_TEST(state.clock_ms - state.given_ms == 5 * day_ms);
  // Set back again and again it is not younger for that.
  for (int times = 0; times < 400; ++times) {
    if (advance(sample(), state, noon_ms + 5 * day_ms)) break;
    advance(sample(), state, noon_ms + 4 * day_ms);
  }
  BOOST_TEST(state.choices.granted.none());
  state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::measurement, Answer::denied);
  BOOST_TEST(advance(sample(), state, noon_ms - max_clock_back_ms - 1));
  BOOST_TEST(state.choices.granted.none());
  BOOST_TEST(state.choices[purpose::measurement].answer == Answer::denied);
}

BOOST_AUTO_TEST_CASE(clock_that_was_in_2100_does_not_hold_a_consent_for_a_century) {
  constexpr double in_2100_ms = 4'102'444'800'000;
  State state = answered(sample(), regime::opt_in, Answer::granted, in_2100_ms);
  BOOST_TEST(permitted(state, noon_ms) == all_but_explicit);  // until the clock is heard of
  BOOST_TEST(advance(sample(), state, noon_ms));
  BOOST_TEST(permitted(state, noon_ms) == only_necessary);
  BOOST_TEST(state.given_ms == noon_ms);
}

BOOST_AUTO_TEST_CASE(clock_in_1970_that_is_set_right_ends_what_was_granted_then) {
  State state = answered(sample(), regime::opt_in, Answer::granted, 0);
  BOOST_TEST(advance(sample(), state, noon_ms));
  BOOST_TEST(permitted(state, noon_ms) == only_necessary);
}

BOOST_AUTO_TEST_CASE(clock_set_back_never_extends_a_consent) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  state.clock_ms = noon_ms + validity_ms + 1;
  BOOST_TEST(permitted(state, noon_ms) == only_necessary);
  BOOST_TEST(permitted(state, 0) == only_necessary);
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::expired);
}

BOOST_AUTO_TEST_CASE(time_that_is_not_a_number_permits_nothing) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  state.given_ms = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(permitted(state) == only_necessary);
}

BOOST_AUTO_TEST_CASE(regime_out_of_range_is_the_strictest) {
  State state = unasked(999);
  BOOST_TEST(permitted(state) == only_necessary);
}

BOOST_AUTO_TEST_CASE(act_without_an_answer_permits_only_what_is_necessary) {
  State state;
  state.act = Act::accept_all;
  BOOST_TEST(permitted(state, 0) == only_necessary);
}

BOOST_AUTO_TEST_CASE(visitor_is_asked_before_the_first_choice_and_not_after_it) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    BOOST_TEST(why_ask(sample(), unasked(regime), noon_ms) == Reason::first);
    BOOST_TEST(why_ask(sample(), answered(sample(), regime, Answer::granted), noon_ms) == Reason::none);
    BOOST_TEST(why_ask(sample(), answered(sample(), regime, Answer::denied), noon_ms) == Reason::none);
  }
}

BOOST_AUTO_TEST_CASE(visitor_is_asked_again_when_a_consent_has_expired) {
  const State state = answered(sample(), regime::opt_in, Answer::granted);
  BOOST_TEST(why_ask(sample(), state, noon_ms + validity_ms) == Reason::none);
  BOOST_TEST(why_ask(sample(), state, noon_ms + validity_ms + 1) == Reason::expired);
}

BOOST_AUTO_TEST_CASE(visitor_is_asked_when_a_purpose_has_no_answer) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  state.choices.set(purpose::measurement, {});
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::changed);
}

BOOST_AUTO_TEST_CASE(banner_never_asks_for_explicit_consent) {
  State state = answered(sample(), regime::opt_in, Answer::granted);
  BOOST_TEST(state.choices[purpose::accessibility].answer == Answer::none);
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::none);
}

BOOST_AUTO_TEST_CASE(refusal_is_left_alone_until_the_interval_has_passed) {
  constexpr double interval_ms = 180 * day_ms;
  State state = answered(sample(), regime::opt_in, Answer::denied);
  state.choices.set(purpose::measurement, {});  // as after a new revision of the policy
  BOOST_TEST(why_ask(sample(), state, noon_ms + interval_ms) == Reason::none);
  BOOST_TEST(why_ask(sample(), state, noon_ms + interval_ms + 1) == Reason::interval);
  // What nobody refused is asked about at once.
  state.choices.set(purpose::personalization, {Answer::granted, false});
  state.given_ms = noon_ms;
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::changed);
}

BOOST_AUTO_TEST_CASE(what_nobody_asked_the_visitor_is_asked_however_it_came_to_be) {
  for (const Act act : {Act::script, Act::gpc}) {
    State state = unasked(regime::opt_out);
    state.act = act;
    answer_one(state, purpose::advertising, Answer::denied);
    BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::first);
    BOOST_TEST(standing(sample(), state, noon_ms) == Standing::never_asked);
  }
  // What a script refuses after a choice leaves the reasons as they are.
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::advertising, Answer::denied);
  state.choices.set(purpose::measurement, {});
  state.act = Act::script;
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::changed);
}

BOOST_AUTO_TEST_CASE(partly_refused_choice_is_asked_about_when_its_interval_has_passed) {
  constexpr double interval_ms = 180 * day_ms;
  State state = answered(sample(), regime::opt_in, Answer::granted);
  answer_one(state, purpose::measurement, Answer::denied);
  BOOST_TEST(why_ask(sample(), state, noon_ms + interval_ms) == Reason::none);
  BOOST_TEST(why_ask(sample(), state, noon_ms + interval_ms + 1) == Reason::interval);
}

BOOST_AUTO_TEST_CASE(answer_of_another_regime_that_refused_everything_is_not_asked_for_again) {
  State state = unasked(regime::opt_in);
  state.choices.deny(free_to_choose(sample(), state));
  BOOST_TEST(why_ask(sample(), state, noon_ms) == Reason::none);
}

BOOST_AUTO_TEST_CASE(opt_out_and_limit_deny_what_they_name_and_nothing_else) {
  Site site = sample_site();
  site.regimes[regime::opt_out].opt_out = true;
  site.regimes[regime::opt_out].limit = {purpose::accessibility};
  const OpenSite open(site);
  State state = answered(open.pack(), regime::opt_out, Answer::granted);
  answer_one(state, purpose::accessibility, Answer::granted);
  answer_all(open.pack(), state, Act::opt_out);
  BOOST_TEST(listed(state.choices.denied) == Indexes{purpose::advertising});
  answer_all(open.pack(), state, Act::limit);
  BOOST_TEST(listed(state.choices.denied) == Indexes({purpose::advertising, purpose::accessibility}));
  BOOST_TEST(listed(state.choices.withdrawn) == Indexes({purpose::advertising, purpose::accessibility}));
}

BOOST_AUTO_TEST_CASE(exempt_interest_stands_in_an_opt_in_regime_until_the_visitor_objects) {
  Site site = sample_site();
  site.purposes[purpose::measurement].bases[0] = pack::Basis::legitimate_interest;
  site.regimes[regime::opt_in].unprompted = {purpose::measurement};
  const OpenSite open(site);
  State state = unasked(regime::opt_in);
  BOOST_TEST(permissions(open.pack(), state, noon_ms).permitted[purpose::measurement]);
  answer_one(state, purpose::measurement, Answer::denied);
  BOOST_TEST(!permissions(open.pack(), state, noon_ms).permitted[purpose::measurement]);
}

BOOST_AUTO_TEST_CASE(withdrawn_is_what_was_granted_before_it_was_denied) {
  Choices choices;
  choices.grant(PurposeSet(0b011), PurposeSet(0b010));
  choices.deny(PurposeSet(0b110));
  BOOST_TEST(choices[0] == (Choice{Answer::granted, false}));
  BOOST_TEST(choices[1] == (Choice{Answer::withdrawn, false}));
  BOOST_TEST(choices[2] == (Choice{Answer::denied, false}));
  choices.grant(PurposeSet(0b010), {});
  BOOST_TEST(choices[1] == (Choice{Answer::granted, false}));
  choices.set(3, {Answer::withdrawn, true});
  BOOST_TEST(choices[3] == (Choice{Answer::withdrawn, false}));
}

namespace {

OpenSite site_for_16() {
  Site site = sample_site();
  site.regimes[regime::opt_in].age_from = 16;
  site.regimes[regime::opt_out].age_from = 16;
  return OpenSite(site);
}

}  // namespace

BOOST_AUTO_TEST_CASE(regime_that_asks_the_age_permits_nothing_before_it_knows) {
  const OpenSite open = site_for_16();
  for (const auto regime : {regime::opt_in, regime::opt_out}) {
    State state = answered(open.pack(), regime, Answer::granted);
    BOOST_TEST(listed(permissions(open.pack(), state, noon_ms).permitted) == only_necessary);
    BOOST_TEST(why_ask(open.pack(), state, noon_ms) == Reason::age);
    state.of_age = 15;
    BOOST_TEST(listed(permissions(open.pack(), state, noon_ms).permitted) == only_necessary);
    state.of_age = 16;
    BOOST_TEST(listed(permissions(open.pack(), state, noon_ms).permitted) == all_but_explicit);
    BOOST_TEST(why_ask(open.pack(), state, noon_ms) == Reason::none);
  }
}

BOOST_AUTO_TEST_CASE(visitor_under_age_is_left_alone_until_that_may_have_changed) {
  constexpr double interval_ms = 180 * day_ms;
  const OpenSite open = site_for_16();
  State state = answered(open.pack(), regime::opt_in, Answer::denied);
  state.under = 16;
  BOOST_TEST(standing(open.pack(), state, noon_ms) == Standing::under_age);
  BOOST_TEST(why_ask(open.pack(), state, noon_ms + interval_ms) == Reason::none);
  BOOST_TEST(why_ask(open.pack(), state, noon_ms + interval_ms + 1) == Reason::age);
  state.under = 17;  // of another regime: says nothing about 16
  BOOST_TEST(why_ask(open.pack(), state, noon_ms) == Reason::age);
  state.under = 13;
  BOOST_TEST(standing(open.pack(), state, noon_ms) == Standing::under_age);
}

BOOST_AUTO_TEST_CASE(standing_tells_how_the_visitor_stands) {
  State state = unasked(regime::opt_in);
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::never_asked);
  state.shown = Layer::banner;
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::shown);
  state = answered(sample(), regime::opt_in, Answer::granted);
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::chosen);
  BOOST_TEST(standing(sample(), state, noon_ms + validity_ms + 1) == Standing::expired);
  state.choices.set(purpose::measurement, {});
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::outdated);
  answer_all(sample(), state, Act::reject_all);
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::withdrawn);
  state = answered(sample(), regime::opt_out, Answer::granted);
  state.gpc = true;
  BOOST_TEST(standing(sample(), state, noon_ms) == Standing::overridden_by_gpc);
}

BOOST_AUTO_TEST_CASE(refusal_that_has_expired_is_left_alone_until_the_interval_has_passed) {
  Site site = sample_site();
  site.regimes[0].validity_s = 10;
  site.regimes[0].reask_s = 100;
  const OpenSite open(site);
  const State state = answered(open.pack(), regime::opt_in, Answer::denied);
  BOOST_TEST(why_ask(open.pack(), state, noon_ms + 100'000) == Reason::none);
  BOOST_TEST(why_ask(open.pack(), state, noon_ms + 100'001) == Reason::interval);
}

BOOST_AUTO_TEST_CASE(site_without_a_choice_asks_for_nothing) {
  Site site = sample_site();
  site.slots.clear();
  site.attributes.clear();
  site.services.clear();
  site.destinations.clear();
  site.purposes.resize(1);
  const OpenSite open(site);
  BOOST_TEST(why_ask(open.pack(), unasked(regime::opt_in), noon_ms) == Reason::none);
}

BOOST_AUTO_TEST_CASE(basis_is_that_of_the_regimes_model) {
  const State opt_in = unasked(regime::opt_in);
  const State opt_out = unasked(regime::opt_out);
  const State notice = unasked(regime::notice);
  BOOST_TEST(basis(sample(), opt_in, purpose::personalization) == pack::Basis::consent);
  BOOST_TEST(basis(sample(), opt_out, purpose::personalization) == pack::Basis::legitimate_interest);
  BOOST_TEST(basis(sample(), notice, purpose::necessary) == pack::Basis::contract);
}

BOOST_AUTO_TEST_CASE(contract_and_necessity_have_no_switch) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    BOOST_TEST(listed(always_on(sample(), unasked(regime))) == only_necessary);
    BOOST_TEST(listed(free_to_choose(sample(), unasked(regime))) ==
               Indexes({purpose::personalization, purpose::measurement, purpose::advertising, purpose::accessibility}));
  }
}

BOOST_AUTO_TEST_CASE(signal_denies_only_where_the_regime_honors_it) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    State state = unasked(regime);
    BOOST_TEST(denied_by_gpc(sample(), state).none());
    state.gpc = true;
    BOOST_TEST(denied_by_gpc(sample(), state).any() == (regime == regime::opt_out));
  }
}

BOOST_AUTO_TEST_SUITE_END()
