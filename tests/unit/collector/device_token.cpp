// Tokens of the site's server: one form and one algorithm, and everything else is no token.
#include "collector/device_token.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
using assent::collector::test::device_token;
using assent::collector::test::Json;
using assent::collector::test::noon_ms;
using assent::collector::test::shop_server;

namespace {

constexpr double noon_s = noon_ms / 1000;
const Json eddsa = {{"alg", "EdDSA"}};

Json payload() { return {{"sub", "customer-7"}, {"aud", "corner-books"}, {"iat", 1'795'435'200}}; }

std::optional<DeviceToken> read(std::string_view token) {
  return read_device_token(*from_base64(shop_server().key()), "corner-books", token);
}

std::optional<DeviceToken> read_payload(const Json& content) {
  return read(device_token(content, eddsa, shop_server()));
}

std::optional<DeviceToken> read_header(const Json& header) {
  return read(device_token(payload(), header, shop_server()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(device_tokens)

BOOST_AUTO_TEST_CASE(token_of_the_sites_server_names_its_customer) {
  const auto token = read(device_token("customer-7", noon_ms));
  BOOST_REQUIRE(token);
  BOOST_TEST(token->customer == "customer-7");
  BOOST_TEST(token->issued_ms == noon_s * 1000);
  BOOST_TEST(read_header({{"alg", "EdDSA"}, {"typ", "JWT"}}).has_value());
  BOOST_TEST(audience_of(device_token("customer-7", noon_ms)).value_or("") == "corner-books");
}

BOOST_AUTO_TEST_CASE(no_other_algorithm_is_taken) {
  for (const char* algorithm : {"none", "None", "HS256", "ES256", "RS256", "eddsa", "Ed25519", ""})
    BOOST_TEST(!read_header({{"alg", algorithm}}), algorithm);
  BOOST_TEST(!read_header(Json::object()));
  BOOST_TEST(!read_header({{"alg", Json::array({"EdDSA"})}}));
  // "none" as it is attacked: no signature at all.
  const std::string text = base64url(R"({"alg":"none"})") + "." + base64url(payload().dump()) + ".";
  BOOST_TEST(!read(text));
  // HS256 with the public key as its secret.
  const std::string mac_text = base64url(R"({"alg":"HS256"})") + "." + base64url(payload().dump());
  BOOST_TEST(!read(mac_text + "." + base64url(sha256(*from_base64(shop_server().key()) + mac_text))));
}

BOOST_AUTO_TEST_CASE(header_that_asks_for_more_is_refused) {
  for (const char* name : {"crit", "b64", "jwk", "jku", "x5c", "kid", "zip"})
    BOOST_TEST(!read_header({{"alg", "EdDSA"}, {name, "a"}}), name);
  BOOST_TEST(!read_header({{"alg", "EdDSA"}, {"typ", "other"}}));
}

BOOST_AUTO_TEST_CASE(another_key_and_a_changed_token_are_refused) {
  const test::Visitor other;
  BOOST_TEST(!read(device_token(payload(), eddsa, other)));
  std::string token = device_token("customer-7", noon_ms);
  for (const std::size_t at : {std::size_t{2}, token.find('.') + 2, token.rfind('.') + 2}) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    BOOST_TEST(!read(changed), at);
  }
  for (const char* text : {"", ".", "..", "a.b", "a.b.c", "a.b.c.d"}) BOOST_TEST(!read(text), text);
}

BOOST_AUTO_TEST_CASE(token_for_another_site_is_refused) {
  Json other = payload();
  other["aud"] = "other-books";
  BOOST_TEST(!read_payload(other));
  other["aud"] = Json::array({"corner-books"});
  BOOST_TEST(!read_payload(other));
}

BOOST_AUTO_TEST_CASE(each_member_is_there_once_and_of_its_type) {
  for (const char* name : {"sub", "aud", "iat"}) {
    Json less = payload();
    less.erase(name);
    BOOST_TEST(!read_payload(less), name);
  }
  Json more = payload();
  more["exp"] = 1;
  BOOST_TEST(!read_payload(more));
  for (const auto& [name, value] : {std::pair("sub", Json(7)), std::pair("sub", Json("")),
                                    std::pair("iat", Json("1795435200")), std::pair("iat", Json(1.5))}) {
    Json wrong = payload();
    wrong[name] = value;
    BOOST_TEST(!read_payload(wrong), name);
  }
}

BOOST_AUTO_TEST_CASE(customers_name_is_as_long_as_the_limit) {
  Json named = payload();
  named["sub"] = std::string(max_customer_bytes, 'a');
  BOOST_TEST(read_payload(named).has_value());
  named["sub"] = std::string(max_customer_bytes + 1, 'a');
  BOOST_TEST(!read_payload(named));
  named["sub"] = std::string(max_device_token_bytes, 'a');
  BOOST_TEST(!read_payload(named));
}

BOOST_AUTO_TEST_CASE(token_is_good_for_ten_minutes_and_hardly_before_its_time) {
  const DeviceToken token{"customer-7", noon_ms};
  BOOST_TEST(is_fresh(token, noon_ms));
  BOOST_TEST(is_fresh(token, noon_ms + device_token_valid_ms));
  BOOST_TEST(!is_fresh(token, noon_ms + device_token_valid_ms + 1));
  BOOST_TEST(is_fresh(token, noon_ms - device_token_ahead_ms));
  BOOST_TEST(!is_fresh(token, noon_ms - device_token_ahead_ms - 1));
}

BOOST_AUTO_TEST_SUITE_END()
