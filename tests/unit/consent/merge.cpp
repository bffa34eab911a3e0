// Answers given in two places: per purpose the later one holds, and in doubt the restriction.
#include <boost/test/unit_test.hpp>

#include "consent/state.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::consent;
using namespace assent::test;

namespace {

constexpr double minute_ms = 60'000;

// What a place remembers whose visitor accepted or refused everything `ago_min` minutes before noon.
State since(Answer answer, double ago_min) {
  State state = answered(sample(), regime::opt_in, answer, noon_ms - ago_min * minute_ms);
  stamp(state, state.clock_ms);
  return state;
}

State at_noon(State state) {
  advance(sample(), state, noon_ms);
  return state;
}

void dates_ahead(State& state, std::uint32_t minutes) {
  for (auto& answered_min : state.answered_min)
    if (answered_min != 0) answered_min = static_cast<std::uint32_t>(noon_ms / minute_ms) + minutes;
}

constexpr auto one = purpose::measurement;

}  // namespace

BOOST_AUTO_TEST_SUITE(answers_of_two_places)

BOOST_AUTO_TEST_CASE(the_later_act_holds_whichever_it_is) {
  for (const Answer first : {Answer::granted, Answer::denied})
    for (const Answer second : {Answer::granted, Answer::denied}) {
      State mine = at_noon(since(first, 20));
      State theirs = since(second, 10);
      merge(sample(), mine, theirs);
      BOOST_TEST((mine.choices[one].answer == second));
      State later = at_noon(since(first, 10));
      State earlier = since(second, 20);
      merge(sample(), later, earlier);
      BOOST_TEST((later.choices[one].answer == first));
    }
}

BOOST_AUTO_TEST_CASE(each_purpose_is_looked_at_by_itself) {
  State mine = since(Answer::granted, 30);
  State theirs = since(Answer::granted, 20);
  PurposeSet measurement;
  measurement.set(one);
  mine.choices.deny(measurement);
  stamp(mine, noon_ms - 10 * minute_ms);
  mine = at_noon(mine);
  BOOST_TEST(!merge(sample(), mine, theirs));
  BOOST_TEST((mine.choices[one].answer == Answer::withdrawn));
  BOOST_TEST((mine.choices[purpose::personalization].answer == Answer::granted));
  State there = at_noon(theirs);
  BOOST_TEST(merge(sample(), there, mine));
  BOOST_TEST(listed(there.choices.granted) == (Indexes{purpose::personalization, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(a_tie_is_a_restriction_on_both_sides) {
  State granted = at_noon(since(Answer::granted, 5));
  State denied = at_noon(since(Answer::denied, 5));
  State granted_too = granted;
  State denied_too = denied;
  BOOST_TEST(merge(sample(), granted, denied));
  BOOST_TEST((granted.choices[one].answer == Answer::denied));
  BOOST_TEST(!merge(sample(), denied_too, granted_too));
  BOOST_TEST((denied_too.choices[one].answer == Answer::denied));
}

BOOST_AUTO_TEST_CASE(a_date_too_far_ahead_cannot_grant_and_still_refuses) {
  for (const std::uint32_t ahead : {max_ahead_min, max_ahead_min + 1}) {
    const bool is_trusted = ahead == max_ahead_min;
    State mine = at_noon(since(Answer::denied, 5));
    State theirs = since(Answer::granted, 1);
    dates_ahead(theirs, ahead);
    BOOST_TEST(merge(sample(), mine, theirs) == is_trusted, ahead);
    State fresh = unasked(regime::opt_in);
    State granted = since(Answer::granted, 1);
    dates_ahead(granted, ahead);
    BOOST_TEST(merge(sample(), fresh, granted) == is_trusted, ahead);
    State consenting = at_noon(since(Answer::granted, 5));
    State refusing = since(Answer::denied, 1);
    dates_ahead(refusing, ahead);
    BOOST_TEST(merge(sample(), consenting, refusing), ahead);
    // A grant that is dated ahead here does not hold out against an earlier refusal.
    State ahead_here = at_noon(since(Answer::granted, 5));
    dates_ahead(ahead_here, ahead);
    State refused_before = since(Answer::denied, 60);
    merge(sample(), ahead_here, refused_before);
    BOOST_TEST((ahead_here.choices[one].answer == Answer::granted) == is_trusted, ahead);
  }
}

BOOST_AUTO_TEST_CASE(who_has_answered_nowhere_takes_what_is_there_once) {
  State mine = unasked(regime::opt_in);
  State theirs = since(Answer::granted, 90);
  BOOST_TEST(merge(sample(), mine, theirs));
  BOOST_TEST(listed(mine.choices.granted) == listed(theirs.choices.granted));
  BOOST_TEST(mine.chosen_ms == noon_ms - 90 * minute_ms);
  BOOST_TEST(mine.given_ms == noon_ms - 90 * minute_ms);
  BOOST_TEST(!merge(sample(), mine, theirs));
}

BOOST_AUTO_TEST_CASE(nothing_gets_younger_by_being_shared) {
  State mine = since(Answer::granted, 300);
  PurposeSet measurement;
  measurement.set(one);
  mine.choices.deny(measurement);
  stamp(mine, noon_ms - 200 * minute_ms);
  mine = at_noon(mine);
  State theirs = since(Answer::granted, 100);
  for (std::size_t at = 0; at < theirs.answered_min.size(); ++at)
    if (at != one) theirs.choices.set(static_cast<policy::PurposeId>(at), {});
  BOOST_TEST(merge(sample(), mine, theirs));
  BOOST_TEST((mine.choices[one].answer == Answer::granted));
  BOOST_TEST(mine.given_ms == noon_ms - 300 * minute_ms);
}

BOOST_AUTO_TEST_CASE(a_refusal_from_elsewhere_leaves_the_age_of_what_stands) {
  State mine = at_noon(since(Answer::granted, 30));
  State theirs = since(Answer::denied, 10);
  for (std::size_t at = 0; at < theirs.answered_min.size(); ++at)
    if (at != one) theirs.choices.set(static_cast<policy::PurposeId>(at), {});
  BOOST_TEST(merge(sample(), mine, theirs));
  BOOST_TEST(mine.given_ms == noon_ms - 30 * minute_ms);
}

BOOST_AUTO_TEST_CASE(what_has_expired_elsewhere_is_not_taken) {
  constexpr double year_min = 365 * 24 * 60;
  State mine = unasked(regime::opt_in);
  State stands = since(Answer::granted, year_min - 1);
  State over = since(Answer::granted, year_min + 1);
  BOOST_TEST(!merge(sample(), mine, over));
  BOOST_TEST(merge(sample(), mine, stands));
}

BOOST_AUTO_TEST_CASE(the_browsers_signal_is_stronger_than_a_grant_from_elsewhere) {
  State mine = unasked(regime::opt_out);
  mine.gpc = true;
  State theirs = answered(sample(), regime::opt_out, Answer::granted, noon_ms - minute_ms);
  stamp(theirs, theirs.clock_ms);
  BOOST_TEST(merge(sample(), mine, theirs));
  BOOST_TEST((mine.choices.granted & denied_by_gpc(sample(), mine)).none());
}

BOOST_AUTO_TEST_CASE(a_new_answer_is_later_than_the_one_it_replaces_whatever_the_clock_says) {
  State mine = at_noon(since(Answer::denied, 0));
  const auto before = mine.answered_min[one];
  answer_all(sample(), mine, Act::accept_all);
  stamp(mine, noon_ms - day_ms);
  BOOST_TEST(mine.answered_min[one] == before + 1);
  BOOST_TEST(mine.choices.fresh.none());
  stamp(mine, noon_ms + day_ms);
  BOOST_TEST(mine.answered_min[one] == before + 1);  // nothing new was answered
}

BOOST_AUTO_TEST_SUITE_END()
