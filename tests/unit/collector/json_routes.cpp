// Hostile JSON on every route that takes JSON: a named problem, nothing stored, nothing crashed. The routes are those
// of the OpenAPI document, so that none can be added without its cases.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/encoding.hpp"
#include "collector/in_process.hpp"
#include "collector/limits.hpp"
#include "collector/openapi.hpp"

using namespace assent;
using namespace assent::collector;
using test::Fields;
using test::InProcess;
using test::Json;
using test::make_request;
using test::Running;
using test::Visitor;

namespace {

/// A route that takes JSON, and what its body is called.
struct JsonRoute {
  std::string method, path, media_type;
};

// Each operation of the document with a body, where this collector has the route.
std::vector<JsonRoute> json_routes(InProcess& collector) {
  std::set<std::pair<std::string, std::string>> known;
  for (const Route& route : collector.routes())
    known.emplace(std::string(http::to_string(route.method)), std::string(route.pattern));
  std::vector<JsonRoute> routes;
  const Json document = Json::parse(openapi_document());
  for (const auto& [path, operations] : document["paths"].items())
    for (const auto& [method, operation] : operations.items()) {
      if (!operation.is_object() || !operation.contains("requestBody")) continue;
      std::string verb = method;
      for (char& letter : verb) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
      if (known.contains({verb, test::pattern_of(path)}))
        routes.push_back({verb, path, operation["requestBody"]["content"].begin().key()});
    }
  return routes;
}

// Requests about oneself are signed over a nonce too, and that is checked before the body is read.
Fields fields_for(const JsonRoute& route, const Visitor& visitor, const std::string& body, const std::string& nonce) {
  const bool about_oneself = route.path.starts_with("/v1/subjects/me");
  const std::string text = about_oneself ? test::signed_text(route.method, route.path, nonce, body) : body;
  return {{"Content-Type", route.media_type},
          {"Origin", "https://books.example"},
          {"Assent-Key", visitor.key()},
          {"Assent-Nonce", nonce},
          {"Assent-Signature", visitor.sign(text)}};
}

Fields fields_for(const InProcess& collector, const JsonRoute& route, const Visitor& visitor, const std::string& body) {
  const Services& services = collector.services();
  return fields_for(route, visitor, body, services.tokens.nonce(services.clock()));
}

Answer send(InProcess& collector, const JsonRoute& route, const Visitor& visitor, const std::string& body) {
  return collector.answer(make_request(route.method, route.path, body, fields_for(collector, route, visitor, body)));
}

// Rows of every table but those that tell of refusals.
std::string rows(const InProcess& collector) {
  const std::string tables = collector.ask(
      "SELECT group_concat('SELECT count(*) AS n FROM ' || name, ' UNION ALL ') FROM sqlite_master WHERE type = "
      "'table' "
      "AND name NOT LIKE 'dead_%' AND name NOT LIKE 'sqlite_%'");
  return collector.ask("SELECT sum(n) FROM (" + tables + ")");
}

struct Case {
  std::string name, text;
};

std::vector<Case> suite() {
  std::ifstream file(ASSENT_SOURCE_DIR "/../shared/vectors/jsontestsuite.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<Case> cases;
  if (text.empty()) return cases;
  for (const Json& each : Json::parse(text)["vectors"])
    cases.push_back({each["name"], *from_base64(each["base64"].get<std::string>())});
  return cases;
}

bool is_refusal(const Answer& answer) {
  const auto status = static_cast<unsigned>(answer.status);
  return status >= 400 && status < 500 && !test::problem_of(answer).empty();
}

// The only text of the suite that is of a schema of ours: a batch without events.
bool is_empty_batch(const JsonRoute& route, const std::string& body) {
  const auto read = read_body(body);
  return route.path == "/v1/events" && read && read->is_array() && read->empty();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string repeated(std::string_view item, std::size_t count) {
  std::string list = "[";
  for (std::size_t at = 0; at < count; ++at) list.append(at == 0 ? "" : ",").append(item);
  return list + "]";
}

struct Fixture {
  InProcess collector;
  Visitor visitor;
  std::vector<JsonRoute> routes = json_routes(collector);

  // What the same body is answered on each route, as a set of problem names.
  std::set<std::string> problems(const std::string& body) {
    std::set<std::string> names;
    for (const JsonRoute& route : routes) names.insert(test::problem_of(send(collector, route, visitor, body)));
    return names;
  }
};

const std::set<std::string> only_malformed{"malformed-json"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(json_on_routes, Fixture)

BOOST_AUTO_TEST_CASE(routes_that_take_json_are_found) { BOOST_TEST(routes.size() >= 5u); }

BOOST_AUTO_TEST_CASE(every_case_of_the_suite_is_answered_on_every_route_and_nothing_is_stored) {
  const std::vector<Case> cases = suite();
  if (cases.empty()) BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
  const std::string before = rows(collector);
  for (const JsonRoute& route : routes)
    for (const auto& [name, text] : cases) {
      const Answer answer = send(collector, route, visitor, text);
      if (is_empty_batch(route, text))
        BOOST_TEST((answer.status == http::status::ok), route.path << " " << name);
      else
        BOOST_TEST(is_refusal(answer), route.path << " " << name);
      if (name.starts_with("n_")) BOOST_TEST(test::problem_of(answer) == "malformed-json", route.path << " " << name);
    }
  BOOST_TEST(rows(collector) == before);
}

BOOST_AUTO_TEST_CASE(sample_of_the_suite_is_answered_alike_over_a_real_socket) {
  const std::vector<Case> cases = suite();
  if (cases.empty()) BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
  const Running running;
  constexpr std::size_t every = 12;
  for (const JsonRoute& route : routes)
    for (std::size_t at = 0; at < cases.size(); at += every) {
      const std::string& text = cases[at].text;
      const Fields fields = fields_for(route, visitor, text, running.nonce());
      const auto reply = running.request(route.method, route.path, text, fields);
      BOOST_TEST(reply.problem() == test::problem_of(send(collector, route, visitor, text)), cases[at].name);
    }
  BOOST_TEST(running.get("/readyz").status == 200u);
}

BOOST_AUTO_TEST_CASE(nesting_at_the_limit_is_read_and_one_past_refused) {
  BOOST_TEST(!problems(nested(max_body_depth)).contains("malformed-json"));
  BOOST_TEST(problems(nested(max_body_depth + 1)) == only_malformed);
  BOOST_TEST(problems(nested(100'000)) == only_malformed);
  BOOST_TEST(problems(std::string(100'000, '[')) == only_malformed);
  std::string objects;
  for (int at = 0; at < 20'000; ++at) objects += "{\"a\":";
  BOOST_TEST(problems(objects) == only_malformed);
}

BOOST_AUTO_TEST_CASE(values_at_the_limit_are_read_and_one_past_refused) {
  BOOST_TEST(!problems(repeated("1", max_body_values - 1)).contains("malformed-json"));
  BOOST_TEST(problems(repeated("1", max_body_values)) == only_malformed);
}

BOOST_AUTO_TEST_CASE(text_that_readers_disagree_on_is_refused) {
  using namespace std::string_literals;
  for (const std::string& text :
       {"{\"site\":\"a\",\"site\":\"b\"}"s, "\xEF\xBB\xBF{}"s, "{}\0"s, "{\"a\":\"\xC0\xAF\"}"s, "{\"a\":\"\\uD800\"}"s,
        "[1e999]"s, "[NaN]"s, "[0x1]"s, "[1,]"s, "//\n{}"s, "{}{}"s, ""s, " "s, "{\"a\":\"\x01\"}"s})
    BOOST_TEST(problems(text) == only_malformed, text);
}

BOOST_AUTO_TEST_CASE(other_content_types_are_refused_on_every_route) {
  for (const JsonRoute& route : routes)
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a",
                             "application/cloudevents+json", "application/jsonp", "application", ""}) {
      Fields fields = fields_for(collector, route, visitor, "{}");
      fields.front().second = type;
      const Answer answer = collector.answer(make_request(route.method, route.path, "{}", fields));
      BOOST_TEST(test::problem_of(answer) == "media-type", route.path << " " << type);
    }
}

BOOST_AUTO_TEST_CASE(content_type_may_have_a_charset_and_another_case) {
  for (const JsonRoute& route : routes) {
    Fields fields = fields_for(collector, route, visitor, "{");
    fields.front().second = route.media_type + "; charset=utf-8";
    BOOST_TEST(test::problem_of(collector.answer(make_request(route.method, route.path, "{", fields))) ==
               "malformed-json");
  }
}

BOOST_AUTO_TEST_CASE(ten_thousand_events_are_refused_whole) {
  const std::string body = repeated("{}", 10'000);
  const Answer answer = send(collector, {"POST", "/v1/events", "application/cloudevents-batch+json"}, visitor, body);
  BOOST_TEST(test::problem_of(answer) == "too-many-events");
  BOOST_TEST((answer.status == http::status::payload_too_large));
  const Running running;
  const Json record = test::record({"personalization"}, test::noon_ms, running.token());
  BOOST_TEST(running.consent(record, &visitor).status == 201u);
  Json batch = Json::array();
  for (int at = 0; at < 10'000; ++at)
    batch.push_back(test::attributes_event("crm", {{"age", "18-34"}}, record, test::noon_ms, {"personalization"}));
  BOOST_TEST(running.events(batch, visitor).problem() == "body-too-large");
  BOOST_TEST(running.ask("SELECT count(*) FROM events") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
