// Payloads of GrowthBook's SDK taken into a policy: what is added, what is refused by its name, and that the result
// compiles.
#include "authoring/import_growthbook.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>

#include "authoring/features.hpp"
#include "authoring/units.hpp"
#include "json_file.hpp"
#include "opened_pack.hpp"
#include "personalization/sound.hpp"
#include "policy_folder.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

using testing::lines;
using testing::list_of;
using testing::nested;
using testing::OpenedPack;
using testing::PolicyFolder;

const ImportTerms terms{"personal", "P6M"};

Json parse(std::string_view text) { return Json::parse(text); }

std::string lines_of(const Problems& problems) {
  std::string all;
  for (const Problem& each : problems.all()) all += to_line(each) + "\n";
  return all;
}

Imported imported(const Json& payload, const Json& attributes = Json::object()) {
  Problems problems;
  Imported result = import_growthbook(payload, "payload.json", {attributes, nullptr}, terms, problems);
  BOOST_TEST(problems.all().empty(), lines_of(problems));
  return result;
}

// What is printed of a payload that cannot be taken.
std::string refusal(const Json& payload) {
  Problems problems;
  import_growthbook(payload, "payload.json", {Json::object(), nullptr}, terms, problems);
  BOOST_TEST(problems.errors() > 0u, payload.dump().substr(0, 200));
  return lines_of(problems);
}

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

// The shop with the payload taken in.
Outcome compiled(const Json& payload) {
  PolicyFolder folder;
  const Imported result = imported(payload, folder["shop/attributes.json"]);
  folder["shop/attributes.json"] = result.attributes;
  folder["shop/features.json"] = result.features;
  return folder.compile();
}

std::vector<std::string> paths_asked(std::string_view rule) {
  Json payload = parse(R"({"features": {"f": {"rules": []}}})");
  payload["features"]["f"]["rules"].push_back(parse(rule));
  std::vector<std::string> paths;
  const Imported result = imported(payload);
  for (const std::string& id : result.added) paths.push_back(result.attributes.at(id).at("path").get<std::string>());
  return paths;
}

using Paths = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(import_growthbook_)

BOOST_AUTO_TEST_CASE(the_payloads_own_words_stay_as_they_are) {
  const Json payload = parse(R"({"status": 200, "dateUpdated": "2026-01-01T00:00:00Z",
    "features": {"f": {"defaultValue": {"b": 1.50, "a": null}, "rules": [{"id": "r", "force": "x", "name": "kept",
      "condition": {"id": {"$inGroup": "g"}}}]}},
    "experiments": [{"key": "e", "variations": [{}, {"css": "a{}"}], "changeId": "c", "manual": true}],
    "savedGroups": {"g": ["z", "a"]}, "contextualBandits": {"b": {"contexts": []}}})");
  const Json file = imported(payload).features;
  BOOST_TEST(file.at("purpose") == "personal");
  BOOST_TEST(file.size() == 5u);
  for (const char* name : {"features", "experiments", "savedGroups", "contextualBandits"})
    BOOST_TEST(file.at(name).dump() == payload.at(name).dump(), name);
}

BOOST_AUTO_TEST_CASE(each_path_that_rules_ask_is_an_attribute) {
  BOOST_TEST(paths_asked(R"({"force": 1, "condition": {"b": 1, "$or": [{"a.c": {"$elemMatch": {"inner": 1}}}]}})") ==
             Paths({"a.c", "b"}));
  BOOST_TEST(paths_asked(R"({"force": 1})") == Paths());
  BOOST_TEST(paths_asked(R"({"force": 1, "coverage": 0.5})") == Paths({"id"}));
  BOOST_TEST(paths_asked(R"({"variations": [0, 1], "hashAttribute": "x", "fallbackAttribute": "y"})") ==
             Paths({"x", "y"}));
  BOOST_TEST(paths_asked(R"({"variations": [0]})") == Paths());
  BOOST_TEST(paths_asked(R"({"force": 1, "filters": [{"attribute": "z", "ranges": [[0, 1]]}]})") == Paths({"z"}));
  BOOST_TEST(paths_asked(R"({"force": 1, "parentConditions": [{"id": "g", "condition": {"value": 1}}]})") == Paths());
}

BOOST_AUTO_TEST_CASE(an_added_attribute_says_what_it_is_for) {
  const Imported result = imported(parse(R"({"features": {"f": {"rules": [{"force": 1, "condition": {"a": 1}}]}}})"));
  BOOST_TEST(result.attributes.at("a").dump() ==
             R"({"title":"a","type":"any","path":"a","source":"declared","purposes":["personal"],"retention":"P6M",)"
             R"("leaves":{}})");
}

BOOST_AUTO_TEST_CASE(ids_are_made_of_paths) {
  const struct {
    const char *path, *id;
  } cases[] = {{"father.age", "father-age"},
               {"memberType", "member-type"},
               {"URL", "url"},
               {"a__b", "a-b"},
               {"-x-", "x"},
               {"all", "of-all"},
               {"page", "of-page"},
               {"7days", "of-7days"},
               {"größe", "gr-e"},
               {"ID2Name", "id2name"},
               {"a.0.b", "a-0-b"},
               {"日本", "of-visitor"}};
  for (const auto& each : cases) {
    Json condition = Json::object();
    condition[each.path] = 1;
    Json payload = parse(R"({"features": {"f": {"rules": [{"force": 1}]}}})");
    payload["features"]["f"]["rules"][0]["condition"] = condition;
    const Imported result = imported(payload);
    BOOST_TEST(result.added == Paths({each.id}), each.path);
    BOOST_TEST(is_id(each.id), each.id);
  }
}

BOOST_AUTO_TEST_CASE(paths_of_one_id_get_numbers) {
  const Imported result =
      imported(parse(R"({"features": {"f": {"rules": [{"force": 1, "condition": {"a.b": 1, "a-b": 1, "a_b": 1}}]}}})"));
  BOOST_TEST(result.added == Paths({"a-b", "a-b-2", "a-b-3"}));
}

BOOST_AUTO_TEST_CASE(long_paths_get_ids_within_their_limit) {
  Json condition = Json::object();
  for (const char* end : {"1", "2", "3"}) condition[std::string(max_feature_bytes - 1, 'x') + end] = 1;
  condition[std::string(max_id_bytes - 1, 'y') + ".a"] = 1;
  Json payload = parse(R"({"features": {"f": {"rules": [{"force": 1}]}}})");
  payload["features"]["f"]["rules"][0]["condition"] = condition;
  const Imported result = imported(payload);
  BOOST_TEST(result.added.size() == 4u);
  for (const std::string& id : result.added) BOOST_TEST(is_id(id), id);
  const Outcome outcome = compiled(payload);
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
}

BOOST_AUTO_TEST_CASE(what_the_policy_has_already_stays) {
  const Json attributes = parse(R"({"age": {"type": "number"}, "who": {"type": "any", "path": "user.id"}})");
  const Json payload =
      parse(R"({"features": {"f": {"rules": [{"force": 1, "condition": {"age": 1, "user.id": 1, "who": 1}}]}}})");
  const Imported result = imported(payload, attributes);
  BOOST_TEST(result.added == Paths({"who-2"}));
  BOOST_TEST(result.attributes.at("age").dump() == attributes.at("age").dump());
  BOOST_TEST(result.attributes.at("who").dump() == attributes.at("who").dump());
  const Imported again = imported(payload, result.attributes);
  BOOST_TEST(again.added.empty());
  BOOST_TEST(again.attributes.dump() == result.attributes.dump());
  BOOST_TEST(again.features.dump() == result.features.dump());
}

BOOST_AUTO_TEST_CASE(what_is_not_the_payloads_stays_in_features_json) {
  const Json before = parse(R"({"purpose": "other", "exposes": ["crm"], "keeps": "given", "features": {
    "f": {"exposes": ["web"], "defaultValue": "old"}, "gone": {"exposes": []}}, "savedGroups": {"old": []}})");
  Problems problems;
  const Json after = import_growthbook(parse(R"({"features": {"f": {"defaultValue": "new"}, "g": {}}})"),
                                       "payload.json", {Json::object(), before}, terms, problems)
                         .features;
  BOOST_TEST(problems.all().empty(), lines_of(problems));
  BOOST_TEST(after == parse(R"({"purpose": "personal", "exposes": ["crm"], "keeps": "given", "features": {
    "f": {"defaultValue": "new", "exposes": ["web"]}, "g": {}}})"),
             after.dump());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_expressed_is_named_with_its_place) {
  const struct {
    const char *payload, *line;
  } cases[] = {
      {"[]", "payload.json#: error: a payload is an object"},
      {"null", "payload.json#: error: a payload is an object"},
      {R"({"encryptedFeatures": "x"})", "payload.json#/encryptedFeatures: error: the payload is encrypted"},
      {R"({"encryptedExperiments": "x"})", "payload.json#/encryptedExperiments: error: the payload is encrypted"},
      {R"({"encryptedSavedGroups": "x"})", "payload.json#/encryptedSavedGroups: error: the payload is encrypted"},
      {R"({"features": {"f": {"rules": [{"variations": [0, 1], "hashAttribute": "user.id"}]}}})",
       "payload.json#/features/f/rules/0: error: the hash attribute \"user.id\" has a dot"},
      {R"({"features": {"f": {"rules": [{"variations": [0, 1], "fallbackAttribute": "a.b"}]}}})",
       "payload.json#/features/f/rules/0: error: the hash attribute \"a.b\" has a dot"},
      {R"({"features": {"f": {"rules": [{"force": 1, "filters": [{"attribute": "a.b", "ranges": [[0, 1]]}]}]}}})",
       "payload.json#/features/f/rules/0: error: the hash attribute \"a.b\" has a dot"},
      {R"({"features": {"f": {"rules": [{"force": 1, "condition": {"a": {"$regex": "(?=x)y"}
}
}]
}
}
})",
       "payload.json#/features/f/rules/0/condition/a/$regex: error: the pattern has a lookahead"},
      {R"({"experiments": [{"key": "e", "url": "^/a"}]})", "payload.json#/experiments/0: error: \"url\""},
      {R"({"experiments": [{"key": "e", "include": "f"}]})", "payload.json#/experiments/0: error: \"include\""},
      {R"({"experiments": [{"key": "e", "groups": ["g"]}]})", "payload.json#/experiments/0: error: \"groups\""},
      {R"({"experiments": [{"key": "e", "urlPatterns": [{"type": "regex", "pattern": "(?<=a)b"}]}]})",
       "payload.json#/experiments/0/urlPatterns/0: error: the pattern has a lookbehind"},
      {R"({"features": {"f": {"rules": [{"force": 1, "coverage": "0.5"}]}}})",
       "payload.json#/features/f/rules/0/coverage: error: this has to be a number"},
      {
          R"({"savedGroups": {"g": {"type": "condition", "condition": {"a": {"$regex": "(?=x)y"}}}}, "features": {"f": {"rules": [
        {"force": 1, "condition": {"$savedGroup": {"id": "g"}}}]}}})",
          "payload.json#/savedGroups/g/condition/a/$regex: error: the pattern has a lookahead"}};
  for (const auto& each : cases) {
    const std::string said = refusal(parse(each.payload));
    BOOST_TEST(has(said, each.line), said);
  }
}

BOOST_AUTO_TEST_CASE(a_payload_that_is_decrypted_already_is_taken) {
  imported(parse(R"({"encryptedFeatures": "", "encryptedExperiments": null, "features": {"f": {}}})"));
}

BOOST_AUTO_TEST_CASE(attributes_that_are_none_are_no_reason_to_fall_over) {
  // Whoever wrote them is told by the reader of attributes.json.
  const Json payload = parse(R"({"features": {"f": {"rules": [{"force": 1, "condition": {"a": 1}}]}}})");
  for (const char* attributes : {R"({"a": 5})", R"({"b": {"path": 5}})", R"({"b": {"path": null}})", "[]", "5"}) {
    Problems problems;
    BOOST_CHECK_NO_THROW(import_growthbook(payload, "payload.json", {parse(attributes), nullptr}, terms, problems));
  }
}

BOOST_AUTO_TEST_CASE(what_is_taken_in_compiles) {
  const Outcome outcome = compiled(parse(R"({"features": {
    "banner": {"defaultValue": "none", "rules": [
      {"force": "sale", "condition": {"country": {"$in": ["DE", "FR"]}, "cart.total": {"$gt": 50}}},
      {"variations": ["a", "b"], "weights": [0.3, 0.7], "hashAttribute": "device", "meta": [{"key": "A"}, {"key": "B"}]}]},
    "checkout": {"defaultValue": false, "rules": [{"force": true, "parentConditions": [
      {"id": "banner", "condition": {"value": "sale"}, "gate": true}]}]}},
    "experiments": [{"key": "hero", "variations": [{}, {"css": "p{}"}], "urlPatterns": [{"type": "simple",
      "pattern": "/home*", "include": true}]}],
    "savedGroups": {"staff": ["u1", "u2"]}})"));
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  BOOST_TEST(opened.pack->features()->size() == 3u);
  BOOST_TEST(personalization::features_are_sound(*opened.pack));
}

BOOST_AUTO_TEST_CASE(ten_thousand_rules_are_taken_in_reasonable_time) {
  constexpr std::size_t rules = 10'000;
  const auto rule = [](std::size_t at) {
    const std::string number = std::to_string(at);
    return Json{{"id", "r" + number},
                {"force", "value " + number},
                {"condition", {{"country", "c" + number}, {"visits", {{"$gt", at}}}}}};
  };
  const Json payload = {{"features", {{"f", {{"defaultValue", 0}, {"rules", list_of(rules, rule)}}}}}};
  const auto began = std::chrono::steady_clock::now();
  const Outcome outcome = compiled(payload);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  BOOST_TEST(opened.pack->features()->Get(0)->rules()->size() == rules);
  BOOST_TEST_MESSAGE("10,000 rules: " << took.count() << " s");
  BOOST_TEST(took.count() < 30);
}

BOOST_AUTO_TEST_CASE(a_payload_200_deep_is_an_error_and_no_crash) {
  Json payload = parse(R"({"features": {"f": {"defaultValue": null, "rules": [{"force": 1}]}}})");
  Json& rule = payload["features"]["f"]["rules"][0];
  rule["condition"] = nested("$not", 200, parse(R"({"a": 1})"));
  BOOST_TEST(has(refusal(payload), "the condition is nested deeper than 32 levels"));
  rule["condition"] = {{"a", nested("b", 200, 1)}};
  BOOST_TEST(has(refusal(payload), "/condition/a: error: the value is too large"));
  // From a file it does not get that far.
  std::vector<JsonFault> faults;
  BOOST_TEST(!read_json(payload.dump(), {}, faults));
  BOOST_REQUIRE(faults.size() == 1u);
  BOOST_TEST(faults[0].what == "nested deeper than 160 levels");
}

BOOST_AUTO_TEST_CASE(a_value_that_another_feature_asks_for_fits_a_tree_or_is_refused) {
  // "value" stands around it, and a value alone is a level too.
  constexpr std::size_t levels = profile::max_tree_depth - 2;
  for (const std::size_t past : {0, 1}) {
    Json payload = parse(R"({"features": {"f": {}, "g": {"rules": [{"force": 1, "parentConditions": [{"id": "f",
      "condition": {"value": {"$exists": true}}}]}]}}})");
    payload["features"]["f"]["defaultValue"] = nested("a", levels + past, 1);
    const Outcome outcome = compiled(payload);
    BOOST_TEST(outcome.compiled.has_value() == (past == 0), lines(outcome));
    if (past > 0) BOOST_TEST(testing::has_error(outcome, "features.json#/features/f", ""), lines(outcome));
    payload["features"]["g"] = Json::object();
    const Outcome alone = compiled(payload);
    BOOST_TEST(alone.compiled.has_value(), lines(alone));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
