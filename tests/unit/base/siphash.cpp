// The published values of SipHash-2-4.
#include "base/siphash.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace assent::base;

namespace {

// The key and the messages of the authors' test: bytes 0, 1, 2, …
constexpr SipKey key{0x0706050403020100u, 0x0f0e0d0c0b0a0908u};

std::string counted(int length) {
  std::string bytes;
  for (int at = 0; at < length; ++at) bytes.push_back(static_cast<char>(at));
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sip_hash)

BOOST_AUTO_TEST_CASE(siphash_2_4_has_its_published_values) {
  BOOST_TEST(siphash(key, counted(0)) == 0x726fdb47dd0e0e31u);
  BOOST_TEST(siphash(key, counted(1)) == 0x74f839c593dc67fdu);
  BOOST_TEST(siphash(key, counted(7)) == 0xab0200f58b01d137u);
  BOOST_TEST(siphash(key, counted(8)) == 0x93f5f5799a932462u);
  BOOST_TEST(siphash(key, counted(15)) == 0xa129ca6149be45e5u);
}

BOOST_AUTO_TEST_CASE(another_key_gives_another_value) {
  BOOST_TEST(siphash({key.low, key.high + 1}, "a") != siphash(key, "a"));
  BOOST_TEST(siphash({key.low + 1, key.high}, "a") != siphash(key, "a"));
}

BOOST_AUTO_TEST_SUITE_END()
