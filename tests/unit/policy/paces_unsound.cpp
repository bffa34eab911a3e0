// Paces, counts and holdouts of packs that would lead the core astray: each is refused.
#include <boost/test/unit_test.hpp>
#include <limits>

#include "policy/paces.hpp"
#include "support/paced.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::test;
using base::Fault;

namespace {

Pace once() {
  Pace pace;
  pace.in_all = 1;
  return pace;
}

// What the paced site answers after a change of it.
template <class Change>
Fault after(Change change) {
  Site site = paced_site(once());
  change(site);
  return opening(site);
}

Fault with(const Pace& pace) { return opening(paced_site(pace)); }

Fault with_turns(std::vector<double> turns) {
  Pace pace;
  pace.turns = std::move(turns);
  return with(pace);
}

std::vector<double> turns(std::size_t count) {
  std::vector<double> made(count);
  for (std::size_t at = 0; at < count; ++at) made[at] = static_cast<double>(at);
  return made;
}

Pace part(std::uint16_t first, std::uint16_t end, std::string group = "winter") {
  Pace pace;
  pace.group = std::move(group);
  pace.first = first;
  pace.end = end;
  return pace;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unsound_paces)

BOOST_AUTO_TEST_CASE(the_site_itself_is_sound) {
  BOOST_TEST(with(once()) == Fault::none);
  BOOST_TEST(opening(held_out_site(500)) == Fault::none);
}

BOOST_AUTO_TEST_CASE(turns_ascend_and_are_finite_and_not_too_many) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST(with_turns({0, 1}) == Fault::none);
  BOOST_TEST(with_turns({1, 1}) == Fault::pack_unsound);
  BOOST_TEST(with_turns({2, 1}) == Fault::pack_unsound);
  BOOST_TEST(with_turns({-1}) == Fault::pack_unsound);
  BOOST_TEST(with_turns({infinite}) == Fault::pack_unsound);
  BOOST_TEST(with_turns({std::numeric_limits<double>::quiet_NaN()}) == Fault::pack_unsound);
  BOOST_TEST(with_turns(turns(policy::max_turns)) == Fault::none);
  BOOST_TEST(with_turns(turns(policy::max_turns + 1)) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(a_part_lies_within_the_split_of_a_group) {
  BOOST_TEST(with(part(0, 10'000)) == Fault::none);
  BOOST_TEST(with(part(0, 10'001)) == Fault::pack_unsound);
  BOOST_TEST(with(part(2, 1)) == Fault::pack_unsound);
  BOOST_TEST(with(part(0, 1, "")) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(what_is_counted_needs_counts_that_are_such) {
  BOOST_TEST(after([](Site& site) { site.counts = 0xFFFF; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.counts = 999; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.counts = attribute::age; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.attributes[shown].source = pack::Source::declared; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.attributes[shown].special = true; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[slot::hero].experiences[paced].pace.reset(), site.counts = 0xFFFF; }) ==
             Fault::pack_unsound);  // counts that nobody names
}

BOOST_AUTO_TEST_CASE(a_slot_that_is_counted_reads_the_counts_and_they_all_that_it_reads) {
  BOOST_TEST(after([](Site& site) { site.slots[slot::hero].labels.pop_back(); }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.attributes[shown].inputs.pop_back(); }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[slot::offer].experiences[0].pace = once(); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(no_condition_asks_the_counts) {
  BOOST_TEST(after([](Site& site) { site.slots[slot::hero].experiences[0].when = {exists(shown)}; }) ==
             Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(a_holdout_has_a_seed_and_a_share_and_every_experience_heeds_it) {
  BOOST_TEST(opening(held_out_site(10'000)) == Fault::none);
  BOOST_TEST(opening(held_out_site(10'001)) == Fault::pack_unsound);
  Site site = held_out_site(500);
  site.holdout.clear();
  BOOST_TEST(opening(site) == Fault::pack_unsound);
  site = held_out_site(500);
  site.slots[slot::hero].experiences[1].pace.reset();
  BOOST_TEST(opening(site) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_SUITE_END()
