// The exponential against the C library's, which may differ in its last bits.
#include "authoring/exponential.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

BOOST_AUTO_TEST_SUITE(exponential)

BOOST_AUTO_TEST_CASE(exponential_is_right_to_within_two_units_in_the_last_place) {
  for (double x = -700; x < 700; x += 0.0371) {
    const double right = std::exp(x);
    const double unit = std::nextafter(right, INFINITY) - right;
    BOOST_TEST(std::fabs(assent::authoring::exp(x) - right) <= 2 * unit, x);
  }
}

BOOST_AUTO_TEST_CASE(exponential_has_its_ends) {
  BOOST_TEST(assent::authoring::exp(0) == 1);
  BOOST_TEST(assent::authoring::exp(-746) == 0);
  BOOST_TEST(std::isinf(assent::authoring::exp(710)));
}

BOOST_AUTO_TEST_SUITE_END()
