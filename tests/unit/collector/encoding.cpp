// Cases of base64 and hex, each value with one text only.
#include "collector/encoding.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::collector;

BOOST_AUTO_TEST_SUITE(encodings)

BOOST_AUTO_TEST_CASE(base64_is_written_and_read_back) {
  // RFC 4648, section 10
  BOOST_TEST(base64("foobar") == "Zm9vYmFy");
  BOOST_TEST(base64("foob") == "Zm9vYg==");
  BOOST_TEST(base64("") == "");
  BOOST_TEST(from_base64("Zm9vYg==").value() == "foob");
  BOOST_TEST(base64url("\xfb\xff") == "-_8");
  BOOST_TEST(from_base64url("-_8").value() == "\xfb\xff");
}

BOOST_AUTO_TEST_CASE(other_texts_for_the_same_bytes_are_refused) {
  for (const char* text : {"Zm9vYg", "Zm9vYg=", "Zm9vYg===", "Zm9vYh==", "Zm9v Yg==", "Zm9vYg==\n", "-_8="})
    BOOST_TEST(!from_base64(text), text);
  for (const char* text : {"-_8=", "-_9", "+/8"}) BOOST_TEST(!from_base64url(text), text);
}

BOOST_AUTO_TEST_CASE(hex_has_its_length_and_lower_case) {
  BOOST_TEST(is_hex("00ff", 4));
  BOOST_TEST(!is_hex("00ff", 5));
  BOOST_TEST(!is_hex("00FF", 4));
  BOOST_TEST(!is_hex("00fg", 4));
}

BOOST_AUTO_TEST_CASE(random_ids_differ) {
  BOOST_TEST(is_hex(random_id(), 32));
  BOOST_TEST(random_id() != random_id());
}

BOOST_AUTO_TEST_SUITE_END()
