// Attributes of scores, and conditions about them, that are refused.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "support/interests.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::test;
using base::Fault;
using pack::Op;

namespace {

template <class Change>
Fault with_interests(Change change) {
  Site site = site_with_interests();
  change(site.attributes[drawn_to]);
  return opening(site);
}

Fault asking(Condition condition, Indexes labels = {drawn_to}) {
  Site site = site_with_interests();
  site.slots.resize(1);
  site.slots[0].labels = std::move(labels);
  site.slots[0].experiences = {{"one", {std::move(condition)}}};
  return opening(site);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unsound_scores)

BOOST_AUTO_TEST_CASE(scores_have_choices_a_half_life_and_signals) {
  BOOST_TEST(with_interests([](Attribute&) {}) == Fault::none);
  BOOST_TEST(with_interests([](Attribute& each) { each.choices = {}; }) == Fault::pack_unsound);
  BOOST_TEST(with_interests([](Attribute& each) { each.half_life_s = 0; }) == Fault::pack_unsound);
  BOOST_TEST(with_interests([](Attribute& each) { each.half_life_s = 1; }) == Fault::none);
  BOOST_TEST(with_interests([](Attribute& each) { each.raised_by = {}; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(scores_are_observed) {
  for (const auto source : {pack::Source::declared, pack::Source::inferred})
    BOOST_TEST(with_interests([&](Attribute& each) { each.source = source; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(weight_is_above_zero_and_at_most_one) {
  for (const double weight : {1e-9, 1.0})
    BOOST_TEST(with_interests([&](Attribute& each) { each.raised_by[1].weight = weight; }) == Fault::none);
  for (const double weight : {0.0, -0.1, 1.000001, std::numeric_limits<double>::quiet_NaN()})
    BOOST_TEST(with_interests([&](Attribute& each) { each.raised_by[1].weight = weight; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(no_form_of_scores_leaves) {
  BOOST_TEST(with_interests([](Attribute& each) { each.leaves = {as_decision(0)}; }) == Fault::none);
  BOOST_TEST(with_interests([](Attribute& each) { each.leaves = {dropped(0)}; }) == Fault::none);
  BOOST_TEST(with_interests([](Attribute& each) { each.leaves = {kept(0)}; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(score_is_that_of_a_choice) {
  BOOST_TEST(asking(score(drawn_to, 2, Op::gte, 0.3)) == Fault::none);
  BOOST_TEST(asking(score(drawn_to, 3, Op::gte, 0.3)) == Fault::pack_unsound);
  BOOST_TEST(asking(exists(drawn_to)) == Fault::none);
}

BOOST_AUTO_TEST_CASE(scores_are_compared_by_size_alone) {
  for (const Op op : {Op::lt, Op::lte, Op::gt, Op::gte}) BOOST_TEST(asking(score(drawn_to, 0, op, 0.3)) == Fault::none);
  for (const Op op : {Op::eq, Op::ne, Op::one_of, Op::contains})
    BOOST_TEST(asking(score(drawn_to, 0, op, 0.3)) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(score_is_compared_with_a_number_that_is_there) {
  Condition condition = score(drawn_to, 0, Op::gte, 0.3);
  condition.numbers = {};
  Site site = site_with_interests();
  site.slots = {};
  for (Attribute& each : site.attributes) each.inferences = {};
  Slot slot{"one", purpose::personalization};
  slot.labels = {drawn_to};
  slot.experiences = {{"one", {condition}}};
  site.slots = {slot};
  BOOST_TEST(opening(site) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(slot_that_asks_a_score_has_its_label) {
  BOOST_TEST(asking(score(drawn_to, 0, Op::gte, 0.3), {test::attribute::age}) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(nothing_else_that_is_opaque_is_compared) {
  for (const auto type : {pack::ValueType::any, pack::ValueType::counts}) {
    Site site = sample_site();
    site.attributes[test::attribute::member].type = type;
    site.attributes[test::attribute::member].leaves = {};
    site.slots.resize(1);
    site.slots[0].labels = {test::attribute::member};
    site.slots[0].experiences = {{"one", {exists(test::attribute::member)}}};
    // Counts are asked by paces alone.
    BOOST_TEST(opening(site) == (type == pack::ValueType::any ? Fault::none : Fault::pack_unsound));
    site.slots[0].experiences = {{"one", {number(test::attribute::member, Op::eq, {1})}}};
    BOOST_TEST(opening(site) == Fault::pack_unsound);
  }
}

BOOST_AUTO_TEST_SUITE_END()
