// Arrays of a fixed size.
#include "base/array.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>

using assent::base::Array;

BOOST_AUTO_TEST_SUITE(array)

BOOST_AUTO_TEST_CASE(empty_array_has_no_elements) {
  const Array<int> none;
  BOOST_TEST(none.size() == 0u);
  BOOST_TEST((none.begin() == none.end()));
}

BOOST_AUTO_TEST_CASE(elements_start_as_their_default) {
  Array<int> numbers(3);
  BOOST_TEST(numbers.size() == 3u);
  for (const int number : numbers) BOOST_TEST(number == 0);
  numbers[2] = 7;
  BOOST_TEST(std::as_const(numbers)[2] == 7);
}

BOOST_AUTO_TEST_CASE(array_moves_and_never_copies) {
  static_assert(!std::is_copy_constructible_v<Array<int>> && !std::is_copy_assignable_v<Array<int>>);
  Array<int> from(2);
  from[1] = 5;
  const Array<int> to = std::move(from);
  BOOST_TEST(to.size() == 2u);
  BOOST_TEST(to[1] == 5);
}

BOOST_AUTO_TEST_SUITE_END()
