// Cases of compression ahead and of Accept-Encoding.
#include "collector/brotli.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::collector;

BOOST_AUTO_TEST_SUITE(brotli_encoding)

BOOST_AUTO_TEST_CASE(repetitive_bytes_get_smaller_and_random_ones_are_left) {
  const Bytes compressed = compress(std::string(10'000, 'a'));
  BOOST_REQUIRE(compressed);
  BOOST_TEST(compressed->size() < 100u);
  BOOST_TEST(!compress("x"));
  BOOST_TEST(!compress(""));
}

BOOST_AUTO_TEST_CASE(accept_encoding_is_read) {
  for (const char* field : {"br", "gzip, deflate, br", "br;q=0.5", "gzip;q=1.0,br;q=1", " br ", "br;q=0.001"})
    BOOST_TEST(accepts_brotli(field), field);
  for (const char* field : {"", "gzip", "br;q=0", "br; q=0.000", "brotli", "xbr", "gzip, br;q=0.0"})
    BOOST_TEST(!accepts_brotli(field), field);
}

BOOST_AUTO_TEST_SUITE_END()
