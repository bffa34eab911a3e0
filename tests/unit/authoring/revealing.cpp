// What a text gives away, and what only looks similar.
#include "authoring/revealing.hpp"

#include <boost/test/unit_test.hpp>

#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::today;

std::string kind(std::string_view text) { return std::string(personal_data(text).value_or("")); }
std::string sign(std::string_view name) { return sign_of_plan(name, today).value_or(""); }

}  // namespace

BOOST_AUTO_TEST_SUITE(revealing)

BOOST_AUTO_TEST_CASE(email_addresses_are_personal) {
  for (const char* text : {"jo@shop.example", "Jo.Doe+news@mail.shop.example", "mailto:jo@shop.example?subject=x",
                           "name <jo@shop.example>", "jö@shöp.example", "@x jo@shop.example."})
    BOOST_TEST(kind(text) == "an e-mail address", text);
  for (const char* text :
       {"@home", "jo@", "jo@shop", "jo@shop.", "jo@.example", "jo@1.5", "a @ b.example", "@shop.example"})
    BOOST_TEST(kind(text) == "", text);
}

BOOST_AUTO_TEST_CASE(phone_numbers_are_personal) {
  for (const char* text :
       {"+4930123456", "+1 (555) 010-9999", "tel:+49-30-123456", "030/1234567-0", "555 010 9999", " 030 123 45 67 "})
    BOOST_TEST(kind(text) == "a phone number", text);
  for (const char* text : {"+1234567", "123456789", "12-34", "1 000 000", "2026-11-23", "2026-11-23 10.30",
                           "10.12.2026", "/p/030-1234567", "1234 5678 9012 3456 7"})
    BOOST_TEST(kind(text) == "", text);
}

BOOST_AUTO_TEST_CASE(ibans_are_personal_where_their_checksum_holds) {
  for (const char* text : {"DE89 3704 0044 0532 0130 00", "gb82west12345698765432", "NO9386011117947"})
    BOOST_TEST(kind(text) == "an IBAN", text);
  for (const char* text : {"DE88370400440532013000", "DE89370400440532013001", "ABCDEFGHIJKLMNOP", "DE89"})
    BOOST_TEST(kind(text) == "", text);
}

BOOST_AUTO_TEST_CASE(payment_cards_are_personal_where_their_checksum_holds) {
  for (const char* text : {"4111111111111111", "4111 1111 1111 1111", "card=5500-0055-5555-5559", "378282246310005"})
    BOOST_TEST(kind(text) == "the number of a payment card", text);
  for (const char* text : {"4111111111111112", "00000000000000", "4006381333931", "41111111111111111111111"})
    BOOST_TEST(kind(text) == "", text);
}

BOOST_AUTO_TEST_CASE(ordinary_texts_are_not_personal) {
  for (const char* text :
       {"", " ", "alps", "night train", "/trips/hero", "https://shop.example/a?b=c", "10115", "24/7"})
    BOOST_TEST(kind(text) == "", text);
}

BOOST_AUTO_TEST_CASE(ids_look_like_ids) {
  for (const char* text : {"123e4567-e89b-12d3-a456-426614174000", "deadbeef01", "DEADBEE1", "10001", "C-1002",
                           "cust_00231", "AB123", "a1b2c3", "2026-x1234"})
    BOOST_TEST(looks_like_id(text), text);
  for (const char* text :
       {"", "alps", "feedface", "dead01", "1234", "AB12", "summer-2026", "winter-2026-27", "/p/12345", "a b 123"})
    BOOST_TEST(!looks_like_id(text), text);
}

BOOST_AUTO_TEST_CASE(words_of_plans_are_whole_words) {
  for (const char* name : {"unreleased", "spring-secret", "Secret_Sale", "embargo.2020", "the confidential one",
                           "hero-draft-2", "teaser", "prelaunch", "upcoming", "internal", "embargoed", "unlaunched"})
    BOOST_TEST(sign(name) != "", name);
  for (const char* name : {"secretary", "internals", "drafts", "international", "hero", "coming-home", ""})
    BOOST_TEST(sign(name) == "", name);
  BOOST_TEST(sign("Spring-SECRET") == "secret");
}

BOOST_AUTO_TEST_CASE(dates_are_plans_while_they_lie_ahead) {
  for (const char* name : {"2027", "sale-2027", "2027-03", "2026-07-02", "2026-08", "q1-2027", "2026-Q4", "q4-2026",
                           "hero_2026_12", "2036"})
    BOOST_TEST(sign(name) != "", name);
  for (const char* name : {"2026", "summer-2026", "2025", "2026-07", "2026-07-01", "2026-06", "q3-2026", "2026-q1",
                           "2037", "20271", "12027", "sale2027", "winter-2025-27"})
    BOOST_TEST(sign(name) == "", name);
  BOOST_TEST(!sign_of_plan("2027-03", today + 365));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
