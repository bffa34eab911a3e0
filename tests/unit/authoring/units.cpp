// The small grammars, both ways.
#include "authoring/units.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace assent::authoring {

BOOST_AUTO_TEST_SUITE(units)

BOOST_AUTO_TEST_CASE(ids_are_small_letters_digits_and_hyphens) {
  for (const char* id : {"a", "0", "alps-families", "a1", "a-"}) BOOST_TEST(is_id(id), id);
  for (const char* id : {"", "-a", "A", "a.b", "a_b", "ä", "a b", "$schema"}) BOOST_TEST(!is_id(id), id);
  BOOST_TEST(is_id(std::string(max_id_bytes, 'a')));
  BOOST_TEST(!is_id(std::string(max_id_bytes + 1, 'a')));
}

BOOST_AUTO_TEST_CASE(names_take_more_letters) {
  for (const char* name : {"home.hero", "view:category", "utm_campaign", "Key", "ui.source.declared"})
    BOOST_TEST(is_name(name), name);
  for (const char* name : {"", ".a", "_a", "a b", "a/b", "ä"}) BOOST_TEST(!is_name(name), name);
  BOOST_TEST(is_name(std::string(max_name_bytes, 'a')));
  BOOST_TEST(!is_name(std::string(max_name_bytes + 1, 'a')));
}

BOOST_AUTO_TEST_CASE(language_tags) {
  for (const char* tag : {"en", "de", "pt-BR", "zh-Hant-TW", "gsw"}) BOOST_TEST(is_language(tag), tag);
  for (const char* tag : {"", "e", "EN", "en-", "en-a", "en-US-x1-y2", "../en", "en/de", "engl"})
    BOOST_TEST(!is_language(tag), tag);
}

BOOST_AUTO_TEST_CASE(regions) {
  for (const char* code : {"DE", "US-CA", "FR-75", "GB-ENG"}) BOOST_TEST(is_region(code), code);
  for (const char* code : {"", "D", "de", "DEU", "US-", "US-CALI", "US_CA"}) BOOST_TEST(!is_region(code), code);
}

BOOST_AUTO_TEST_CASE(origins_are_https_or_this_machine) {
  for (const char* origin : {"https://shop.example", "https://a.b-c.example:8443", "http://127.0.0.1:8080",
                             "http://localhost", "https://10.0.0.1"})
    BOOST_TEST(is_origin(origin), origin);
  for (const char* origin :
       {"", "null", "*", "shop.example", "http://shop.example", "https://", "https://Shop.example",
        "https://shop.example/", "https://shop.example:0", "https://shop.example:65536",
        "https://shop.example:", "https://user@shop.example", "https://*.example", "http://localhost.evil.example",
        "http://127.0.0.1.evil.example", "ftp://shop.example", "https://a..b"})
    BOOST_TEST(!is_origin(origin), origin);
}

BOOST_AUTO_TEST_CASE(durations_are_whole_and_in_order) {
  BOOST_TEST(parse_duration("P1Y").value() == 31'557'600u);
  BOOST_TEST(parse_duration("P12M").value() == 31'557'600u);
  BOOST_TEST(parse_duration("P1M").value() == 2'629'800u);
  BOOST_TEST(parse_duration("P2W").value() == 1'209'600u);
  BOOST_TEST(parse_duration("P1Y2M3W4DT5H6M7S").value() ==
             31'557'600u + 2 * 2'629'800u + 25 * 86'400u + 5 * 3'600u + 6 * 60u + 7u);
  BOOST_TEST(parse_duration("PT1S").value() == 1u);
  for (const char* text : {"", "P", "PT", "P1", "1M", "P1H", "PT1D", "P1M1Y", "P1M1M", "P-1D", "P1.5D", "P0D", "P1DT",
                           "p1d", "P1D ", "P9999999999D", "P4000000000D"})
    BOOST_TEST(!parse_duration(text), text);
}

BOOST_AUTO_TEST_CASE(a_duration_is_taken_at_ten_years_and_refused_one_second_past) {
  BOOST_TEST(parse_duration("P10Y").value() == max_duration_s);
  BOOST_TEST(!parse_duration("P10YT1S"));
}

BOOST_AUTO_TEST_CASE(dates_are_of_the_calendar) {
  BOOST_TEST(parse_date("1970-01-01").value() == 0);
  BOOST_TEST(parse_date("2026-11-23").value() == 20'780);
  BOOST_TEST(parse_date("1969-12-31").value() == -1);
  BOOST_TEST(parse_date("2024-02-29").has_value());
  for (const char* text : {"2023-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01", "2026-01-32", "26-01-01",
                           "2026/01/01", "2026-01-01T00", "-026-01-01", ""})
    BOOST_TEST(!parse_date(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
