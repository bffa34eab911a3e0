// Cases of POST /v1/events over real sockets: what the gate refuses never reaches the disk.
#include "collector/events.hpp"

#include <boost/test/unit_test.hpp>

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

struct Shop : Running {
  using Running::Running;
  Visitor visitor;
  std::string fresh = token();
  Json standing;

  // A consent of the visitor that stands from now on.
  void grant(const std::vector<std::string>& purposes, bool separate = false) {
    standing = test::record(purposes, now_ms(), fresh, separate);
    BOOST_REQUIRE(consent(standing, &visitor).status == 201u);
  }
  Json attributes(std::string_view destination, Json values, const std::vector<std::string>& purposes) const {
    return test::attributes_event(destination, std::move(values), standing, now_ms(), purposes);
  }
  Json exposure(std::string_view experience, std::string_view variant, const std::vector<std::string>& purposes) const {
    return test::exposure_event("collector", experience, variant, standing, now_ms(), purposes);
  }
  // The rule that refuses a batch of one; "stored" where none does.
  std::string rule(const Json& event) const {
    const Reply reply = events(Json::array({event}), visitor);
    if (reply.status == 200) return "stored";
    BOOST_TEST(reply.status == 403u);
    BOOST_TEST(reply.problem() == "gate-refused");
    return reply.json()["rule"];
  }
  std::string value(const std::string& attribute) const {
    return ask("SELECT value FROM attributes WHERE attribute = '" + attribute + "'");
  }
  std::string rows() const {
    return ask(
        "SELECT (SELECT count(*) FROM attributes) || ' ' || (SELECT count(*) FROM exposures) || ' ' || "
        "(SELECT count(*) FROM events)");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(events, Shop)

BOOST_AUTO_TEST_CASE(permitted_and_minimized_attributes_are_stored) {
  grant({"personalization"});
  const Json event = attributes("crm", {{"age", "18-34"}, {"genres", {"crime", "travel"}}}, {"personalization"});
  const Reply reply = events(Json::array({event}), visitor);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.json()["results"][0]["id"] == event["id"]);
  BOOST_TEST(reply.json()["results"][0]["status"] == "stored");
  BOOST_TEST(value("age") == "\"18-34\"");
  BOOST_TEST(value("genres") == "[\"crime\",\"travel\"]");
  BOOST_TEST(ask("SELECT purposes FROM attributes WHERE attribute = 'age'") == "personalization");
  BOOST_TEST(ask("SELECT subject FROM attributes") == visitor.subject());
}

BOOST_AUTO_TEST_CASE(smuggled_attribute_is_refused_by_its_rule_and_not_stored) {
  grant({"personalization"});
  BOOST_TEST(rule(attributes("crm", {{"secret", "smuggled-one"}}, {"personalization"})) ==
             "attribute_not_for_destination");
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}, {"town", "smuggled-two"}}, {"personalization"})) ==
             "attribute_not_for_destination");
  BOOST_TEST(rule(attributes("crm", {{"topic", "poetry"}}, {"personalization"})) == "attribute_without_consent");
  BOOST_TEST(rule(attributes("crm", {{"shoe-size", "smuggled-three"}}, {"personalization"})) == "unknown_attribute");
  BOOST_TEST(rule(attributes("crm", {{"eyesight", true}}, {"personalization"})) == "attribute_not_for_destination");
  BOOST_TEST(rule(attributes("collector", {{"age", "18-34"}}, {"personalization"})) == "attribute_not_for_destination");
  BOOST_TEST(rule(attributes("nowhere", {{"age", "18-34"}}, {"personalization"})) == "unknown_destination");
  BOOST_TEST(rows() == "0 0 0");
  BOOST_TEST(!holds("smuggled"));
}

BOOST_AUTO_TEST_CASE(value_finer_than_declared_is_refused) {
  grant({"personalization", "measurement", "marketing"});
  BOOST_TEST(rule(attributes("crm", {{"age", 34}}, {"personalization"})) == "not_minimized");
  BOOST_TEST(rule(attributes("crm", {{"age", "34-35"}}, {"personalization"})) == "not_minimized");
  BOOST_TEST(rule(attributes("collector", {{"town", "10115"}}, {"personalization"})) == "not_minimized");
  BOOST_TEST(rule(attributes("collector", {{"town", "1"}}, {"personalization"})) == "stored");
  BOOST_TEST(rule(attributes("crm", {{"topic", "cooking"}}, {"marketing"})) == "not_minimized");
  BOOST_TEST(rule(attributes("crm", {{"birthday", "1997-01-01"}}, {"marketing"})) == "stored");
  BOOST_TEST(value("birthday") == "\"1997-01-01\"");
}

BOOST_AUTO_TEST_CASE(exposures_are_stored_where_slot_and_labels_are_approved) {
  grant({"personalization"});
  BOOST_TEST(rule(exposure("everyone", "blue", {"personalization"})) == "stored");
  BOOST_TEST(rule(exposure("", "", {"personalization"})) == "stored");
  BOOST_TEST(ask("SELECT slot || experience || variant FROM exposures WHERE experience IS NOT NULL") ==
             "heroeveryoneblue");
  BOOST_TEST(ask("SELECT count(*) FROM exposures WHERE experience IS NULL AND variant IS NULL") == "1");
  BOOST_TEST(rule(exposure("everyone", "", {"personalization"})) == "unknown_slot");
  BOOST_TEST(rule(exposure("nobody", "", {"personalization"})) == "unknown_slot");
  Json elsewhere = exposure("everyone", "blue", {"personalization"});
  elsewhere["assentdestination"] = "crm";
  BOOST_TEST(rule(elsewhere) == "slot_not_exposed");
  grant({"measurement"});
  BOOST_TEST(rule(exposure("everyone", "blue", {"measurement"})) == "slot_without_consent");
}

BOOST_AUTO_TEST_CASE(goals_are_stored_where_slot_and_labels_are_approved_and_never_for_the_page) {
  grant({"personalization"});
  BOOST_TEST(rule(test::goal_event("collector", "order", standing, noon_ms)) == "stored");
  BOOST_TEST(ask("SELECT slot || experience || variant || goal FROM exposures") == "heroeveryoneblueorder");
  BOOST_TEST(rule(test::goal_event("page", "order", standing, noon_ms)) == "unknown_destination");
  BOOST_TEST(rule(test::goal_event("crm", "order", standing, noon_ms)) == "slot_not_exposed");
  BOOST_TEST(rule(test::goal_event("collector", "nothing", standing, noon_ms)) == "unknown_goal");
  grant({"measurement"});
  BOOST_TEST(ask("SELECT count(*) FROM exposures") == "0");
  BOOST_TEST(rule(test::goal_event("collector", "order", standing, noon_ms)) == "slot_without_consent");
}

BOOST_AUTO_TEST_CASE(nothing_is_taken_without_a_standing_consent) {
  standing = test::record({"personalization"}, noon_ms, fresh);
  const Json event = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  BOOST_TEST(rule(event) == "no_consent");
  const Visitor other;
  BOOST_REQUIRE(consent(standing, &other).status == 201u);
  BOOST_TEST(rule(event) == "no_consent");
  grant({});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "destination_without_consent");
  BOOST_TEST(rows() == "0 0 0");
}

BOOST_AUTO_TEST_CASE(event_rests_on_a_record_of_its_own_subject) {
  grant({"personalization"});
  Json event = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  event["assentrecord"] = std::string(32, 'a');
  BOOST_TEST(rule(event) == "unknown_record");
}

BOOST_AUTO_TEST_CASE(unproven_grant_permits_no_event) {
  fresh = "stale";
  grant({"personalization"});
  const Json event = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  BOOST_TEST(rule(event) == "consent_unproven");
  fresh = token();
  grant({"personalization"});
  BOOST_TEST(rule(event) == "stored");
}

BOOST_AUTO_TEST_CASE(unproven_grant_stands_where_the_operator_says_so) {
  const Running lenient([](Config& config) { config.unproven_grants_stand = true; });
  const Json record = test::record({"personalization"}, noon_ms, "stale");
  BOOST_TEST(lenient.consent(record, &visitor).status == 201u);
  const Json event = test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"});
  BOOST_TEST(lenient.events(Json::array({event}), visitor).status == 200u);
}

BOOST_AUTO_TEST_CASE(consent_expires_by_the_collectors_clock) {
  grant({"personalization"});
  const double validity_ms = standing["validity_s"].get<double>() * 1000;
  set_time(noon_ms + validity_ms);
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "stored");
  set_time(noon_ms + validity_ms + 1);
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "consent_expired");
}

BOOST_AUTO_TEST_CASE(late_and_early_events_are_refused_past_the_limits) {
  grant({"personalization"});
  const auto at = [&](double time_ms) {
    return rule(test::attributes_event("crm", {{"age", "18-34"}}, standing, time_ms, {"personalization"}));
  };
  BOOST_TEST(at(noon_ms + max_ahead_ms) == "stored");
  BOOST_TEST(at(noon_ms + max_ahead_ms + 1) == "event_from_the_future");
  BOOST_TEST(at(noon_ms - max_queued_ms) == "stored");
  BOOST_TEST(at(noon_ms - max_queued_ms - 1) == "event_too_late");
}

BOOST_AUTO_TEST_CASE(event_may_claim_only_purposes_that_stand) {
  grant({"personalization"});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization", "marketing"})) ==
             "purpose_without_consent");
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {})) == "purpose_without_consent");
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"spying"})) == "unknown_purpose");
  grant({"personalization", "marketing"});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"marketing"})) == "purpose_without_consent");
}

BOOST_AUTO_TEST_CASE(gpc_of_the_request_takes_its_purposes_away) {
  Json record = test::record({}, noon_ms, fresh);
  record["regime"] = "us-ca";
  record["jurisdiction"] = "US-CA";
  record["act"] = "none";
  record["layer"] = "none";
  for (Json& purpose : record["purposes"]) {
    purpose["state"] = "none";
    if (purpose["lawful_basis"] == "consent") purpose["lawful_basis"] = "legitimate_interest";
  }
  BOOST_REQUIRE(consent(record, &visitor).status == 201u);
  standing = record;
  const auto topic = [&] { return Json::array({attributes("crm", {{"topic", "poetry"}}, {"marketing"})}); };
  BOOST_TEST(events(topic(), visitor, {{"Sec-GPC", "0"}}).status == 200u);
  BOOST_TEST(events(topic(), visitor, {{"Sec-GPC", "1"}}).json()["rule"] == "gpc");
  BOOST_TEST(events(topic(), visitor).status == 200u);
}

BOOST_AUTO_TEST_CASE(retry_stores_one_row_and_gets_the_same_answer) {
  grant({"personalization"});
  const Json batch = Json::array(
      {attributes("crm", {{"age", "18-34"}}, {"personalization"}), exposure("grown-ups", "", {"personalization"})});
  const Reply first = events(batch, visitor);
  const Reply second = events(batch, visitor);
  BOOST_TEST(first.status == 200u);
  BOOST_TEST(first.body == second.body);
  BOOST_TEST(rows() == "1 1 2");
}

BOOST_AUTO_TEST_CASE(event_id_is_never_reused_for_another_event_or_subject) {
  grant({"personalization"});
  Json event = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  BOOST_TEST(rule(event) == "stored");
  event["data"]["attributes"]["age"] = "35-64";
  BOOST_TEST(rule(event) == "event_id_reused");
  BOOST_TEST(value("age") == "\"18-34\"");
}

BOOST_AUTO_TEST_CASE(batch_stores_what_is_permitted_and_names_the_rest) {
  grant({"personalization"});
  const Json batch = Json::array({attributes("crm", {{"age", "18-34"}}, {"personalization"}),
                                  attributes("crm", {{"secret", "x"}}, {"personalization"}), Json("nonsense"),
                                  exposure("", "", {"personalization"})});
  const Reply reply = events(batch, visitor);
  BOOST_TEST(reply.status == 403u);
  BOOST_TEST(reply.field("content-type") == "application/problem+json");
  const Json results = reply.json()["results"];
  BOOST_REQUIRE(results.size() == 4u);
  BOOST_TEST(results[0]["status"] == "stored");
  BOOST_TEST(results[1]["rule"] == "attribute_not_for_destination");
  BOOST_TEST(results[2]["rule"] == "malformed_event");
  BOOST_TEST(results[2]["id"] == "");
  BOOST_TEST(results[3]["status"] == "stored");
  BOOST_TEST(reply.json()["rule"] == "attribute_not_for_destination");
  BOOST_TEST(rows() == "1 1 2");
}

BOOST_AUTO_TEST_CASE(set_replaces_the_one_before_unless_it_is_older) {
  grant({"personalization"});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}, {"genres", {"crime"}}}, {"personalization"})) == "stored");
  set_time(noon_ms + 1000);
  BOOST_TEST(rule(attributes("crm", {{"genres", {"poetry"}}}, {"personalization"})) == "stored");
  BOOST_TEST(value("age") == "");
  BOOST_TEST(value("genres") == "[\"poetry\"]");
  BOOST_TEST(!holds("18-34"));
  const Json late = test::attributes_event("crm", {{"age", "35-64"}}, standing, noon_ms + 500, {"personalization"});
  BOOST_TEST(rule(late) == "stored");
  BOOST_TEST(value("age") == "");
  BOOST_TEST(rule(attributes("crm", Json::object(), {"personalization"})) == "stored");
  BOOST_TEST(ask("SELECT count(*) FROM attributes") == "0");
}

BOOST_AUTO_TEST_CASE(withdrawal_erases_what_is_no_longer_permitted) {
  grant({"personalization", "measurement", "marketing"});
  BOOST_TEST(rule(attributes("crm", {{"genres", {"crime", "travel"}}, {"topic", "poetry"}},
                             {"personalization", "marketing"})) == "stored");
  BOOST_TEST(rule(attributes("collector", {{"town", "1"}}, {"personalization", "measurement"})) == "stored");
  BOOST_TEST(rule(exposure("grown-ups", "", {"personalization"})) == "stored");
  BOOST_TEST(holds("crime"));
  set_time(noon_ms + 1000);
  grant({"measurement", "marketing"});
  BOOST_TEST(ask("SELECT group_concat(attribute) FROM (SELECT attribute FROM attributes ORDER BY attribute)") ==
             "topic,town");
  BOOST_TEST(ask("SELECT purposes FROM attributes WHERE attribute = 'town'") == "measurement");
  BOOST_TEST(ask("SELECT count(*) FROM exposures") == "0");
  BOOST_TEST(!holds("[\"crime\""));
  set_time(noon_ms + 2000);
  grant({});
  BOOST_TEST(ask("SELECT count(*) FROM attributes") == "0");
  BOOST_TEST(!holds("poetry\""));
}

BOOST_AUTO_TEST_CASE(retry_after_a_withdrawal_brings_nothing_back) {
  grant({"personalization"});
  const Json event = attributes("crm", {{"age", "18-34"}}, {"personalization"});
  BOOST_TEST(rule(event) == "stored");
  set_time(noon_ms + 1000);
  grant({});
  BOOST_TEST(rule(event) == "consent_withdrawn");
  set_time(noon_ms + 2000);
  grant({"personalization"});
  BOOST_TEST(rule(event) == "consent_withdrawn");
  BOOST_TEST(ask("SELECT count(*) FROM attributes") == "0");
}

BOOST_AUTO_TEST_CASE(older_withdrawal_erases_nothing) {
  grant({"personalization"});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "stored");
  BOOST_TEST(consent(test::record({}, noon_ms - 1, fresh), &visitor).status == 201u);
  BOOST_TEST(value("age") == "\"18-34\"");
}

BOOST_AUTO_TEST_CASE(withdrawal_of_one_visitor_leaves_the_others_alone) {
  grant({"personalization"});
  BOOST_TEST(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "stored");
  const Visitor other;
  BOOST_TEST(consent(test::record({}, noon_ms, fresh), &other).status == 201u);
  BOOST_TEST(value("age") == "\"18-34\"");
}

BOOST_AUTO_TEST_CASE(batch_needs_signature_media_type_and_array) {
  grant({"personalization"});
  const Json batch = Json::array({attributes("crm", {{"age", "18-34"}}, {"personalization"})});
  const std::string type = "application/cloudevents-batch+json";
  BOOST_TEST(request("POST", "/v1/events", batch.dump(), {{"Content-Type", type}}).problem() == "signature");
  BOOST_TEST(request("POST", "/v1/events", batch.dump(), {{"Content-Type", "application/json"}}).problem() ==
             "media-type");
  BOOST_TEST(events(Json::object(), visitor).problem() == "not-a-batch");
  BOOST_TEST(events(Json::array(), visitor).status == 200u);
  BOOST_TEST(rows() == "0 0 0");
}

BOOST_AUTO_TEST_CASE(batch_at_the_limit_is_taken_and_one_past_refused) {
  grant({"personalization"});
  Json batch = Json::array();
  for (std::size_t at = 0; at < max_batch_events; ++at) batch.push_back(exposure("", "", {"personalization"}));
  BOOST_TEST(events(batch, visitor).status == 200u);
  batch.push_back(exposure("", "", {"personalization"}));
  const Reply reply = events(batch, visitor);
  BOOST_TEST(reply.status == 413u);
  BOOST_TEST(reply.problem() == "too-many-events");
  BOOST_TEST(ask("SELECT count(*) FROM events") == std::to_string(max_batch_events));
}

BOOST_AUTO_TEST_CASE(foreign_origin_sends_no_events) {
  grant({"personalization"});
  const Json batch = Json::array({attributes("crm", {{"age", "18-34"}}, {"personalization"})});
  BOOST_TEST(events(batch, visitor, {{"Origin", "null"}}).problem() == "origin");
  BOOST_TEST(events(batch, visitor, {{"Origin", "https://evil.example"}}).problem() == "origin");
  BOOST_TEST(rows() == "0 0 0");
  BOOST_TEST(events(batch, visitor, {{"Origin", "https://books.example"}}).status == 200u);
}

BOOST_AUTO_TEST_CASE(refusals_are_counted_by_rule) {
  grant({"personalization"});
  rule(attributes("crm", {{"secret", "x"}}, {"personalization"}));
  rule(attributes("crm", {{"secret", "y"}}, {"personalization"}));
  rule(attributes("crm", {{"age", "18-34"}}, {"personalization"}));
  const std::string metrics = get("/metrics").body;
  BOOST_TEST(metrics.find("assent_refusals_total{rule=\"attribute_not_for_destination\"} 2") != std::string::npos);
  BOOST_TEST(metrics.find("assent_events_total{kind=\"stored\"} 1") != std::string::npos);
  BOOST_TEST(metrics.find("assent_consents_total{kind=\"proven\"} 1") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
