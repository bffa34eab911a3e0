// Cases of the one form of time that is read and written.
#include "collector/clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::collector;

BOOST_AUTO_TEST_SUITE(clock_times)

BOOST_AUTO_TEST_CASE(time_is_written_and_read_back) {
  BOOST_TEST(format_time(1'795'435'200'123) == "2026-11-23T12:00:00.123Z");
  BOOST_TEST(parse_time("2026-11-23T12:00:00.123Z").value() == 1'795'435'200'123.0);
  BOOST_TEST(parse_time("1970-01-01T00:00:00.000Z").value() == 0.0);
  BOOST_TEST(parse_time("2024-02-29T23:59:59.999Z").has_value());
}

BOOST_AUTO_TEST_CASE(every_other_form_of_time_is_refused) {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00.123+00:00", "2026-11-23t12:00:00.123z",
        "2026-11-23T24:00:00.000Z", "2026-11-23T12:60:00.000Z", "2026-11-23T12:00:60.000Z", "2026-13-01T00:00:00.000Z",
        "2026-02-29T00:00:00.000Z", "2026-11-23T12:00:00.1234Z", "+026-11-23T12:00:00.123Z"})
    BOOST_TEST(!parse_time(text), text);
}

BOOST_AUTO_TEST_CASE(date_is_read) {
  BOOST_TEST(parse_date("1970-01-02").value() == 1);
  BOOST_TEST(parse_date("1969-12-31").value() == -1);
  BOOST_TEST(!parse_date("2026-1-1"));
  BOOST_TEST(!parse_date("2026-00-01"));
}

BOOST_AUTO_TEST_CASE(http_date_has_its_form) {
  BOOST_TEST(http_date(784'111'777'000) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

BOOST_AUTO_TEST_SUITE_END()
