// Choices as hex.
#include "collector/choices.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"

using namespace assent::collector;

BOOST_AUTO_TEST_SUITE(choices)

BOOST_AUTO_TEST_CASE(every_byte_goes_to_hex_and_back) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  BOOST_TEST(choices_from_hex(hex(bytes)).value_or("") == bytes);
  BOOST_TEST(hex(std::string("\x00\x1f\xf0", 3)) == "001ff0");
}

BOOST_AUTO_TEST_CASE(other_text_is_no_hex) {
  for (const char* text : {"0", "0G", "AB", " 0", "0x"}) BOOST_TEST(!choices_from_hex(text), text);
  BOOST_TEST(choices_from_hex("").value_or("x") == "");
}

BOOST_AUTO_TEST_CASE(choices_are_as_long_as_the_limit) {
  BOOST_TEST(choices_from_hex(std::string(2 * max_choices_bytes, '0')).has_value());
  BOOST_TEST(!choices_from_hex(std::string(2 * max_choices_bytes + 2, '0')));
}

BOOST_AUTO_TEST_SUITE_END()
