// Sets of small indexes.
#include "base/index_set.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>

using assent::base::IndexSet;

BOOST_AUTO_TEST_SUITE(index_set)

BOOST_AUTO_TEST_CASE(new_set_is_empty) {
  const IndexSet set;
  BOOST_TEST(set.none());
  BOOST_TEST(!set.any());
  for (std::size_t index = 0; index <= IndexSet::capacity; ++index) BOOST_TEST(!set[index]);
}

BOOST_AUTO_TEST_CASE(each_index_is_set_and_cleared_on_its_own) {
  for (const std::size_t index : {0u, 1u, 31u, 32u, 63u, 511u}) {
    IndexSet set;
    set.set(index);
    BOOST_TEST(set.any());
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
  BOOST_TEST(!set[IndexSet::capacity]);
  BOOST_TEST(!set[0xFFFF]);
}

BOOST_AUTO_TEST_CASE(copies_are_equal_and_independent) {
  IndexSet first;
  first.set(3);
  first.set(500);
  IndexSet second = first;
  BOOST_TEST((second == first));
  second.set(4);
  BOOST_TEST(!(second == first));
  BOOST_TEST(!first[4]);
  first = second;
  BOOST_TEST((second == first));
  first = *&first;
  BOOST_TEST(first[4]);
}

BOOST_AUTO_TEST_SUITE_END()
