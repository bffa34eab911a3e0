// Withdrawal at the collector: at once for what is stored and for what comes, on record, until a newer choice grants.
#include "collector/withdraw.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/canonical_json.hpp"
#include "authoring/digest.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::signed_text;
using collector::test::Visitor;

namespace {

constexpr const char* path = "/v1/subjects/me/withdraw";

struct Shop : Running {
  Visitor visitor;
  Json record = test::record({"personalization", "measurement", "marketing"}, noon_ms, token());

  Shop() {
    consent(record, &visitor);
    send("crm", {{"age", "18-34"}, {"topic", "crime"}}, {"personalization", "marketing"});
    send("collector", {{"town", "B"}}, {"personalization", "measurement"});
    set_time(noon_ms + minute_ms);
  }
  Reply send(std::string_view destination, const Json& attributes, const std::vector<std::string>& purposes) const {
    return events(Json::array({test::attributes_event(destination, attributes, record, now_ms(), purposes)}), visitor);
  }
  Reply withdraw(const Json& purposes, std::string_view site = "corner-books") const {
    return subject("POST", visitor, path, Json{{"site", site}, {"purposes", purposes}}.dump());
  }
  std::string kept() const {
    return ask(
        "SELECT group_concat(attribute || ':' || purposes, ', ') FROM (SELECT * FROM attributes ORDER BY attribute)");
  }
  std::string rows() const { return ask("SELECT count(*) FROM withdrawals"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(withdrawals_at_the_collector, Shop)

BOOST_AUTO_TEST_CASE(what_is_stored_goes_at_once) {
  BOOST_REQUIRE(kept() == "age:personalization, topic:marketing, town:personalization measurement");
  BOOST_TEST(withdraw({"marketing"}).status == 201u);
  BOOST_TEST(kept() == "age:personalization, town:personalization measurement");
  BOOST_TEST(withdraw({"personalization"}).status == 201u);
  BOOST_TEST(kept() == "town:measurement");
  BOOST_TEST(withdraw("all").status == 201u);
  BOOST_TEST(kept() == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_from_which_a_withdrawn_value_could_be_guessed) {
  BOOST_REQUIRE(ask("SELECT count(*) FROM events WHERE digest <> ''") == "2");
  withdraw({"marketing"});
  BOOST_TEST(ask("SELECT count(*) FROM events WHERE digest <> ''") == "0");
  BOOST_TEST(ask("SELECT count(*) FROM events") == "2");
}

BOOST_AUTO_TEST_CASE(event_from_before_a_withdrawal_stays_out_when_consent_is_given_again) {
  const Json before = record;
  withdraw({"marketing"});
  set_time(noon_ms + 2 * minute_ms);
  record = test::record({"personalization", "marketing"}, now_ms(), token());
  consent(record, &visitor);
  const Json late = test::attributes_event("crm", {{"topic", "crime"}}, before, now_ms(), {"marketing"});
  BOOST_TEST(events(Json::array({late}), visitor).json()["rule"] == "consent_withdrawn");
  BOOST_TEST(send("crm", {{"topic", "crime"}}, {"marketing"}).status == 200u);
}

BOOST_AUTO_TEST_CASE(later_events_are_refused_and_those_of_other_purposes_are_not) {
  withdraw({"marketing"});
  const Reply refused = send("crm", {{"topic", "crime"}}, {"marketing"});
  BOOST_TEST(refused.status == 403u);
  BOOST_TEST(refused.json()["rule"] == "attribute_without_consent");
  BOOST_TEST(send("crm", {{"age", "18-34"}}, {"personalization"}).status == 200u);
  withdraw("all");
  BOOST_TEST(send("crm", {{"age", "18-34"}}, {"personalization"}).json()["rule"] == "destination_without_consent");
}

BOOST_AUTO_TEST_CASE(newer_record_grants_again_and_an_older_one_does_not) {
  withdraw({"marketing"});
  // A record that was made before, and comes late from a queue.
  consent(test::record({"personalization", "marketing"}, noon_ms + 1, token()), &visitor);
  BOOST_TEST(send("crm", {{"topic", "crime"}}, {"marketing"}).status == 403u);
  // One of the same millisecond: of two acts that nobody can order, the restriction counts.
  consent(test::record({"personalization", "marketing"}, now_ms(), token()), &visitor);
  BOOST_TEST(send("crm", {{"topic", "crime"}}, {"marketing"}).status == 403u);
  set_time(noon_ms + 2 * minute_ms);
  record = test::record({"personalization", "marketing"}, now_ms(), token());
  consent(record, &visitor);
  BOOST_TEST(send("crm", {{"topic", "crime"}}, {"marketing"}).status == 200u);
  BOOST_TEST(rows() == "1");  // the evidence stays
}

BOOST_AUTO_TEST_CASE(receipt_is_signed_over_the_withdrawal) {
  const Reply reply = withdraw({"marketing", "measurement"});
  BOOST_REQUIRE(reply.json()["withdrawals"].size() == 1u);
  const Json one = reply.json()["withdrawals"][0];
  const Json& declared = one["withdrawal"];
  BOOST_TEST(declared["schema_version"] == "assent-withdrawal-1");
  BOOST_TEST(declared["subject"] == visitor.subject());
  BOOST_TEST(declared["withdraws"] == record["record_id"]);
  BOOST_TEST(declared["purposes"] == Json::parse(R"(["marketing","measurement"])"));
  BOOST_TEST(declared["time"] == "2026-11-23T12:01:00.000Z");
  Json receipt = one["receipt"];
  BOOST_TEST(receipt["record_id"] == declared["record_id"]);
  BOOST_TEST(receipt["record_sha256"] == authoring::sha256_hex(authoring::canonical_json(declared)));
  const std::string signature = receipt["signature"];
  receipt.erase("signature");
  BOOST_TEST(verify(*from_base64(server().public_key("corner-books")), authoring::canonical_json(receipt),
                    *from_base64(signature)));
}

BOOST_AUTO_TEST_CASE(what_is_stored_proves_that_the_subject_declared_it) {
  const std::string body = R"({"site":"corner-books","purposes":["marketing"]})";
  const Json declared = subject("POST", visitor, path, body).json()["withdrawals"][0]["withdrawal"];
  BOOST_TEST(declared["request_sha256"] == authoring::sha256_hex(body));
  const std::string text = signed_text("POST", path, declared["nonce"].get<std::string>(), body);
  BOOST_TEST(verify(*from_base64(ask("SELECT key FROM withdrawals")), text,
                    *from_base64(ask("SELECT signature FROM withdrawals"))));
}

BOOST_AUTO_TEST_CASE(withdrawing_again_adds_nothing_and_gives_the_same_receipt) {
  const Json first = withdraw({"marketing"}).json();
  set_time(noon_ms + hour_ms);
  const Reply again = withdraw({"marketing"});
  BOOST_TEST(again.status == 200u);
  BOOST_TEST(again.json() == first);
  BOOST_TEST(rows() == "1");
  BOOST_TEST(withdraw({"marketing", "measurement"}).status == 201u);
  BOOST_TEST(withdraw({"measurement"}).json()["withdrawals"].size() == 2u);
  BOOST_TEST(rows() == "2");
}

BOOST_AUTO_TEST_CASE(withdrawal_comes_before_the_consent_that_was_still_on_its_way) {
  const Visitor early;
  BOOST_TEST(subject("POST", early, path, R"({"site":"corner-books","purposes":"all"})").status == 201u);
  const Json late = test::record({"personalization"}, noon_ms, token());
  consent(late, &early);
  const Json batch =
      Json::array({test::attributes_event("crm", {{"age", "18-34"}}, late, now_ms(), {"personalization"})});
  BOOST_TEST(events(batch, early).status == 403u);
}

BOOST_AUTO_TEST_CASE(withdrawal_of_one_subject_leaves_the_others_alone) {
  withdraw("all");
  const Visitor other;
  const Json others = test::record({"personalization"}, noon_ms, token());
  consent(others, &other);
  const Json batch =
      Json::array({test::attributes_event("crm", {{"age", "18-34"}}, others, now_ms(), {"personalization"})});
  BOOST_TEST(events(batch, other).status == 200u);
}

BOOST_AUTO_TEST_CASE(wrong_withdrawals_are_refused_and_change_nothing) {
  const std::string before = kept();
  const auto refuses = [&](const Json& body, std::string_view problem) {
    const Reply reply = subject("POST", visitor, path, body.dump());
    BOOST_TEST(reply.status == 422u, body.dump().substr(0, 200));
    BOOST_TEST(reply.problem() == problem, body.dump().substr(0, 200));
    BOOST_TEST(kept() == before);
    BOOST_TEST(rows() == "0");
  };
  const auto with = [](const Json& purposes) { return Json{{"site", "corner-books"}, {"purposes", purposes}}; };
  refuses(with({"marketing", "profiling"}), "unknown-purpose");
  refuses(with({"marketing", "necessary"}), "not-refusable");
  for (const Json& purposes : {Json(Json::array()), Json("everything"), Json(7), Json(nullptr), Json(Json::array({7})),
                               Json(Json::array({std::string(129, 'a')}))})
    refuses(with(purposes), "malformed-request");
  Json many = Json::array();
  for (std::size_t at = 0; at <= policy::max_purposes; ++at) many.push_back("marketing");
  refuses(with(many), "malformed-request");
  refuses({{"site", "other-books"}, {"purposes", "all"}}, "unknown-site");
  refuses({{"site", "corner-books"}}, "malformed-request");
  refuses({{"site", "corner-books"}, {"purposes", "all"}, {"more", 1}}, "malformed-request");
  BOOST_TEST(subject("POST", visitor, path).problem() == "media-type");
  BOOST_TEST(subject("POST", visitor, path, "{").problem() == "malformed-json");
}

BOOST_AUTO_TEST_CASE(as_many_purposes_as_a_policy_has_may_be_named) {
  Json many = Json::array();
  for (std::size_t at = 0; at < policy::max_purposes; ++at) many.push_back("marketing");
  BOOST_TEST(withdraw(many).status == 201u);
}

BOOST_AUTO_TEST_SUITE_END()
