// Sets of small indexes.
#include "base/index_set.hpp"

#include <boost/test/unit_test.hpp>

using assent::base::IndexSet;

namespace {

IndexSet of(std::initializer_list<std::size_t> indexes) {
  IndexSet set;
  for (const std::size_t index : indexes) set.set(index);
  return set;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(index_set)

BOOST_AUTO_TEST_CASE(new_set_is_empty) {
  const IndexSet set;
  BOOST_TEST(set.none());
  BOOST_TEST(!set.any());
  for (std::size_t index = 0; index <= IndexSet::capacity; ++index) BOOST_TEST(!set[index]);
}

BOOST_AUTO_TEST_CASE(each_index_is_set_and_cleared_on_its_own) {
  for (const std::size_t index : {0u, 1u, 31u, 32u, 63u}) {
    IndexSet set;
    set.set(index);
    BOOST_TEST(set.any());
    BOOST_TEST(set.bits() == std::uint64_t{1} << index);
    for (std::size_t other = 0; other < IndexSet::capacity; ++other) BOOST_TEST(set[other] == (other == index));
    set.set(index, false);
    BOOST_TEST(set.none());
  }
}

BOOST_AUTO_TEST_CASE(index_beyond_the_capacity_is_never_in_the_set) {
  IndexSet set;
  set.set(IndexSet::capacity);
  set.set(0xFFFF);
  BOOST_TEST(set.none());
  const IndexSet full(~std::uint64_t{0});
  BOOST_TEST(full[IndexSet::capacity - 1]);
  BOOST_TEST(!full[IndexSet::capacity]);
  BOOST_TEST(!full[0xFFFF]);
}

BOOST_AUTO_TEST_CASE(sets_are_joined_met_and_taken_from_each_other) {
  const IndexSet one = of({1, 2, 63});
  const IndexSet other = of({2, 3});
  BOOST_TEST(((one | other) == of({1, 2, 3, 63})));
  BOOST_TEST(((one & other) == of({2})));
  BOOST_TEST(((one - other) == of({1, 63})));
  BOOST_TEST(((other - one) == of({3})));
  BOOST_TEST(!(one == other));
}

BOOST_AUTO_TEST_SUITE_END()
