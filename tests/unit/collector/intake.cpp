// Cases of what the collector refuses by itself: of each refusal nothing is on disk but time, site, type and rule.
#include "collector/intake.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "collector/limits.hpp"
#include "collector/visit.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Visit;
using collector::test::Visitor;

namespace {

struct Shop : Visit {
  // Refused by this rule; and neither the value nor, where the collector had nothing of the subject before, its id is
  // in any file.
  void refuses(const Json& event, const std::string& expected, const test::Fields& fields = {}) const {
    const std::string before = letters();
    BOOST_TEST(rule(event, fields) == expected);
    BOOST_TEST(letters() == before + letter_of(event, expected));
    BOOST_TEST(!holds("poetry\""), expected);
    BOOST_TEST(ask("SELECT (SELECT count(*) FROM attributes) + (SELECT count(*) FROM events)") == "0", expected);
    BOOST_TEST(get("/metrics").body.find("assent_refusals_total{rule=\"" + expected + "\"}") != std::string::npos);
  }
  static std::string letter_of(const Json& event, const std::string& rule) {
    const bool is_exposure = event["type"] == "org.assent.exposure.v1";
    return "corner-books " + std::string(is_exposure ? "exposure" : "attributes") + " " + rule + "\n";
  }
  std::string letters() const {
    return ask(
        "SELECT group_concat(site || ' ' || type || ' ' || rule || char(10), '') FROM (SELECT * FROM "
        "dead_letters ORDER BY rowid)");
  }
  // A record under the law of a place where the browser's signal has force.
  Json californian() const {
    Json record = test::record({}, now_ms(), fresh);
    record["regime"] = "us-ca";
    record["jurisdiction"] = "US-CA";
    record["act"] = "none";
    record["layer"] = "none";
    for (Json& purpose : record["purposes"]) {
      purpose["state"] = "none";
      if (purpose["lawful_basis"] == "consent") purpose["lawful_basis"] = "legitimate_interest";
    }
    return record;
  }
};

const std::string batch_type = "application/cloudevents-batch+json";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(intake, Shop)

BOOST_AUTO_TEST_CASE(missing_consent) {
  standing = test::record({"marketing"}, noon_ms, fresh);
  refuses(topic(), "no_consent");
  BOOST_TEST(!holds(visitor.subject()));
  BOOST_TEST(!holds(topic()["id"].get<std::string>()));
}

BOOST_AUTO_TEST_CASE(expired_consent) {
  grant({"marketing"});
  set_time(noon_ms + standing["validity_s"].get<double>() * 1000 + 1);
  refuses(topic(), "consent_expired");
}

BOOST_AUTO_TEST_CASE(withdrawn_consent) {
  grant({"marketing"});
  const Json event = topic();
  grant_later({});
  refuses(event, "consent_withdrawn");
}

BOOST_AUTO_TEST_CASE(consent_older_than_a_withdrawal_though_it_was_given_again) {
  grant({"marketing"});
  const Json queued = topic();
  grant_later({"personalization"});
  grant_later({"marketing"});
  refuses(queued, "consent_withdrawn");
  BOOST_TEST(rule(topic()) == "stored");
}

BOOST_AUTO_TEST_CASE(older_record_counts_where_every_later_one_permits_as_much) {
  grant({"marketing"});
  const Json queued = topic();
  grant_later({"marketing", "personalization"});
  grant_later({"marketing"});
  BOOST_TEST(rule(queued) == "stored");
}

BOOST_AUTO_TEST_CASE(withdrawal_of_the_same_millisecond_counts_by_arrival) {
  grant({"marketing"});
  const Json event = topic();
  grant({});
  grant({"marketing"});
  refuses(event, "consent_withdrawn");
}

BOOST_AUTO_TEST_CASE(record_with_more_later_ones_than_the_limit) {
  grant({"marketing"});
  const Json queued = topic();
  for (std::int64_t at = 0; at < max_newer_records; ++at) grant_later({"marketing"});
  BOOST_TEST(rule(queued) == "stored");
  Json late = queued;
  late["id"] = std::string(32, 'a');
  grant_later({"marketing"});
  BOOST_TEST(rule(late) == "consent_withdrawn");
}

BOOST_AUTO_TEST_CASE(record_of_somebody_else) {
  grant({"marketing"});
  Json event = topic();
  const Visitor other;
  const Json theirs = test::record({"marketing"}, noon_ms, fresh);
  BOOST_REQUIRE(consent(theirs, &other).status == 201u);
  event["assentrecord"] = theirs["record_id"];
  refuses(event, "unknown_record");
}

BOOST_AUTO_TEST_CASE(forged_record_grants_nothing) {
  const Visitor other;
  standing = test::record({"marketing"}, noon_ms, fresh);
  const std::string body = standing.dump();
  const Reply forged = request(
      "POST", "/v1/consents", body,
      {{"Content-Type", "application/json"}, {"Assent-Key", visitor.key()}, {"Assent-Signature", other.sign(body)}});
  BOOST_TEST(forged.problem() == "signature");
  BOOST_TEST(letters() == "corner-books consent signature\n");
  BOOST_TEST(rule(topic()) == "no_consent");
  BOOST_TEST(!holds("poetry\""));
  BOOST_TEST(!holds(visitor.subject()));
  BOOST_TEST(!holds(standing["record_id"].get<std::string>()));
}

BOOST_AUTO_TEST_CASE(unproven_consent) {
  fresh = "stale";
  grant({"marketing"});
  refuses(topic(), "consent_unproven");
}

BOOST_AUTO_TEST_CASE(unknown_pack) {
  grant({"marketing"});
  Json event = topic();
  event["assentpack"] = std::string(64, 'a');
  refuses(event, "unknown_pack");
}

BOOST_AUTO_TEST_CASE(signal_of_the_browser_where_it_has_force) {
  standing = californian();
  BOOST_REQUIRE(consent(standing, &visitor).status == 201u);
  refuses(topic(), "gpc", {{"Sec-GPC", "1"}});
  // Only for the purposes that it covers.
  const Json age = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  BOOST_TEST(rule(age, {{"Sec-GPC", "1"}}) == "stored");
  for (const char* other : {"0", "true", "1, 1", ""})
    BOOST_TEST(rule(topic(), {{"Sec-GPC", other}}) == "stored", other);
}

BOOST_AUTO_TEST_CASE(signal_of_the_browser_where_it_has_none) {
  grant({"marketing"});
  BOOST_TEST(rule(topic(), {{"Sec-GPC", "1"}}) == "stored");
}

BOOST_AUTO_TEST_CASE(record_of_an_opt_out_is_stored_and_erases_what_the_signal_covers) {
  standing = californian();
  BOOST_REQUIRE(consent(standing, &visitor).status == 201u);
  BOOST_TEST(rule(topic()) == "stored");
  set_time(noon_ms + 1000);
  Json opt_out = californian();
  opt_out["act"] = "gpc";
  opt_out["gpc"] = true;
  for (Json& purpose : opt_out["purposes"])
    if (purpose["purpose"] == "marketing") purpose["state"] = "denied";
  BOOST_TEST(consent(opt_out, &visitor, {{"Sec-GPC", "1"}}).status == 201u);
  BOOST_TEST(ask("SELECT gpc FROM consents WHERE record_id = '" + opt_out["record_id"].get<std::string>() + "'") ==
             "1");
  BOOST_TEST(ask("SELECT count(*) FROM attributes") == "0");
  BOOST_TEST(!holds("poetry\""));
}

BOOST_AUTO_TEST_CASE(events_of_other_sites_and_unknown_attributes_and_types) {
  grant({"marketing"});
  Json elsewhere = topic();
  elsewhere["source"] = "urn:assent:other-books";
  BOOST_TEST(rule(elsewhere) == "unknown_site");
  BOOST_TEST(letters() == "");  // no site of ours, so nobody's letter
  refuses(attributes("crm", {{"poem", "poetry"}}, {"marketing"}), "unknown_attribute");
  for (const Json& value : {Json(7), Json(true), Json::array({"poetry"}), Json({{"a", "poetry"}}), Json()})
    refuses(attributes("crm", {{"topic", value}}, {"marketing"}), "not_minimized");
}

BOOST_AUTO_TEST_CASE(events_that_are_none_say_so_without_an_echo) {
  grant({"marketing"});
  for (const Json& event : {Json("poetry"), Json(7), Json(), Json::array(), Json::object(), Json({{"id", "poetry"}}),
                            Json({{"id", 7}}), Json({{"id", std::string(33, 'a')}})}) {
    const Reply reply = events(Json::array({event}), visitor);
    BOOST_TEST(reply.json()["rule"] == "malformed_event");
    BOOST_TEST(reply.body.find("poetry") == std::string::npos);
    BOOST_TEST(reply.json()["results"][0]["id"] == "");
  }
  Json more = topic();
  more["extra"] = "poetry";
  const Reply reply = events(Json::array({more}), visitor);
  BOOST_TEST(reply.json()["results"][0]["id"] == more["id"]);
  BOOST_TEST(!holds("poetry\""));
}

BOOST_AUTO_TEST_CASE(key_that_is_not_the_subjects) {
  grant({"marketing"});
  const Visitor other;
  const std::string body = Json::array({topic()}).dump();
  const auto post = [&](const std::string& key, const std::string& signature) {
    return request("POST", "/v1/events", body,
                   {{"Content-Type", batch_type}, {"Assent-Key", key}, {"Assent-Signature", signature}})
        .problem();
  };
  BOOST_TEST(post(visitor.key(), other.sign(body)) == "signature");
  BOOST_TEST(post(other.key(), visitor.sign(body)) == "signature");
  BOOST_TEST(events(Json::array({topic()}), other).json()["rule"] == "no_consent");
  BOOST_TEST(!holds(other.subject()));
  BOOST_TEST(!holds("poetry\""));
}

BOOST_AUTO_TEST_CASE(batches_that_are_refused_whole_leave_one_letter_each) {
  grant({"marketing"});
  const auto post = [&](std::string body, const std::string& type) {
    return request("POST", "/v1/events", body,
                   {{"Content-Type", type},
                    {"Origin", "https://books.example"},
                    {"Assent-Key", visitor.key()},
                    {"Assent-Signature", visitor.sign(body)}})
        .problem();
  };
  BOOST_TEST(post("[]", "text/plain") == "media-type");
  BOOST_TEST(post("[{\"sonnet\"", batch_type) == "malformed-json");
  BOOST_TEST(post("{\"topic\":\"sonnet\"}", batch_type) == "not-a-batch");
  BOOST_TEST(request("POST", "/v1/events", "[]", {{"Content-Type", batch_type}}).problem() == "signature");
  Json many = Json::array();
  for (int at = 0; at < 10'000; ++at) many.push_back("sonnet");
  BOOST_TEST(post(many.dump(), batch_type) == "too-many-events");
  BOOST_TEST(letters() ==
             "corner-books batch media-type\ncorner-books batch malformed-json\n"
             "corner-books batch not-a-batch\ncorner-books batch signature\n"
             "corner-books batch too-many-events\n");
  for (const char* problem : {"media-type", "malformed-json", "not-a-batch", "signature", "too-many-events"})
    BOOST_TEST(get("/metrics").body.find(std::string("assent_refusals_total{rule=\"") + problem + "\"} 1") !=
                   std::string::npos,
               problem);
  BOOST_TEST(!holds("sonnet"));
}

BOOST_AUTO_TEST_CASE(body_at_the_limit_is_taken_and_one_past_refused) {
  grant({"marketing"});
  const std::string batch = Json::array({topic()}).dump();
  const auto padded = [&](std::size_t size) {
    std::string body = batch;
    body.insert(1, std::string(size - batch.size(), ' '));
    return request(
        "POST", "/v1/events", body,
        {{"Content-Type", batch_type}, {"Assent-Key", visitor.key()}, {"Assent-Signature", visitor.sign(body)}});
  };
  BOOST_TEST(padded(Limits().body_bytes + 1).problem() == "body-too-large");
  BOOST_TEST(ask("SELECT count(*) FROM events") == "0");
  BOOST_TEST(padded(Limits().body_bytes).status == 200u);
}

BOOST_AUTO_TEST_CASE(event_and_withdrawal_in_flight_together_store_nothing_that_was_withdrawn) {
  for (int round = 0; round < 40; ++round) {
    set_time(now_ms() + 1000);
    grant({"marketing"});
    const Json event = topic();
    const Json withdrawal = test::record({}, now_ms(), fresh);
    std::atomic<int> ready = 0;
    const auto together = [&](auto act) {
      return std::thread([&ready, act] {
        for (++ready; ready < 2;) std::this_thread::yield();
        act();
      });
    };
    std::string outcome;
    unsigned status = 0;
    std::thread one = together([&] { outcome = rule(event); });
    std::thread other = together([&] { status = consent(withdrawal, &visitor).status; });
    one.join();
    other.join();
    BOOST_TEST(status == 201u);
    BOOST_TEST((outcome == "stored" || outcome == "consent_withdrawn"), outcome);
    BOOST_TEST(ask("SELECT count(*) FROM attributes") == "0");
    BOOST_TEST(!holds("poetry\""));
  }
}

BOOST_AUTO_TEST_CASE(log_says_nothing_of_what_was_sent) {
  grant({"marketing"});
  rule(topic());
  Json smuggled = topic();
  smuggled["data"]["attributes"]["secret"] = "smuggled";
  rule(smuggled);
  request("POST", "/v1/events?age=34", "[{\"topic\": \"poetry\"}", {{"Content-Type", batch_type}});
  stop();
  BOOST_TEST(log().find("signature") != std::string::npos);
  for (const std::string& word : {std::string("poetry"), std::string("smuggled"), std::string("age=34"),
                                  visitor.subject(), visitor.key(), standing["record_id"].get<std::string>()})
    BOOST_TEST(log().find(word) == std::string::npos, word);
}

BOOST_AUTO_TEST_SUITE_END()
