// What a service reaches and keeps, what tags are told, whose choices are taken over: read, refused, and written for
// the page.
#include <boost/test/unit_test.hpp>

#include "authoring/write_gates.hpp"
#include "authoring/write_head.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

struct Case {
  const char *pointer, *value, *words;
};

constexpr const char* services = "shop/services.json";
constexpr const char* site = "shop/site.json";

void expect_error(const char* file, const Case& each) {
  PolicyFolder folder;
  folder[file][Json::json_pointer(each.pointer)] = Json::parse(each.value);
  const Outcome outcome = folder.compile();
  BOOST_TEST(!outcome.compiled.has_value(), each.pointer << " = " << each.value);
  BOOST_TEST(lines(outcome).find(each.words) != std::string::npos, each.pointer << " = " << each.value << "\n"
                                                                                << lines(outcome));
}

void expect_sound(const char* file, const char* pointer, const Json& value) {
  PolicyFolder folder;
  folder[file][Json::json_pointer(pointer)] = value;
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), pointer << " = " << value << "\n" << lines(outcome));
}

Json gates_of(PolicyFolder& folder, const std::string& language = "en") {
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  for (const auto& [hash, path] : outcome.compiled->content_paths)
    if (path == "gates/" + language + ".json") return Json::parse(outcome.compiled->contents.at(hash));
  return {};
}

Json head_of(PolicyFolder& folder) {
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  return Json::parse(outcome.compiled->head);
}

Json many(std::size_t count, const std::string& before, const Json& value) {
  Json made = Json::object();
  for (std::size_t at = 0; at < count; ++at) made[before + std::to_string(at)] = value;
  return made;
}

Json origins(std::size_t count) {
  Json made = Json::array();
  for (std::size_t at = 0; at < count; ++at) made.push_back("https://v" + std::to_string(at) + ".example");
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(services_and_neighbours)

BOOST_AUTO_TEST_CASE(what_is_no_origin_name_or_path_is_refused) {
  for (const Case& each : {Case{"/video/origins", R"(["http://video.example"])", "no origin"},
                           {"/video/origins", R"(["https://*"])", "no origin"},
                           {"/video/origins", R"(["https://a.*.example"])", "no origin"},
                           {"/video/origins", R"(["https://video.example/path"])", "no origin"},
                           {"/video/origins", R"(["https://v.example", "https://v.example"])", "listed twice"},
                           {"/video/cookies", R"({"*": {"explain": "Any"}})", "no name of a cookie"},
                           {"/video/cookies", R"({"a;b": {"explain": "Two"}})", "no name of a cookie"},
                           {"/video/cookies", R"({"a b": {"explain": "Two"}})", "no name of a cookie"},
                           {"/video/cookies", R"({"v": {}})", "\"explain\""},
                           {"/video/cookies", R"({"v": {"explain": "V", "domain": "Video"}})", "no domain"},
                           {"/video/cookies", R"({"v": {"explain": "V", "path": "films"}})", "no path"},
                           {"/video/cookies", R"({"v": {"explain": "V", "lasts": "long"}})", "duration"},
                           {"/video/storage", R"({"v": {"explain": "V", "lasts": "P1Y"}})", "unknown field"},
                           {"/video/guard", "true", "nothing to guard"}})
    expect_error(services, each);
}

BOOST_AUTO_TEST_CASE(what_is_no_consent_mode_or_migration_is_refused) {
  for (const Case& each : {Case{"/consent-mode", R"({"bing": true})", "unknown field"},
                           {"/consent-mode", R"({"wait-ms": 10001})", "10000"},
                           {"/migrate", R"({"other": {"purposes": {}}})", "unknown field"},
                           {"/migrate", R"({"klaro": {}})", "\"purposes\""},
                           {"/migrate", R"({"klaro": {"purposes": {"ads": ["nix"]}}})", "no purpose \"nix\""},
                           {"/migrate", R"({"klaro": {"purposes": {"ads": []}}})", "the list is empty"},
                           {"/migrate", R"({"klaro": {"given": "soon", "purposes": {}}})", "date"}})
    expect_error(site, each);
}

BOOST_AUTO_TEST_CASE(the_limits_hold_at_the_limit_and_not_past_it) {
  const Json explained = {{"explain", "What it is"}};
  expect_sound(services, "/video/origins", origins(max_service_origins));
  expect_sound(services, "/video/cookies", many(max_kept_names, "c", explained));
  expect_sound(services, "/video/storage", many(max_kept_names, "c", explained));
  expect_sound(site, "/consent-mode", {{"wait-ms", max_wait_ms}});
  expect_sound(site, "/migrate", {{"klaro", {{"purposes", many(max_categories, "c", Json{"personal"})}}}});
  PolicyFolder folder;
  folder[services]["video"]["origins"] = origins(max_service_origins + 1);
  folder[services]["video"]["cookies"] = many(max_kept_names + 1, "c", explained);
  folder[services]["video"]["storage"] = many(max_kept_names + 1, "c", explained);
  folder[site]["migrate"] = {{"klaro", {{"purposes", many(max_categories + 1, "c", Json{"personal"})}}}};
  const Outcome outcome = folder.compile();
  for (const char* place : {"/video/origins", "/video/cookies", "/video/storage"})
    BOOST_TEST(has_error(outcome, std::string(services) + "#" + place, "more than"), lines(outcome));
  BOOST_TEST(has_error(outcome, "shop/site.json#/migrate/klaro/purposes", "more than"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(the_gates_document_says_what_a_script_can_clear_and_nothing_else) {
  PolicyFolder folder;
  folder[services]["video"] = Json::parse(R"({"title": "Films", "purposes": ["personal"],
    "origins": ["https://*.video.example"], "storage": {"v:*": {"explain": "Position"}}, "cookies": {
    "_v*": {"explain": "Visitor", "lasts": "P1Y", "domain": "video.example", "path": "/films"},
    "sid": {"explain": "Session", "http-only": true}}})");
  const Json gates = gates_of(folder, "de");
  BOOST_TEST(gates["services"] == Json::parse(R"([{"id": "video", "title": "Films", "purposes": ["personal"],
    "origins": ["https://*.video.example"],
    "cookies": [{"name": "_v*", "domain": "video.example", "path": "/films"}], "storage": ["v:*"]}])"));
  BOOST_TEST(gates["texts"]["load_once"] == "ui.load_once de");
  // Nobody is asked an age here, so its note is left out.
  BOOST_TEST(gates["texts"].size() == 9u);
  BOOST_TEST(gates["texts"]["explicit_note"] == "ui.explicit_note de");
  BOOST_TEST(gates["titles"] == (Json{{"personal", "p.personal de"}}));
  BOOST_TEST(gates["signals"] == Json::parse(R"([{"type": "personalization_storage", "purposes": ["personal"]}])"));
  BOOST_TEST(gates["modes"] == Json::parse(R"({"google": false, "uet": false, "clarity": false})"));
}

BOOST_AUTO_TEST_CASE(a_policy_with_nothing_to_gate_has_no_gates_document) {
  PolicyFolder folder;
  folder[services] = Json::object();
  BOOST_TEST(gates_of(folder).is_null());
  folder[site]["migrate"] = Json::parse(R"({"onetrust": {"given": "2026-01-31", "purposes": {"C2": ["personal"]}}})");
  BOOST_TEST(gates_of(folder)["migrate"] ==
             Json::parse(R"([{"source": "onetrust", "given_ms": 1769817600000.0, "purposes": {"C2": ["personal"]}}])"));
}

BOOST_AUTO_TEST_CASE(every_type_is_denied_by_default_but_where_no_regime_leaves_a_choice) {
  PolicyFolder folder;
  folder[site]["consent-mode"] = Json::parse(R"({"google": true, "uet": true, "clarity": true, "wait-ms": 500})");
  folder["shop/purposes.json"]["necessary"]["maps"] = Json::parse(R"({"consent-mode": ["security_storage"]})");
  const Json head = head_of(folder);
  BOOST_REQUIRE_EQUAL(head["google"]["default"].size(), 1u);
  const Json& everywhere = head["google"]["default"][0];
  BOOST_TEST(everywhere.size() == 8u);
  BOOST_TEST(everywhere["wait_for_update"] == 500);
  for (const auto& [type, state] : everywhere.items())
    if (state.is_string()) BOOST_TEST(state == (type == "security_storage" ? "granted" : "denied"), type);
  BOOST_TEST(head["uet"] == Json::parse(R"({"ad_storage": "denied"})"));
  BOOST_TEST(head["clarity"] == Json::parse(R"({"ad_Storage": "denied", "analytics_Storage": "denied"})"));
}

BOOST_AUTO_TEST_CASE(what_one_regime_leaves_no_choice_about_is_granted_in_its_regions_only) {
  PolicyFolder folder;
  folder[site]["consent-mode"] = Json::parse(R"({"google": true})");
  folder["shop/purposes.json"]["necessary"]["basis"] =
      Json::parse(R"({"opt-in": "consent", "opt-out": "strictly-necessary"})");
  folder["shop/purposes.json"]["necessary"]["maps"] = Json::parse(R"({"consent-mode": ["security_storage"]})");
  const Json defaults = head_of(folder)["google"]["default"];
  BOOST_REQUIRE_EQUAL(defaults.size(), 2u);
  BOOST_TEST(defaults[0]["security_storage"] == "denied");
  BOOST_TEST(!defaults[0].contains("region"));
  BOOST_TEST(defaults[1]["security_storage"] == "granted");
  BOOST_TEST(defaults[1]["personalization_storage"] == "denied");
  BOOST_TEST(defaults[1]["region"] == Json{"US-CA"});
}

BOOST_AUTO_TEST_CASE(only_what_asks_for_the_guard_is_guarded) {
  PolicyFolder folder;
  BOOST_TEST(head_of(folder) == Json::object());
  folder[services]["ads"] = Json::parse(R"({"title": "Ads", "purposes": ["personal"], "guard": true,
    "origins": ["https://ads.example"], "cookies": {"_ad*": {"explain": "Ads"}, "sid": {"explain": "S", "http-only": true}}})");
  BOOST_TEST(head_of(folder)["guard"] == Json::parse(R"([["ads", ["https://ads.example"], ["_ad*", "sid"]]])"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
