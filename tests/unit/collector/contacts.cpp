// "May you contact me?", asked by the subject and by a mailing system that holds its token.
#include "collector/contacts.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/digest.hpp"
#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::Visitor;

namespace {

constexpr const char* own = "/v1/subjects/me/contact";

struct Shop : Running {
  Visitor visitor;
  std::string api_token = add_api_token(data(), "corner-books", "mailing");

  void grant(const std::vector<std::string>& purposes) const {
    consent(test::record(purposes, now_ms(), token()), &visitor);
  }
  Json asked(std::string_view topic, std::string_view channel) const {
    return subject("GET", visitor, question(own, topic, channel) + "&site=corner-books").json();
  }
  static std::string question(std::string_view path, std::string_view topic, std::string_view channel) {
    return std::string(path) + "?topic=" + std::string(topic) + "&channel=" + std::string(channel);
  }
  std::string reason(std::string_view topic, std::string_view channel) const {
    const Json answer = asked(topic, channel);
    return answer["contact"] == true ? "yes" : answer["reason"].get<std::string>();
  }
  std::string new_token() const { return subject("POST", visitor, own, R"({"site":"corner-books"})").json()["token"]; }
  Reply mailing(const std::string& contact_token, const std::string& bearer) const {
    return get(question("/v1/contact/" + contact_token, "readings", "email"), {{"Authorization", "Bearer " + bearer}});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(contacts, Shop)

BOOST_AUTO_TEST_CASE(yes_only_where_a_purpose_that_covers_the_question_stands) {
  grant({"marketing"});
  const Json answer = asked("readings", "email");
  BOOST_TEST(answer["contact"] == true);
  BOOST_TEST(answer["purpose"] == "marketing");
  BOOST_TEST(answer["site"] == "corner-books");
  BOOST_TEST(!answer.contains("reason"));
  BOOST_TEST(reason("new-books", "post") == "yes");
  BOOST_TEST(reason("new-books", "push") == "denied");
  BOOST_TEST(reason("readings", "push") == "channel-not-offered");
  BOOST_TEST(reason("readings", "sms") == "channel-not-offered");
  BOOST_TEST(reason("readings", "fax") == "unknown-channel");
  BOOST_TEST(reason("parties", "email") == "unknown-topic");
}

BOOST_AUTO_TEST_CASE(no_has_its_reason) {
  BOOST_TEST(reason("readings", "email") == "no-consent");
  grant({"personalization"});
  BOOST_TEST(reason("readings", "email") == "denied");
  set_time(noon_ms + minute_ms);
  grant({"marketing"});
  BOOST_REQUIRE(reason("readings", "email") == "yes");
  set_time(noon_ms + 2 * minute_ms);
  subject("POST", visitor, "/v1/subjects/me/withdraw", R"({"site":"corner-books","purposes":["marketing"]})");
  BOOST_TEST(reason("readings", "email") == "withdrawn");
  set_time(noon_ms + 3 * minute_ms);
  grant({"marketing"});
  BOOST_TEST(reason("readings", "email") == "yes");
  set_time(noon_ms + 400 * day_ms);
  BOOST_TEST(reason("readings", "email") == "expired");
  subject("DELETE", visitor);
  BOOST_TEST(reason("readings", "email") == "no-consent");
}

BOOST_AUTO_TEST_CASE(grant_that_is_not_proven_is_none) {
  consent(test::record({"marketing"}, noon_ms, "no-token"), &visitor);
  BOOST_TEST(reason("readings", "email") == "unproven");
}

BOOST_AUTO_TEST_CASE(global_privacy_control_is_heeded_as_it_was_stored) {
  Json record = test::record({}, noon_ms, token());
  record["regime"] = "us-ca";
  record["jurisdiction"] = "US-CA";
  record["act"] = "none";
  record["layer"] = "none";
  record["validity_s"] = policy::at(test::shop_pack().regimes(), 1).terms()->validity_s();
  for (Json& each : record["purposes"]) {
    each["state"] = "none";
    if (each["purpose"] != "necessary" && each["purpose"] != "large-print")
      each["lawful_basis"] = "legitimate_interest";
  }
  BOOST_REQUIRE(consent(record, &visitor).status == 201u);
  BOOST_TEST(reason("readings", "email") == "yes");
  set_time(noon_ms + minute_ms);
  record["record_id"] = std::string(32, 'a');
  record["time"] = record["given"] = "2026-11-23T12:01:00.000Z";
  record["gpc"] = true;
  BOOST_REQUIRE(consent(record, &visitor, {{"Sec-GPC", "1"}}).status == 201u);
  BOOST_TEST(reason("readings", "email") == "gpc");
}

BOOST_AUTO_TEST_CASE(mailing_system_asks_with_the_token_that_the_customer_gave) {
  grant({"marketing"});
  const Reply given = subject("POST", visitor, own, R"({"site":"corner-books"})");
  BOOST_TEST(given.status == 201u);
  const std::string token = given.json()["token"];
  BOOST_TEST(token.size() == 43u);
  BOOST_TEST(given.json()["expires"] == "2027-12-24T12:00:00.000Z");
  const Reply reply = mailing(token, api_token);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.json()["contact"] == true);
  BOOST_TEST(reply.body.find(visitor.subject()) == std::string::npos);
  BOOST_TEST(reply.field("cache-control") == "no-store");
  BOOST_TEST(ask("SELECT token_hash FROM contact_tokens") == authoring::sha256_hex(token));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
    if (!entry.is_regular_file()) continue;
    BOOST_TEST(test::read_all(entry.path()).find(token) == std::string::npos, entry.path());
    BOOST_TEST(test::read_all(entry.path()).find(api_token) == std::string::npos, entry.path());
  }
}

BOOST_AUTO_TEST_CASE(who_asks_must_show_the_sites_own_api_token) {
  grant({"marketing"});
  const std::string token = new_token();
  const auto is_refused = [](const Reply& reply) {
    BOOST_TEST(reply.status == 401u);
    BOOST_TEST(reply.problem() == "api-token");
    BOOST_TEST(reply.field("www-authenticate") == "Bearer");
  };
  const std::string target = question("/v1/contact/" + token, "readings", "email");
  is_refused(get(target));
  for (const std::string& value : {std::string("Bearer "), std::string("Bearer wrong"), "Basic " + api_token, api_token,
                                   "Bearer " + api_token + "x", "Bearer  " + api_token})
    is_refused(get(target, {{"Authorization", value}}));
  is_refused(get(target, {{"Authorization", "Bearer " + api_token}, {"Authorization", "Bearer " + api_token}}));
  is_refused(mailing(token, add_api_token(data(), "other-books", "elsewhere")));
  BOOST_TEST(mailing(token, add_api_token(data(), "corner-books", "second")).status == 200u);
}

BOOST_AUTO_TEST_CASE(unknown_and_ended_tokens_mean_do_not_contact) {
  grant({"marketing"});
  const std::string token = new_token();
  const auto is_unknown = [&](const Reply& reply) {
    BOOST_TEST(reply.status == 404u);
    BOOST_TEST(reply.problem() == "unknown-contact-token");
  };
  is_unknown(mailing(std::string(43, 'A'), api_token));
  is_unknown(mailing(token + "A", api_token));
  // A token of another site, as if this collector had served that one too.
  {
    Database database(data() / "assent.sqlite3");
    database.execute("UPDATE contact_tokens SET site = 'other-books'");
  }
  is_unknown(mailing(token, api_token));
  const std::string other = new_token();
  set_time(noon_ms + contact_token_kept_ms);
  BOOST_TEST(mailing(other, api_token).status == 200u);
  set_time(noon_ms + contact_token_kept_ms + 1);
  is_unknown(mailing(other, api_token));
}

BOOST_AUTO_TEST_CASE(erasure_ends_the_tokens) {
  grant({"marketing"});
  const std::string token = new_token();
  subject("DELETE", visitor, "/v1/subjects/me?what=attributes");
  BOOST_TEST(mailing(token, api_token).status == 404u);
}

BOOST_AUTO_TEST_CASE(subject_has_sixteen_tokens_at_a_site_and_the_next_ends_the_oldest) {
  grant({"marketing"});
  const std::string first = new_token();
  set_time(noon_ms + 1);
  std::string second;
  for (std::size_t at = 1; at < max_contact_tokens; ++at) {
    const std::string next = new_token();
    if (at == 1) second = next;
  }
  BOOST_TEST(mailing(first, api_token).status == 200u);
  new_token();
  BOOST_TEST(ask("SELECT count(*) FROM contact_tokens") == std::to_string(max_contact_tokens));
  BOOST_TEST(mailing(first, api_token).status == 404u);
  BOOST_TEST(mailing(second, api_token).status == 200u);
}

BOOST_AUTO_TEST_CASE(wrong_questions_are_refused) {
  const auto asks = [&](const std::string& query) {
    return subject("GET", visitor, std::string(own) + query).problem();
  };
  BOOST_TEST(asks("") == "malformed-question");
  BOOST_TEST(asks("?topic=readings&site=corner-books") == "malformed-question");
  BOOST_TEST(asks("?channel=email&site=corner-books") == "malformed-question");
  BOOST_TEST(asks("?topic=" + std::string(65, 'a') + "&channel=email&site=corner-books") == "malformed-question");
  BOOST_TEST(reason(std::string(64, 'a'), "email") == "unknown-topic");
  BOOST_TEST(asks("?topic=readings&channel=email") == "unknown-site");
  BOOST_TEST(asks("?topic=readings&channel=email&site=other-books") == "unknown-site");
  BOOST_TEST(subject("POST", visitor, own, R"({"site":"other-books"})").problem() == "unknown-site");
  BOOST_TEST(subject("POST", visitor, own, R"({"site":"corner-books","more":1})").problem() == "malformed-request");
  BOOST_TEST(subject("POST", visitor, own, R"({"site":7})").problem() == "malformed-request");
  BOOST_TEST(ask("SELECT count(*) FROM contact_tokens") == "0");
}

BOOST_AUTO_TEST_CASE(pages_do_not_ask_with_a_contact_token) {
  const Reply reply = get("/v1/contact/x?topic=a&channel=email", {{"Origin", "https://books.example"}});
  BOOST_TEST(reply.field("access-control-allow-origin") == "");
  const Reply preflight = request("OPTIONS", "/v1/contact/x", {}, {{"Origin", "https://books.example"}});
  BOOST_TEST(preflight.status == 405u);
  BOOST_TEST(preflight.field("access-control-allow-origin") == "");
}

BOOST_AUTO_TEST_SUITE_END()
