// The linter's rules of features, each both ways: a sound feature passes, and one change makes the rule speak.
#include <boost/test/unit_test.hpp>

#include "authoring/lint.hpp"
#include "json_file.hpp"
#include "opened_pack.hpp"
#include "personalization/sound.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::OpenedPack;
using testing::PolicyFolder;

Json parse(std::string_view text) { return Json::parse(text); }

// The shop with a feature that asks "plan", of any type, and "age", a number.
struct Shop : PolicyFolder {
  Shop() {
    (*this)["shop/attributes.json"]["plan"] = parse(R"({"title": "Plan", "type": "any", "path": "account.plan",
      "source": "declared", "purposes": ["personal"], "retention": "P1M", "leaves": {"web": {"as": "decision"}}})");
    features() = parse(R"({"purpose": "personal", "exposes": ["web"], "features": {"f": {"defaultValue": 0,
      "rules": [{"force": 1, "condition": {"account.plan": "pro", "age": {"$gt": 18}}}]}}})");
  }
  Json& features() { return (*this)["shop/features.json"]; }
  Json& rule() { return features()["features"]["f"]["rules"][0]; }
};

// A feature that another has to give 1 for.
Json asking(const std::string& feature) {
  return parse(R"({"rules": [{"force": 1, "parentConditions": [{"condition": {"value": 1}, "id": ")" + feature +
               "\"}]}]}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_features_)

BOOST_AUTO_TEST_CASE(a_sound_feature_says_nothing) {
  Shop shop;
  const Outcome outcome = shop.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  BOOST_TEST(lines(outcome).find("features.json") == std::string::npos, lines(outcome));
}

BOOST_AUTO_TEST_CASE(a_feature_serves_a_purpose_of_the_policy) {
  Shop shop;
  shop.features()["purpose"] = "nix";
  BOOST_TEST(has_error(shop.compile(), "features.json#/features/f", "there is no purpose \"nix\""));
  Shop none;
  none.features().erase("purpose");
  BOOST_TEST(has_error(none.compile(), "features.json#/features/f", "there is no purpose \"\""));
  Shop own;
  own.features()["features"]["f"]["purpose"] = "health";
  BOOST_TEST(has_error(own.compile(), "features.json#/features/f",
                       "the attribute \"plan\" is not for the purpose \"health\""));
}

BOOST_AUTO_TEST_CASE(a_feature_is_told_to_destinations_of_the_policy) {
  Shop shop;
  shop.features()["exposes"] = {"web", "nix"};
  BOOST_TEST(has_error(shop.compile(), "features.json#/exposes/1", "there is no destination \"nix\""));
  Shop own;
  own.features()["features"]["f"]["exposes"] = {"nix"};
  BOOST_TEST(has_error(own.compile(), "features.json#/features/f/exposes/0", "there is no destination \"nix\""));
}

BOOST_AUTO_TEST_CASE(what_a_feature_reveals_has_to_leave) {
  Shop shop;
  shop["shop/attributes.json"]["plan"]["leaves"] = Json::object();
  BOOST_TEST(has_error(shop.compile(), "features.json#/exposes/0",
                       "what \"f\" gives reveals \"plan\", which does not leave for \"web\""));
  // What it reveals by another feature, whose value it asks for, is revealed as well.
  Shop by_another;
  by_another["shop/attributes.json"]["plan"]["leaves"] = Json::object();
  by_another.features().erase("exposes");
  by_another.features()["features"]["g"] = asking("f");
  by_another.features()["features"]["g"]["exposes"] = {"web"};
  BOOST_TEST(has_error(by_another.compile(), "features.json#/features/g/exposes/0", "reveals \"plan\""));
  Shop no_purpose;
  no_purpose["shop/site.json"]["destinations"]["web"]["purposes"] = {"health"};
  BOOST_TEST(has_error(no_purpose.compile(), "features.json#/exposes/0", "shares no purpose with \"web\""));
}

BOOST_AUTO_TEST_CASE(variations_are_kept_in_an_attribute_of_any_type_that_is_declared) {
  const auto kept_in = [](const char* attribute) {
    Shop shop;
    shop.features()["keeps"] = attribute;
    return shop.compile();
  };
  BOOST_TEST(kept_in("plan").compiled.has_value());
  BOOST_TEST(has_error(kept_in("nix"), "features.json#/keeps", "there is no attribute \"nix\""));
  for (const char* attribute : {"age", "likes", "style"})
    BOOST_TEST(
        has_error(kept_in(attribute), "features.json#/keeps", "variations are kept in an attribute of type \"any\""),
        attribute);
}

BOOST_AUTO_TEST_CASE(features_that_expose_something_are_slots_up_to_the_limit) {
  constexpr std::size_t slots_of_the_shop = 2;
  for (const std::size_t past : {0, 1}) {
    Shop shop;
    Json& features = shop.features()["features"];
    features = Json::object();
    for (std::size_t at = slots_of_the_shop; at < policy::max_slots + past; ++at)
      features["f" + std::to_string(at)] = parse(R"({"rules": [{"variations": [0, 1], "hashAttribute": "age"}]})");
    const Outcome outcome = shop.compile();
    BOOST_TEST(outcome.compiled.has_value() == (past == 0), lines(outcome));
    if (past > 0)
      BOOST_TEST(has_error(outcome, "features.json#", "are 513, and 512 at the most may be"), lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(every_path_that_is_asked_is_an_attribute) {
  const char* const rules[] = {R"({"force": 1, "condition": {"plan": 1}})",
                               R"({"force": 1, "coverage": 0.5, "hashAttribute": "plan"})",
                               R"({"variations": [0, 1], "hashAttribute": "age", "fallbackAttribute": "plan"})",
                               R"({"force": 1, "filters": [{"attribute": "plan", "ranges": [[0, 1]]}]})"};
  for (const char* rule : rules) {
    Shop shop;
    shop.rule() = parse(rule);
    // "plan" is an id here; its path is another.
    BOOST_TEST(has_error(shop.compile(), "features.json#/features/f", "no attribute has the path \"plan\""), rule);
  }
  Shop unused;
  unused.rule() = parse(R"({"variations": [0], "hashAttribute": "nix"})");
  BOOST_TEST(unused.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(features_ask_no_lists_and_no_dates) {
  for (const char* path : {"likes", "trip"}) {
    Shop shop;
    Json condition = Json::object();
    condition[path] = "x";
    shop.rule()["condition"] = condition;
    BOOST_TEST(has_error(shop.compile(), "features.json#/features/f",
                         "features cannot ask for a list or a date: \"" + std::string(path) + "\""),
               path);
  }
  Shop shop;
  shop.rule()["condition"] = parse(R"({"party": "solo", "age": 1, "style": {"$ne": "far"}})");
  const Outcome outcome = shop.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  BOOST_TEST(personalization::features_are_sound(*opened.pack));
}

BOOST_AUTO_TEST_CASE(a_text_keeps_neither_a_number_nor_small_letters) {
  const char* const asked[] = {"5",
                               R"({"$gt": 5})",
                               R"({"$lte": null})",
                               R"({"$ini": ["FAR"]})",
                               R"({"$not": {"$nini": ["far"]}})",
                               R"({"$exists": true, "$lt": 5})"};
  for (const char* question : asked) {
    Shop shop;
    shop.rule()["condition"] = Json::object({{"style", parse(question)}});
    BOOST_TEST(has_error(shop.compile(), "features.json#/features/f/rules/0/condition/style",
                         "\"style\" is a text, and is asked here"),
               question);
    Shop any;
    any.rule()["condition"] = Json::object({{"account.plan", parse(question)}});
    BOOST_TEST(any.compile().compiled.has_value(), question);
  }
  for (const char* question : {R"({"$gt": "5"})", R"({"$in": ["far", 5]})", R"({"$vgt": "1.2"})", "\"far\""}) {
    Shop shop;
    shop.rule()["condition"] = Json::object({{"style", parse(question)}});
    const Outcome outcome = shop.compile();
    BOOST_TEST(outcome.compiled.has_value(), question << lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(what_an_inferred_attribute_is_inferred_from_is_in_the_labels) {
  Shop shop;
  shop.rule()["condition"] = parse(R"({"style": "far"})");
  const Outcome outcome = shop.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  const auto* labels = opened.pack->features()->Get(0)->labels();
  for (const char* id : {"style", "likes"}) {
    const auto index = static_cast<std::uint16_t>(policy::find(opened.pack->attributes(), id));
    BOOST_TEST(policy::has(labels, index), id);
  }
}

BOOST_AUTO_TEST_CASE(a_prerequisite_that_does_not_exist_is_a_warning) {
  Shop shop;
  shop.rule() = asking("nix")["rules"][0];
  const Outcome outcome = shop.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  BOOST_TEST(
      has_warning(outcome, "features.json#/features/f/rules/0", "there is no feature \"nix\"; its value is null"));
}

BOOST_AUTO_TEST_CASE(a_circle_of_prerequisites_is_a_warning_at_each_of_its_features) {
  for (const int length : {1, 2, 5}) {
    Shop shop;
    for (int at = 0; at < length; ++at)
      shop.features()["features"]["c" + std::to_string(at)] = asking("c" + std::to_string((at + 1) % length));
    shop.features()["features"]["outside"] = asking("c0");
    const Outcome outcome = shop.compile();
    BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
    for (int at = 0; at < length; ++at)
      BOOST_TEST(has_warning(outcome, "features.json#/features/c" + std::to_string(at), "asks for itself"));
    BOOST_TEST(!has_warning(outcome, "features.json#/features/outside", "asks for itself"));
    const OpenedPack opened(outcome.compiled->packs.at("en"));
    BOOST_TEST(personalization::features_are_sound(*opened.pack));
  }
}

BOOST_AUTO_TEST_CASE(prerequisites_that_meet_again_are_no_circle) {
  Shop shop;
  Json both = asking("left");
  both["rules"].push_back(asking("right")["rules"][0]);
  shop.features()["features"]["top"] = both;
  shop.features()["features"]["left"] = asking("f");
  shop.features()["features"]["right"] = asking("f");
  const Outcome outcome = shop.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  BOOST_TEST(lines(outcome).find("asks for itself") == std::string::npos, lines(outcome));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
