// The published values of the hashes.
#include "base/hash.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

using namespace assent::base;

BOOST_AUTO_TEST_SUITE(hash)

BOOST_AUTO_TEST_CASE(fnv_1a_has_its_published_values) {
  BOOST_TEST(fnv1a_32("") == 0x811c9dc5u);
  BOOST_TEST(fnv1a_32("a") == 0xe40c292cu);
  BOOST_TEST(fnv1a_32("foobar") == 0xbf9cf968u);
  BOOST_TEST(fnv1a_64("") == 0xcbf29ce484222325u);
  BOOST_TEST(fnv1a_64("a") == 0xaf63dc4c8601ec8cu);
  BOOST_TEST(fnv1a_64("foobar") == 0x85944171f73967e8u);
}

BOOST_AUTO_TEST_CASE(bytes_above_127_count_as_unsigned) { BOOST_TEST(fnv1a_32("\xff") == 0x7a0b824eu); }

BOOST_AUTO_TEST_CASE(mixer_is_that_of_splitmix64) {
  // The first two numbers of SplitMix64 seeded with 0: its state moves by the constant that mix() adds.
  BOOST_TEST(mix(0) == 0xe220a8397b1dcdafu);
  BOOST_TEST(mix(0x9e3779b97f4a7c15u) == 0x6e789e6aa1b965f4u);
}

BOOST_AUTO_TEST_CASE(mixed_counter_never_repeats) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t count = 0; count < 10'000; ++count) seen.insert(mix(count));
  BOOST_TEST(seen.size() == 10'000u);
}

BOOST_AUTO_TEST_SUITE_END()
