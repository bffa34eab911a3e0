// Canonical JSON, RFC 8785: numbers from its appendix B, the order of names, escapes.
#include "authoring/canonical_json.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <stdexcept>

namespace assent::authoring {

namespace {

std::string canonical(std::string_view text) { return canonical_json(nlohmann::ordered_json::parse(text)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(canonical_json_suite)

BOOST_AUTO_TEST_CASE(numbers_are_written_as_ecmascript_does) {
  const std::pair<std::uint64_t, std::string_view> cases[] = {{0x0000000000000000, "0"},
                                                              {0x8000000000000000, "0"},
                                                              {0x0000000000000001, "5e-324"},
                                                              {0x8000000000000001, "-5e-324"},
                                                              {0x7fefffffffffffff, "1.7976931348623157e+308"},
                                                              {0xffefffffffffffff, "-1.7976931348623157e+308"},
                                                              {0x4340000000000000, "9007199254740992"},
                                                              {0xc340000000000000, "-9007199254740992"},
                                                              {0x4430000000000000, "295147905179352830000"},
                                                              {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                                              {0x44b52d02c7e14af6, "1e+23"},
                                                              {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                                                              {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                                              {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                                                              {0x444b1ae4d6e2ef50, "1e+21"},
                                                              {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                                              {0x3eb0c6f7a0b5ed8d, "0.000001"},
                                                              {0x41b3de4355555553, "333333333.3333332"},
                                                              {0x41b3de4355555554, "333333333.33333325"},
                                                              {0x41b3de4355555555, "333333333.3333333"},
                                                              {0x41b3de4355555556, "333333333.3333334"},
                                                              {0x41b3de4355555557, "333333333.33333343"},
                                                              {0xbecbf647612f3696, "-0.0000033333333333333333"},
                                                              {0x43143ff3c1cb0959, "1424953923781206.2"}};
  for (const auto& [bits, text] : cases) BOOST_TEST(ecmascript_number(std::bit_cast<double>(bits)) == text);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_refused) {
  BOOST_CHECK_THROW(ecmascript_number(std::numeric_limits<double>::infinity()), std::invalid_argument);
  BOOST_CHECK_THROW(ecmascript_number(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(whole_numbers_are_doubles) {
  BOOST_TEST(canonical("[9007199254740993, 18446744073709551615, -1, 1.0]") ==
             "[9007199254740992,18446744073709552000,-1,1]");
}

BOOST_AUTO_TEST_CASE(names_are_sorted_by_utf16) {
  // U+1F600 is D83D DE00 in UTF-16 and comes before U+FB33, though its UTF-8 comes after.
  BOOST_TEST(canonical("{\"\\ufb33\": 1, \"\\ud83d\\ude00\": 2, \"b\": 3, \"a\": 4, \"\": 5}") ==
             "{\"\":5,\"a\":4,\"b\":3,\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
}

BOOST_AUTO_TEST_CASE(only_what_must_be_is_escaped) {
  BOOST_TEST(canonical(R"(["\u0000\u001f\b\t\n\f\r\"\\\/\u007f\u20ac"])") ==
             "[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\x7f\xE2\x82\xAC\"]");
}

BOOST_AUTO_TEST_CASE(empty_and_nested_values_have_no_space) {
  BOOST_TEST(canonical("{ \"b\": [ ], \"a\": { \"c\": { }, \"b\": [ null, true, false, \"\" ] } }") ==
             R"({"a":{"b":[null,true,false,""],"c":{}},"b":[]})");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_refused) {
  BOOST_CHECK_THROW(canonical_json(nlohmann::json("\xff")), std::invalid_argument);
  BOOST_CHECK_THROW(canonical_json(nlohmann::json{{"\xff", 1}}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(both_kinds_of_objects_give_the_same) {
  const char* text = R"({"z": 1, "a": {"y": 2, "b": 3}})";
  BOOST_TEST(canonical_json(nlohmann::json::parse(text)) == canonical(text));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
