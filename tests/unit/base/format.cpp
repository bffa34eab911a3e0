// Numbers, dates, hex and base64 as text, and what is UTF-8.
#include "base/format.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

using namespace assent::base;

namespace {

std::string number(double value) {
  Text out;
  append_number(out, value);
  return std::string(out.view());
}

std::string date(std::int64_t days, DateParts parts = DateParts::day) {
  Text out;
  append_date(out, days, parts);
  return std::string(out.view());
}

std::string rfc_3339(double ms) {
  Text out;
  append_time(out, ms);
  return std::string(out.view());
}

std::string hex(std::string_view bytes) {
  Text out;
  append_hex(out, bytes);
  return std::string(out.view());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(format)

BOOST_AUTO_TEST_CASE(whole_numbers_have_no_point) {
  BOOST_TEST(number(0) == "0");
  BOOST_TEST(number(-0.0) == "0");
  BOOST_TEST(number(42) == "42");
  BOOST_TEST(number(-42) == "-42");
  BOOST_TEST(number(1e9) == "1000000000");
  BOOST_TEST(number(-1e9) == "-1000000000");
}

BOOST_AUTO_TEST_CASE(decimals_have_six_digits_at_most_and_no_trailing_zeros) {
  BOOST_TEST(number(0.5) == "0.5");
  BOOST_TEST(number(-12.25) == "-12.25");
  BOOST_TEST(number(0.1) == "0.1");
  BOOST_TEST(number(0.000001) == "0.000001");
  BOOST_TEST(number(0.0000004) == "0");
  BOOST_TEST(number(-0.0000004) == "0");
  BOOST_TEST(number(0.0000005) == "0.000001");
  BOOST_TEST(number(999999999.999999) == "999999999.999999");
  BOOST_TEST(number(1.0000009) == "1.000001");
  BOOST_TEST(number(0.9999999) == "1");
}

BOOST_AUTO_TEST_CASE(large_numbers_are_whole_up_to_2_to_the_53) {
  BOOST_TEST(number(9007199254740992.0) == "9007199254740992");
  BOOST_TEST(number(-9007199254740992.0) == "-9007199254740992");
  BOOST_TEST(number(9007199254740994.0) == "0");
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_written_as_zero) {
  BOOST_TEST(number(std::numeric_limits<double>::quiet_NaN()) == "0");
  BOOST_TEST(number(std::numeric_limits<double>::infinity()) == "0");
  BOOST_TEST(number(-std::numeric_limits<double>::infinity()) == "0");
}

BOOST_AUTO_TEST_CASE(unsigned_numbers_reach_their_end) {
  Text out;
  append_unsigned(out, 0);
  out.append(' ');
  append_unsigned(out, std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST(out.view() == "0 18446744073709551615");
}

BOOST_AUTO_TEST_CASE(hex_has_sixteen_lowercase_digits) {
  Text out;
  append_hex(out, 0);
  out.append(' ');
  append_hex(out, 0xfedcba9876543210u);
  BOOST_TEST(out.view() == "0000000000000000 fedcba9876543210");
}

BOOST_AUTO_TEST_CASE(bytes_are_two_hex_digits_each) {
  BOOST_TEST(hex("") == "");
  BOOST_TEST(hex(std::string_view("\0\x09\x7f\x80\xfe", 5)) == "00097f80fe");
}

BOOST_AUTO_TEST_CASE(dates_follow_the_gregorian_calendar) {
  BOOST_TEST(date(0) == "1970-01-01");
  BOOST_TEST(date(-1) == "1969-12-31");
  BOOST_TEST(date(11016) == "2000-02-29");
  BOOST_TEST(date(11017) == "2000-03-01");
  BOOST_TEST(date(-25508) == "1900-03-01");
  BOOST_TEST(date(-25509) == "1900-02-28");
  BOOST_TEST(date(20780) == "2026-11-23");
  BOOST_TEST(date(2932896) == "9999-12-31");
  BOOST_TEST(date(-719528) == "0000-01-01");
}

BOOST_AUTO_TEST_CASE(dates_are_cut_to_month_or_year) {
  BOOST_TEST(date(20780, DateParts::month) == "2026-11");
  BOOST_TEST(date(20780, DateParts::year) == "2026");
}

BOOST_AUTO_TEST_CASE(times_are_rfc_3339_with_milliseconds) {
  BOOST_TEST(rfc_3339(0) == "1970-01-01T00:00:00.000Z");
  BOOST_TEST(rfc_3339(1'795'435'200'007) == "2026-11-23T12:00:00.007Z");
  BOOST_TEST(rfc_3339(253'402'300'799'999) == "9999-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(prefix_counts_code_points_and_not_bytes) {
  BOOST_TEST(prefix_bytes("Zürich", 2) == 3u);
  BOOST_TEST(prefix_bytes("Zürich", 0) == 0u);
  BOOST_TEST(prefix_bytes("Zürich", 6) == 7u);
  BOOST_TEST(prefix_bytes("Zürich", 7) == 7u);
  BOOST_TEST(prefix_bytes("🏔x", 1) == 4u);
  BOOST_TEST(prefix_bytes("", 3) == 0u);
}

BOOST_AUTO_TEST_CASE(well_formed_utf8_is_recognized) {
  for (const char* text : {"", "plain", "Zürich", "€", "🏔", "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"})
    BOOST_TEST(is_utf8(text), text);
}

BOOST_AUTO_TEST_CASE(every_malformed_utf8_is_refused) {
  for (const char* text : {"\x80", "\xbf", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\xbf", "\xe2\x82", "\xe2(\xac",
                           "\xe0\x80\xaf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x9f\x8f", "\xf0\x80\x80\xaf",
                           "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff", "ok\xfe"})
    BOOST_TEST(!is_utf8(text));
}

BOOST_AUTO_TEST_SUITE_END()
