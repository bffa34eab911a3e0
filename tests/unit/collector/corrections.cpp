// Corrections: what the gate would take from a page is taken from its subject, and nothing else; all of them or none.
#include "collector/corrections.hpp"

#include <boost/test/unit_test.hpp>

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

constexpr const char* me = "/v1/subjects/me";

Json correction(std::string_view attribute, Json value, std::string_view destination = "crm") {
  return {
      {"site", "corner-books"}, {"destination", destination}, {"attribute", attribute}, {"value", std::move(value)}};
}

struct Shop : Running {
  Visitor visitor;
  Json record = test::record({"personalization", "marketing"}, noon_ms, token());

  Shop() {
    consent(record, &visitor);
    send({{"age", "18-34"}, {"topic", "crime"}, {"birthday", "1990-02-03"}, {"genres", {"crime"}}}, noon_ms);
  }
  Reply send(const Json& attributes, double time_ms) const {
    return events(
        Json::array({test::attributes_event("crm", attributes, record, time_ms, {"personalization", "marketing"})}),
        visitor);
  }
  Reply patch(const Json& corrections) const { return subject("PATCH", visitor, me, corrections.dump()); }
  std::string value(const std::string& attribute) const {
    return ask("SELECT value FROM attributes WHERE attribute = '" + attribute + "'");
  }
  void refuses(const Json& body, unsigned status, std::string_view problem, std::string_view rule = {}) const {
    const std::string before =
        ask("SELECT group_concat(attribute || value || ifnull(corrected_ms, '')) FROM attributes");
    const Reply reply = patch(body);
    BOOST_TEST(reply.status == status, body.dump().substr(0, 200));
    BOOST_TEST(reply.problem() == problem, body.dump().substr(0, 200));
    BOOST_TEST(reply.field("content-type") == "application/problem+json");
    if (!rule.empty()) BOOST_TEST(reply.json()["rule"] == rule, body.dump());
    BOOST_TEST(ask("SELECT group_concat(attribute || value || ifnull(corrected_ms, '')) FROM attributes") == before);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(corrections, Shop)

BOOST_AUTO_TEST_CASE(value_changes_and_all_else_stays) {
  const std::string rest = "SELECT group_concat(purposes || time_ms || expires_ms) FROM attributes";
  const std::string before = ask(rest);
  set_time(noon_ms + hour_ms);
  const Reply reply = patch(Json::array({correction("age", "35-64"), correction("topic", "poetry")}));
  BOOST_TEST(reply.status == 200u, reply.body);
  BOOST_TEST(reply.json()["corrected"] == 2);
  BOOST_TEST(value("age") == "\"35-64\"");
  BOOST_TEST(value("topic") == "\"poetry\"");
  BOOST_TEST(value("birthday") == "\"1990-02-03\"");
  BOOST_TEST(ask(rest) == before);
  BOOST_TEST(subject("GET", visitor).json()["attributes"][0]["corrected"] == "2026-11-23T13:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(page_is_the_source_and_its_next_event_replaces_a_correction) {
  patch(Json::array({correction("age", "35-64")}));
  set_time(noon_ms + minute_ms);
  send({{"age", "65+"}}, now_ms());
  BOOST_TEST(value("age") == "\"65+\"");
  BOOST_TEST(ask("SELECT count(*) FROM attributes WHERE corrected_ms IS NOT NULL") == "0");
}

BOOST_AUTO_TEST_CASE(null_deletes_the_attribute_there) {
  BOOST_TEST(patch(Json::array({correction("age", nullptr)})).status == 200u);
  BOOST_TEST(value("age") == "");
  BOOST_TEST(value("topic") == "\"crime\"");
  refuses(Json::array({correction("age", nullptr)}), 422, "not-kept");
}

BOOST_AUTO_TEST_CASE(dates_and_lists_are_values_too) {
  const Reply reply =
      patch(Json::array({correction("birthday", "1991-02-03"), correction("genres", {"poetry", "travel"})}));
  BOOST_TEST(reply.status == 200u, reply.body);
  BOOST_TEST(value("birthday") == "\"1991-02-03\"");
  BOOST_TEST(value("genres") == R"(["poetry","travel"])");
}

BOOST_AUTO_TEST_CASE(finer_form_than_the_policy_declares_is_refused) {
  for (const Json& value : {Json(34), Json("34"), Json("18-35"), Json(true), Json("18-34 "), Json::array({"18-34"}),
                            Json::object(), Json(std::string(300, 'x'))})
    refuses(Json::array({correction("age", value)}), 403, "gate-refused", "not_minimized");
  refuses(Json::array({correction("topic", "gardening")}), 403, "gate-refused", "not_minimized");
  refuses(Json::array({correction("birthday", "1990-02-30")}), 403, "gate-refused", "not_minimized");
}

BOOST_AUTO_TEST_CASE(one_that_is_refused_refuses_all_and_is_named) {
  const Json body = Json::array({correction("topic", "poetry"), correction("age", 34)});
  refuses(body, 403, "gate-refused", "not_minimized");
  BOOST_TEST(patch(body).json()["correction"] == 1);
}

BOOST_AUTO_TEST_CASE(what_is_not_kept_is_not_corrected) {
  refuses(Json::array({correction("age", "35-64", "collector")}), 422, "not-kept");
  refuses(Json::array({correction("town", "B")}), 422, "not-kept");
  refuses(Json::array({correction("shoe-size", 43)}), 422, "not-kept");
  refuses(Json::array({correction("age", "35-64", "nowhere")}), 422, "not-kept");
  Json elsewhere = correction("age", "35-64");
  elsewhere["site"] = "other-books";
  refuses(Json::array({elsewhere}), 422, "unknown-site");
  BOOST_TEST(subject("PATCH", Visitor(), me, Json::array({correction("age", "35-64")}).dump()).problem() == "not-kept");
  BOOST_TEST(value("age") == "\"18-34\"");
}

BOOST_AUTO_TEST_CASE(nothing_is_corrected_without_consent_but_it_can_go) {
  const std::string gpc_record = record["record_id"];
  set_time(noon_ms + 400 * day_ms);  // the grant has expired, the rows are not swept yet
  refuses(Json::array({correction("age", "35-64")}), 403, "gate-refused", "destination_without_consent");
  BOOST_TEST(patch(Json::array({correction("age", nullptr)})).status == 200u);
}

BOOST_AUTO_TEST_CASE(form_is_exact) {
  Json extra = correction("age", "35-64");
  extra["more"] = 1;
  Json less = correction("age", "35-64");
  less.erase("value");
  Json number = correction("age", "35-64");
  number["attribute"] = 7;
  Json long_name = correction(std::string(129, 'a'), "35-64");
  for (const Json& body : {Json::object(), Json::array(), correction("age", "35-64"), Json::array({extra}),
                           Json::array({less}), Json::array({number}), Json::array({long_name}), Json::array({1})})
    refuses(body, 422, "malformed-request");
  BOOST_TEST(subject("PATCH", visitor, me, "[{").problem() == "malformed-json");
  BOOST_TEST(subject("PATCH", visitor, me).problem() == "media-type");
  BOOST_TEST(subject("PATCH", visitor, me, "[").status == 400u);
}

BOOST_AUTO_TEST_CASE(request_holds_64_corrections) {
  Json body = Json::array();
  for (std::size_t at = 0; at < max_corrections; ++at) body.push_back(correction("age", "35-64"));
  BOOST_TEST(patch(body).status == 200u);
  body.push_back(correction("age", "18-34"));
  refuses(body, 413, "too-many-corrections");
}

BOOST_AUTO_TEST_CASE(ten_thousand_corrections_change_nothing) {
  Json body = Json::array();
  for (int at = 0; at < 10'000; ++at) body.push_back(Json::array({1}));
  BOOST_REQUIRE(body.dump().size() < Limits().body_bytes);
  refuses(body, 413, "too-many-corrections");
  for (Json& each : body) each = correction("age", "35-64");
  const std::string large = body.dump();
  const Reply reply = subject("PATCH", visitor, me, large);
  BOOST_TEST(reply.status == 413u);
  BOOST_TEST(reply.problem() == "body-too-large");
  BOOST_TEST(value("age") == "\"18-34\"");
}

BOOST_AUTO_TEST_CASE(pages_of_other_origins_do_not_correct) {
  const std::string body = Json::array({correction("age", "35-64")}).dump();
  const std::string one = nonce();
  const Reply reply = request("PATCH", me, body,
                              {{"Assent-Key", visitor.key()},
                               {"Assent-Nonce", one},
                               {"Assent-Signature", visitor.sign(signed_text("PATCH", me, one, body))},
                               {"Content-Type", "application/json"},
                               {"Origin", "https://evil.example"}});
  BOOST_TEST(reply.status == 403u);
  BOOST_TEST(reply.problem() == "origin");
  BOOST_TEST(request("OPTIONS", me, {}, {{"Origin", "https://books.example"}})
                 .field("access-control-allow-methods")
                 .find("PATCH") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
