// Versions as comparable texts, and the order that JavaScript gives texts.
#include "personalization/version.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace assent::personalization;

namespace {

std::string comparable(std::string_view version) { return std::string(comparable_version(version).view()); }

int order(std::string_view one, std::string_view other) {
  return compare_units(comparable_version(one).view(), comparable_version(other).view());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(version)

BOOST_AUTO_TEST_CASE(numbers_are_padded_to_five_places) {
  BOOST_TEST(comparable("9.2.0") == "    9-    2-    0-~");
  BOOST_TEST(comparable("12345.1234.0") == "12345- 1234-    0-~");
  BOOST_TEST(comparable("123456.0.0") == "123456-    0-    0-~");
}

BOOST_AUTO_TEST_CASE(three_parts_alone_end_behind_their_pre_releases) {
  BOOST_TEST(comparable("1.2") == "    1-    2");
  BOOST_TEST(comparable("1.2.3.4") == "    1-    2-    3-    4");
  BOOST_TEST(comparable("1.2.3-beta.1") == "    1-    2-    3-beta-    1");
  BOOST_TEST(order("1.2.3-beta.1", "1.2.3") < 0);
  BOOST_TEST(order("1.2.3-beta", "1.2.3-beta.1") < 0);
}

BOOST_AUTO_TEST_CASE(v_before_and_build_behind_do_not_count) {
  BOOST_TEST(comparable("v1.2.3") == comparable("1.2.3"));
  BOOST_TEST(comparable("1.2.3+build.7") == comparable("1.2.3"));
  BOOST_TEST(comparable("1.2.3-rc.1+build+more") == comparable("1.2.3-rc.1"));
  BOOST_TEST(comparable("vv1.2.3") == "v1-    2-    3-~");
  BOOST_TEST(comparable("V1.2.3") == "V1-    2-    3-~");
}

// As a pattern ends at the end of a line: "\+.*$".
BOOST_AUTO_TEST_CASE(build_ends_the_text_on_one_line) {
  for (const std::string& line_break :
       {std::string("\n"), std::string("\r"), std::string("\u2028"), std::string("\u2029")}) {
    BOOST_TEST(comparable("1+a" + line_break + "b") == "1+a" + line_break + "b");
    BOOST_TEST(comparable("1+a" + line_break + "b+c") == "1+a" + line_break + "b");
  }
}

BOOST_AUTO_TEST_CASE(no_version_is_version_0) {
  BOOST_TEST(comparable("") == "    0");
  BOOST_TEST(comparable("") == comparable("0"));
  BOOST_TEST(comparable("v") == "");
  BOOST_TEST(comparable("+build") == "");
}

BOOST_AUTO_TEST_CASE(empty_parts_and_words_stay_as_they_are) {
  BOOST_TEST(comparable("1..2") == "    1--    2-~");
  BOOST_TEST(comparable("-") == "-");
  BOOST_TEST(comparable("latest") == "latest");
  BOOST_TEST(comparable("1a.2") == "1a-    2");
}

BOOST_AUTO_TEST_CASE(numbers_count_as_numbers_and_words_come_behind_them) {
  const std::vector<std::string> ascending = {
      "0",          "0.9.9", "1.0.0-0", "1.0.0-9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11",
      "1.0.0-rc.1", "1.0.0", "1.9.0",   "1.10.0",  "2.0.0",       "10.0.0"};
  for (std::size_t one = 0; one < ascending.size(); ++one)
    for (std::size_t other = 0; other < ascending.size(); ++other)
      BOOST_TEST((order(ascending[one], ascending[other]) < 0) == (one < other),
                 ascending[one] << " and " << ascending[other]);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(order_of_units)

BOOST_AUTO_TEST_CASE(equal_texts_are_equal_and_beginnings_come_first) {
  BOOST_TEST(compare_units("", "") == 0);
  BOOST_TEST(compare_units("alps", "alps") == 0);
  BOOST_TEST(compare_units("", "a") < 0);
  BOOST_TEST(compare_units("alps", "alp") > 0);
  BOOST_TEST(compare_units("B", "a") < 0);
}

BOOST_AUTO_TEST_CASE(zero_is_a_letter) {
  BOOST_TEST(compare_units({"a\0b", 3}, {"a\0c", 3}) < 0);
  BOOST_TEST(compare_units({"a\0", 2}, "a") > 0);
}

// By code points, U+E000 to U+FFFF would come before the letters of four bytes.
BOOST_AUTO_TEST_CASE(pairs_of_surrogates_come_before_the_last_letters_of_three_bytes) {
  const std::vector<std::string> ascending = {"a",          "\u00E9",     "\u07FF", "\u0800", "\uD7FF",
                                              "\U00010000", "\U0010FFFF", "\uE000", "\uFFFF"};
  for (std::size_t one = 0; one < ascending.size(); ++one)
    for (std::size_t other = 0; other < ascending.size(); ++other) {
      const int came = compare_units("x" + ascending[one] + "a", "x" + ascending[other] + "b");
      BOOST_TEST((came < 0) == (one <= other), one << " and " << other);
    }
}

BOOST_AUTO_TEST_SUITE_END()
