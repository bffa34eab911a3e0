// Powers of a half: known values, and never more later.
#include "base/half.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using assent::base::half;

BOOST_AUTO_TEST_SUITE(half_of)

BOOST_AUTO_TEST_CASE(whole_numbers_of_halvings_are_exact) {
  double expected = 1;
  for (int whole = 0; whole < 64; ++whole, expected /= 2) BOOST_TEST(half(whole) == expected);
  BOOST_TEST(half(64) == 0);
  BOOST_TEST(half(63.9999) > 0);
}

BOOST_AUTO_TEST_CASE(known_values_are_met_to_a_millionth) {
  struct Known {
    double x, value;
  };
  constexpr Known all[] = {{0.5, 0.7071067811865476},  {0.25, 0.8408964152537145}, {1.0 / 3, 0.7937005259840998},
                           {1.5, 0.35355339059327373}, {0.9, 0.5358867312681466},  {10.1, 0.0009111650308},
                           {0.001, 0.9993070929904525}};
  for (const Known& known : all) BOOST_TEST(std::abs(half(known.x) / known.value - 1) < 1e-6, known.x);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_out_before_time_has_passed) {
  for (const double x :
       {0.0, -0.0, -1.0, -1e300, std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()})
    BOOST_TEST(half(x) == 1);
}

BOOST_AUTO_TEST_CASE(after_ever_nothing_is_left) {
  BOOST_TEST(half(1e300) == 0);
  BOOST_TEST(half(std::numeric_limits<double>::infinity()) == 0);
}

// Every step of the exponent around the places where a whole halving begins, and coarser ones everywhere.
BOOST_AUTO_TEST_CASE(later_is_never_more) {
  constexpr double step = 1.0 / (1 << 20);
  const auto falls = [](double from, double by, int times) {
    double last = half(from);
    for (int at = 1; at <= times; ++at) {
      const double next = half(from + at * by);
      if (next > last) return false;
      last = next;
    }
    return true;
  };
  for (int whole = 0; whole < 64; ++whole) BOOST_TEST(falls(whole + 1 - 1000 * step, step, 2000));
  BOOST_TEST(falls(0, step, 1 << 20));
  BOOST_TEST(falls(0, 1.0 / 1024, 65 * 1024));
}

BOOST_AUTO_TEST_SUITE_END()
