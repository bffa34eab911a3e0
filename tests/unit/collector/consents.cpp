// Cases of POST /v1/consents over real sockets, down to the rows of the database.
#include "collector/consents.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/canonical_json.hpp"
#include "authoring/digest.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Fields;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::Visitor;

namespace {

struct Shop : Running {
  Visitor visitor;
  std::string fresh = token();

  Json granted(const std::vector<std::string>& purposes, double time_ms = noon_ms) const {
    return test::record(purposes, time_ms, fresh);
  }
};

bool verifies(Json receipt, const std::string& public_key) {
  const std::string signature = receipt["signature"];
  receipt.erase("signature");
  return verify(*from_base64(public_key), authoring::canonical_json(receipt), *from_base64(signature));
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(consents, Shop)

BOOST_AUTO_TEST_CASE(grant_is_stored_and_answered_with_a_receipt_that_verifies) {
  const Json record = granted({"personalization"});
  const Reply reply = consent(record, &visitor);
  BOOST_TEST(reply.status == 201u);
  const Json receipt = reply.json();
  BOOST_TEST(receipt["record_id"] == record["record_id"]);
  BOOST_TEST(receipt["site"] == "corner-books");
  BOOST_TEST(receipt["time"] == "2026-11-23T12:00:00.000Z");
  BOOST_TEST(receipt["record_sha256"] == authoring::sha256_hex(authoring::canonical_json(record)));
  BOOST_TEST(receipt["unproven"] == false);
  BOOST_TEST(verifies(receipt, server().public_key("corner-books")));
  Json forged = receipt;
  forged["unproven"] = true;
  BOOST_TEST(!verifies(forged, server().public_key("corner-books")));
  BOOST_TEST(ask("SELECT subject FROM standing") == visitor.subject());
  BOOST_TEST(ask("SELECT body FROM consents") == record.dump());
}

BOOST_AUTO_TEST_CASE(retry_stores_one_row_and_gets_the_same_answer) {
  const Json record = granted({"personalization"});
  const Reply first = consent(record, &visitor);
  set_time(noon_ms + hour_ms);
  const Reply second = consent(record, &visitor);
  BOOST_TEST(first.status == 201u);
  BOOST_TEST(second.status == 200u);
  BOOST_TEST(first.body == second.body);
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "1");
}

BOOST_AUTO_TEST_CASE(record_id_is_never_reused_for_another_record_or_subject) {
  Json record = granted({"personalization"});
  const Visitor other;
  BOOST_TEST(consent(record, &visitor).status == 201u);
  const Reply stolen = consent(record, &other);
  BOOST_TEST(stolen.status == 409u);
  BOOST_TEST(stolen.problem() == "record-id-reused");
  record["jurisdiction"] = "FR";
  BOOST_TEST(consent(record, &visitor).status == 409u);
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "1");
}

BOOST_AUTO_TEST_CASE(refusal_without_subject_is_stored_without_any_identifier) {
  const Reply reply = consent(granted({}), nullptr);
  BOOST_TEST(reply.status == 201u);
  BOOST_TEST(ask("SELECT count(*) FROM consents WHERE subject IS NULL AND key IS NULL AND signature IS NULL") == "1");
  BOOST_TEST(ask("SELECT count(*) FROM standing") == "0");
}

BOOST_AUTO_TEST_CASE(grant_without_subject_is_refused) {
  const Reply reply = consent(granted({"measurement"}), nullptr);
  BOOST_TEST(reply.status == 422u);
  BOOST_TEST(reply.problem() == "grant-without-subject");
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "0");
}

BOOST_AUTO_TEST_CASE(wrong_signature_is_refused) {
  const Json record = granted({"personalization"});
  const Visitor other;
  const std::string body = record.dump();
  const auto post = [&](const std::string& key, const std::string& signature) {
    return request("POST", "/v1/consents", body,
                   {{"Content-Type", "application/json"}, {"Assent-Key", key}, {"Assent-Signature", signature}});
  };
  BOOST_TEST(post(visitor.key(), other.sign(body)).problem() == "signature");
  BOOST_TEST(post(other.key(), visitor.sign(body)).problem() == "signature");
  BOOST_TEST(post(visitor.key(), visitor.sign(body + " ")).problem() == "signature");
  BOOST_TEST(post("AAAA", visitor.sign(body)).problem() == "signature");
  BOOST_TEST(post(visitor.key(), "").problem() == "signature");
  const Reply half =
      request("POST", "/v1/consents", body, {{"Content-Type", "application/json"}, {"Assent-Key", visitor.key()}});
  BOOST_TEST(half.problem() == "signature");
  BOOST_TEST(half.status == 403u);
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "0");
}

BOOST_AUTO_TEST_CASE(grant_with_a_stale_or_foreign_token_is_unproven) {
  BOOST_TEST(consent(granted({"personalization"}), &visitor).json()["unproven"] == false);
  for (const std::string& token : {std::string(), std::string("1.AAAA"), fresh + "x"})
    BOOST_TEST(consent(test::record({"personalization"}, noon_ms, token), &visitor).json()["unproven"] == true, token);
  set_time(noon_ms + 70 * minute_ms);
  BOOST_TEST(consent(granted({"personalization"}), &visitor).json()["unproven"] == true);
}

BOOST_AUTO_TEST_CASE(refusal_needs_no_token_and_is_unproven_only_when_older_than_a_week) {
  const auto refused_ago = [&](double ago_ms) {
    return consent(test::record({}, noon_ms - ago_ms, ""), nullptr).json()["unproven"].get<bool>();
  };
  BOOST_TEST(!refused_ago(0));
  BOOST_TEST(!refused_ago(max_queued_ms));
  BOOST_TEST(refused_ago(max_queued_ms + 1));
}

BOOST_AUTO_TEST_CASE(record_from_the_future_is_refused_past_the_tolerance) {
  BOOST_TEST(consent(granted({}, noon_ms + max_ahead_ms), nullptr).status == 201u);
  const Reply reply = consent(granted({}, noon_ms + max_ahead_ms + 1), nullptr);
  BOOST_TEST(reply.status == 422u);
  BOOST_TEST(reply.problem() == "from-the-future");
}

BOOST_AUTO_TEST_CASE(newer_record_stands_and_older_one_is_history) {
  const Json newer = granted({"personalization"}, noon_ms - 1000);
  const Json older = granted({}, noon_ms - 2000);
  BOOST_TEST(consent(newer, &visitor).status == 201u);
  BOOST_TEST(consent(older, &visitor).status == 201u);
  BOOST_TEST(ask("SELECT record_id FROM standing") == newer["record_id"].get<std::string>());
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "2");
  const Json newest = granted({}, noon_ms);
  BOOST_TEST(consent(newest, &visitor).status == 201u);
  BOOST_TEST(ask("SELECT record_id FROM standing") == newest["record_id"].get<std::string>());
}

BOOST_AUTO_TEST_CASE(clock_that_ran_ahead_does_not_keep_a_withdrawal_out) {
  BOOST_TEST(consent(granted({"personalization"}, noon_ms + 4 * minute_ms), &visitor).status == 201u);
  set_time(noon_ms + minute_ms);
  const Json withdrawal = granted({}, noon_ms + minute_ms);
  BOOST_TEST(consent(withdrawal, &visitor).status == 201u);
  BOOST_TEST(ask("SELECT record_id FROM standing") == withdrawal["record_id"].get<std::string>());
}

BOOST_AUTO_TEST_CASE(unsound_records_are_refused_with_their_reason) {
  const auto problem = [&](const std::string& member, const Json& value) {
    Json record = granted({});
    record[member] = value;
    const Reply reply = consent(record, nullptr);
    BOOST_TEST(reply.status == 422u);
    return reply.problem();
  };
  BOOST_TEST(problem("site", "elsewhere") == "unknown-site");
  BOOST_TEST(problem("pack", std::string(64, '0')) == "unknown-pack");
  BOOST_TEST(problem("regime", "none") == "unknown-regime");
  BOOST_TEST(problem("extra", 1) == "malformed-record");
  BOOST_TEST(request("POST", "/v1/consents", "{\"a\":1,\"a\":2}", {{"Content-Type", "application/json"}}).problem() ==
             "malformed-json");
  BOOST_TEST(request("POST", "/v1/consents", "{", {{"Content-Type", "application/json"}}).problem() ==
             "malformed-json");
  BOOST_TEST(request("POST", "/v1/consents", "{}", {{"Content-Type", "text/plain"}}).problem() == "media-type");
  BOOST_TEST(request("POST", "/v1/consents", "{}").problem() == "media-type");
}

BOOST_AUTO_TEST_CASE(foreign_origins_are_refused_and_allowed_ones_may_read_the_answer) {
  const auto from = [&](const char* origin) { return consent(granted({}), nullptr, {{"Origin", origin}}); };
  const Reply allowed = from("https://books.example");
  BOOST_TEST(allowed.status == 201u);
  BOOST_TEST(allowed.field("access-control-allow-origin") == "https://books.example");
  BOOST_TEST(allowed.field("vary") == "origin");
  BOOST_TEST(from("http://127.0.0.1").status == 201u);
  for (const char* origin : {"null", "https://books.example.evil.example", "https://evil.example"}) {
    const Reply refused = from(origin);
    BOOST_TEST(refused.status == 403u, origin);
    BOOST_TEST(refused.problem() == "origin");
    BOOST_TEST(refused.field("access-control-allow-origin") == "");
  }
  BOOST_TEST(ask("SELECT count(*) FROM consents") == "2");
}

BOOST_AUTO_TEST_CASE(many_threads_of_consents_are_each_stored_once) {
  constexpr int threads = 8;
  constexpr int each = 25;
  std::atomic<int> stored = 0;
  {
    std::vector<std::jthread> all;
    for (int thread = 0; thread < threads; ++thread)
      all.emplace_back([&] {
        const Visitor own;
        for (int at = 0; at < each; ++at) {
          const Json record = granted({"personalization"}, noon_ms + at);
          const bool first = consent(record, &own).status == 201;
          const bool second = consent(record, &own).status == 200;
          stored += first && second ? 1 : 0;
        }
      });
  }
  BOOST_TEST(stored == threads * each);
  BOOST_TEST(ask("SELECT count(*) FROM consents") == std::to_string(threads * each));
  BOOST_TEST(ask("SELECT count(*) FROM standing") == std::to_string(threads));
  BOOST_TEST(ask("SELECT count(DISTINCT time_ms) FROM standing") == "1");
}

BOOST_AUTO_TEST_SUITE_END()
