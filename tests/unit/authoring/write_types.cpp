// The types of a policy: each attribute, signal, feature and name, as TypeScript has it. That tsc takes them is tested
// in tests/web/types.test.mjs.
#include "authoring/write_types.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/folder.hpp"
#include "authoring/lint.hpp"
#include "personalization/feature.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::PolicyFolder;

std::string types_of(PolicyFolder& folder) {
  folder.save();
  Problems problems;
  const auto policy = read_policy(folder.path(), problems);
  BOOST_REQUIRE(policy);
  lint_policy(Lookup(*policy), testing::today, problems);
  for (const Problem& each : problems.all())
    BOOST_REQUIRE_MESSAGE(each.severity != Problem::Severity::error, to_line(each));
  return write_types(*policy);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string types_of_features(Json features) {
  PolicyFolder folder;
  folder["shop/features.json"] = {{"purpose", "personal"}, {"features", std::move(features)}};
  return types_of(folder);
}

// The type of the feature "f".
std::string type_of(Json feature, Json others = Json::object()) {
  others["f"] = std::move(feature);
  const std::string types = types_of_features(std::move(others));
  const std::string name = "\n  'f': ";
  const std::size_t begin = types.find(name);
  BOOST_REQUIRE(begin != std::string::npos);
  const std::size_t end = types.find(";\n", begin);
  return types.substr(begin + name.size(), end - begin - name.size());
}

Json feature(const char* text) { return Json::parse(text); }

Json asking(const std::vector<std::string>& parents) {
  Json rule = {{"parentConditions", Json::array()}, {"force", 2}};
  for (const std::string& each : parents)
    rule["parentConditions"].push_back({{"id", each}, {"condition", Json::object()}});
  Json asks = {{"defaultValue", 1}, {"rules", Json::array()}};
  asks["rules"].push_back(std::move(rule));
  return asks;
}

Json texts(std::size_t count) {
  Json all = Json::array();
  for (std::size_t at = 0; at < count; ++at) all.push_back("text " + std::to_string(at));
  return all;
}

// A feature that gives `count` texts.
Json giving(std::size_t count) {
  Json rules = Json::array();
  for (const Json& each : texts(count - 1)) rules.push_back({{"force", each}});
  return {{"defaultValue", "last"}, {"rules", rules}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(types)

BOOST_AUTO_TEST_CASE(attributes_have_the_types_that_the_page_takes) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["plan"] = Json::parse(
      R"({"title": "Plan", "type": "any", "path": "account.plan", "source": "declared", "purposes": ["personal"],
          "retention": "P1M", "leaves": {}})");
  folder["shop/attributes.json"]["likes"]["choices"] = Json::array({"alps", "sea"});
  folder["shop/attributes.json"]["pets"] = folder["shop/attributes.json"]["likes"];
  folder["shop/attributes.json"]["pets"]["choices"] = Json::array({"cat"});
  const std::string types = types_of(folder);
  for (const char* line : {"'style': 'far' | 'near';", "'age': number;", "'home': string;", "'trip': AssentDate;",
                           "'likes': readonly ('alps' | 'sea')[];", "'pets': readonly 'cat'[];", "'mobility': boolean;",
                           "'plan': AssentJson;"})
    BOOST_TEST(has(types, std::string("\n  ") + line + "\n"), line << "\n" << types);
}

BOOST_AUTO_TEST_CASE(what_keeps_variations_is_not_for_pages_to_set) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["given"] = Json::parse(
      R"({"title": "Given", "type": "any", "source": "declared", "purposes": ["personal"], "retention": "P1M",
          "leaves": {}})");
  BOOST_TEST(has(types_of(folder), "\n  'given': AssentJson;\n"));
  folder["shop/features.json"] = Json::parse(R"({"purpose": "personal", "keeps": "given"})");
  BOOST_TEST(!has(types_of(folder), "'given'"));
}

BOOST_AUTO_TEST_CASE(a_signal_has_the_types_of_all_that_listen_to_it) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["seen"] = Json::parse(
      R"({"title": "Seen", "type": "date", "source": "observed", "purposes": ["personal"], "retention": "P1M",
          "from": "see", "leaves": {}})");
  const std::string types = types_of(folder);
  BOOST_TEST(has(types, "\n  'view': string | readonly string[] | number;\n"), types);
  BOOST_TEST(has(types, "\n  'see': Date;\n"), types);
}

BOOST_AUTO_TEST_CASE(names_are_unions_and_where_there_are_none_never) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["personal"]["contact"] =
      Json::parse(R"({"channels": ["email"], "topics": ["offers", "news"]})");
  folder["shop/purposes.json"]["health"]["contact"] =
      Json::parse(R"({"channels": ["email", "post"], "topics": ["news"]})");
  const std::string types = types_of(folder);
  for (const char* line : {"AssentSlot = 'care' | 'hero'", "AssentPlace = 'home.care' | 'home.hero'",
                           "AssentPurpose = 'necessary' | 'personal' | 'health'", "AssentService = 'video'",
                           "AssentTopic = 'offers' | 'news'", "AssentChannel = 'email' | 'post'"})
    BOOST_TEST(has(types, std::string("\nexport type ") + line + ";\n"), line << "\n" << types);
  PolicyFolder without;
  without.remove("shop/services.json");
  const std::string less = types_of(without);
  BOOST_TEST(has(less, "\nexport type AssentService = never;\n"));
  BOOST_TEST(has(less, "\nexport type AssentTopic = never;\n"));
  BOOST_TEST(has(less, "\nexport interface AssentFeatures {}\n"));
}

BOOST_AUTO_TEST_CASE(a_feature_has_the_literals_that_it_may_give) {
  BOOST_TEST(type_of(feature(R"({"defaultValue": "a", "rules": [{"force": "b"}, {"force": "a"}]})")) == "'a' | 'b'");
  BOOST_TEST(type_of(feature(R"({"defaultValue": true})")) == "true");
  BOOST_TEST(type_of(feature(R"({"defaultValue": false, "rules": [{"force": true}]})")) == "boolean");
  BOOST_TEST(type_of(feature(R"({"defaultValue": -0.5, "rules": [{"force": 1e21}, {"force": 3}]})")) ==
             "-0.5 | 1e+21 | 3");
  BOOST_TEST(type_of(feature(R"({"defaultValue": {"a": 1}, "rules": [{"force": [1]}, {"force": {}}]})")) ==
             "AssentJsonObject | readonly AssentJson[]");
}

BOOST_AUTO_TEST_CASE(a_feature_that_may_give_null_says_so) {
  BOOST_TEST(type_of(feature("{}")) == "null");
  BOOST_TEST(type_of(feature(R"({"rules": [{"force": 1}]})")) == "1 | null");
  BOOST_TEST(type_of(feature(R"({"defaultValue": 1, "rules": [{"force": null}]})")) == "1 | null");
  BOOST_TEST(
      type_of(feature(R"({"defaultValue": 1, "rules": [{"variations": [null, 2], "hashAttribute": "home"}]})")) ==
      "1 | 2 | null");
  const Json other = {{"other", {{"defaultValue", true}}}};
  BOOST_TEST(type_of(asking({"other"}), other) == "1 | 2");
  BOOST_TEST(type_of(asking({"nowhere"})) == "1 | 2");
  Json gated = asking({"other"});
  gated["rules"][0]["parentConditions"][0]["gate"] = true;
  BOOST_TEST(type_of(gated, other) == "1 | 2 | null");
}

BOOST_AUTO_TEST_CASE(an_experiment_alone_may_give_null) {
  PolicyFolder folder;
  folder["shop/features.json"] = Json::parse(R"({"purpose": "personal", "experiments": [
          {"key": "look", "variations": ["calm", "lively"], "hashAttribute": "home"}]})");
  const std::string types = types_of(folder);
  BOOST_TEST(has(types, "\n  'experiment:look': 'calm' | 'lively' | null;\n}\n"), types);
}

BOOST_AUTO_TEST_CASE(prerequisites_in_a_circle_end_in_null) {
  BOOST_TEST(type_of(asking({"f"})) == "1 | 2 | null");
  BOOST_TEST(type_of(asking({"a"}), {{"a", asking({"b"})}, {"b", asking({"a"})}}) == "1 | 2 | null");
  BOOST_TEST(type_of(asking({"a", "b"}), {{"a", asking({"b"})}, {"b", asking({})}}) == "1 | 2");
}

BOOST_AUTO_TEST_CASE(more_prerequisites_than_a_decision_asks_end_in_null) {
  // Each asks the one before it twice, so that level n asks 2^n - 1 features, itself included.
  Json levels = {{"level1", asking({})}};
  std::size_t asked = 1;
  std::size_t level = 1;
  for (; 2 * asked + 1 < personalization::max_asked_features; asked = 2 * asked + 1) {
    const std::string before = "level" + std::to_string(level++);
    levels["level" + std::to_string(level)] = asking({before, before});
  }
  std::vector<std::string> parents = {"level" + std::to_string(level)};
  BOOST_REQUIRE(asked + 1 == static_cast<std::size_t>(personalization::max_asked_features));
  BOOST_TEST(type_of(asking(parents), levels) == "1 | 2");
  parents.emplace_back("level1");
  BOOST_TEST(type_of(asking(parents), levels) == "1 | 2 | null");
}

BOOST_AUTO_TEST_CASE(too_many_values_have_their_general_types) {
  const std::string all = type_of(giving(max_literals));
  BOOST_TEST(all.starts_with("'last' | 'text 0' | 'text 1'"));
  BOOST_TEST(all.ends_with("'text " + std::to_string(max_literals - 2) + "'"));
  BOOST_TEST(type_of(giving(max_literals + 1)) == "string");
  Json mixed = giving(max_literals);
  mixed["rules"].push_back({{"force", true}});
  mixed["rules"].push_back({{"force", 1}});
  BOOST_TEST(type_of(mixed) == "string | boolean | number");
}

BOOST_AUTO_TEST_CASE(names_and_values_cannot_leave_their_quotes) {
  const std::string types = types_of_features({{"it's", {{"defaultValue", "\\'\n"}}},
                                               {"dash-ed", {{"defaultValue", "*/"}}},
                                               {"größe 😀", {{"defaultValue", "\x7f"}}},
                                               {"\xE2\x80\xA8", {{"defaultValue", "\xE2\x80\xAE\xE2\x81\xA6"}}},
                                               {"\xE2\x80\xA7\xE2\x80\xAF", {{"defaultValue", "\xE2\x81\xA5"}}}});
  for (const char* line : {R"('it\'s': '\\\'\u000a';)", "'dash-ed': '*/';", R"('größe 😀': '\u007f';)",
                           R"('\u2028': '\u202e\u2066';)", "'\xE2\x80\xA7\xE2\x80\xAF': '\xE2\x81\xA5';"})
    BOOST_TEST(has(types, std::string("\n  ") + line + "\n"), line << "\n" << types);
}

BOOST_AUTO_TEST_CASE(equal_policies_give_equal_texts) {
  PolicyFolder one, other;
  const std::string types = types_of(one);
  BOOST_TEST(types == types_of(other));
  BOOST_TEST(types.starts_with("// The names and types of the policy 'shop'. Written by `assent types`"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
