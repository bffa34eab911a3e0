// What features give, rule by rule: forced values, rollouts, prerequisites, consent.
#include "personalization/feature.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "deciding.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(feature)

BOOST_AUTO_TEST_CASE(unknown_feature_gives_nothing) {
  Deciding deciding(with_rules("[]"));
  for (const FeatureId id : {FeatureId{1}, no_feature}) {
    const Inputs inputs = deciding.visitor.inputs();
    const Outcome outcome =
        decide_feature({inputs, deciding.visitor.facts, deciding.visitor.page_view, deciding.visitor.columns},
                       deciding.visitor.setting, id, nullptr);
    BOOST_TEST(outcome.source == Source::unknown_feature);
    BOOST_TEST(outcome.value == no_value);
    BOOST_TEST(outcome.rule == -1);
  }
}

BOOST_AUTO_TEST_CASE(feature_without_rules_gives_its_default) {
  Deciding deciding(with_rules("[]"));
  BOOST_TEST(deciding.source() == Source::fallback);
  BOOST_TEST(deciding.gets() == R"("default")");
  BOOST_TEST(deciding.decides().rule == -1);
  Deciding nothing(with_rules("[]", "null"));
  BOOST_TEST(nothing.decides().value == no_value);
  BOOST_TEST(nothing.gets() == "null");
}

BOOST_AUTO_TEST_CASE(first_rule_whose_condition_holds_forces_its_value) {
  Deciding deciding(with_rules(R"([{"condition": {"plan": "pro"}, "force": 1},
    {"condition": {"country": "DE"}, "force": 2}, {"condition": {"country": "DE"}, "force": 3}])"));
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("country", "DE");
  BOOST_TEST(deciding.gets() == "2");
  BOOST_TEST(deciding.decides().rule == 1);
  BOOST_TEST(deciding.source() == Source::force);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == "1");
  BOOST_TEST(deciding.decides().rule == 0);
}

BOOST_AUTO_TEST_CASE(null_can_be_forced) {
  Deciding deciding(with_rules(R"([{"force": null}])"));
  BOOST_TEST(deciding.source() == Source::force);
  BOOST_TEST(deciding.gets() == "null");
}

BOOST_AUTO_TEST_CASE(trace_names_the_rule_that_each_attribute_was_asked_for) {
  Deciding deciding(with_rules(R"([{"condition": {"plan": "pro"}, "force": 1},
    {"condition": {"country": "DE"}, "force": 2}])"));
  deciding.visitor.is("country", "DE");
  Trace trace;
  deciding.visitor.decides("f", &trace);
  BOOST_TEST_REQUIRE(trace.size() == 2u);
  BOOST_TEST((trace[0].experience == 0 && !trace[0].result && trace[0].code == Code::absent));
  BOOST_TEST((trace[1].experience == 1 && trace[1].result && trace[1].code == Code::used));
}

BOOST_AUTO_TEST_CASE(every_source_has_the_name_that_answers_use) {
  const std::vector<std::string_view> names{"unknownFeature", "defaultValue",       "force",   "experiment",
                                            "prerequisite",   "cyclicPrerequisite", "withheld"};
  for (std::size_t at = 0; at < names.size(); ++at) BOOST_TEST(source_name(static_cast<Source>(at)) == names[at]);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(rollouts)

BOOST_AUTO_TEST_CASE(coverage_has_its_edge) {
  constexpr double edge = 0.5;
  Deciding deciding(with_rules(R"([{"force": 1, "coverage": 0.5}])"));
  const auto is_in = [&](double begin, double end) {
    deciding.visitor.is("id", id_between("f", begin, end));
    return deciding.source() == Source::force;
  };
  BOOST_TEST(is_in(0, 0.1));
  BOOST_TEST(is_in(edge, edge + 0.0005));
  BOOST_TEST(!is_in(edge + 0.0005, edge + 0.0015));
  BOOST_TEST(!is_in(0.9, 1));
}

BOOST_AUTO_TEST_CASE(range_has_its_begin_and_not_its_end) {
  Deciding deciding(with_rules(R"([{"force": 1, "range": [0.25, 0.5], "seed": "pool", "hashVersion": 2}])"));
  const auto is_in = [&](double begin, double end) {
    deciding.visitor.is("id", id_between("pool", begin, end, 2));
    return deciding.source() == Source::force;
  };
  BOOST_TEST(!is_in(0.2499, 0.24995));
  BOOST_TEST(is_in(0.25, 0.25005));
  BOOST_TEST(is_in(0.4999, 0.49995));
  BOOST_TEST(!is_in(0.5, 0.50005));
}

BOOST_AUTO_TEST_CASE(coverage_of_0_is_for_nobody_and_of_1_for_all_who_can_be_divided) {
  Deciding nobody(with_rules(R"([{"force": 1, "coverage": 0}])"));
  Deciding all(with_rules(R"([{"force": 1, "coverage": 1}])"));
  BOOST_TEST(all.source() == Source::fallback);  // no id
  for (int number = 0; number < 50; ++number) {
    nobody.visitor.is("id", std::to_string(number));
    all.visitor.is("id", std::to_string(number));
    BOOST_TEST(nobody.source() == Source::fallback);
    BOOST_TEST(all.source() == Source::force);
  }
}

BOOST_AUTO_TEST_CASE(rollout_by_an_unknown_hash_reaches_nobody) {
  Deciding deciding(with_rules(R"([{"force": 1, "coverage": 1, "hashVersion": 99}])"));
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.source() == Source::fallback);
}

BOOST_AUTO_TEST_CASE(rollout_asks_its_condition_too) {
  Deciding deciding(with_rules(R"([{"force": 1, "coverage": 1, "condition": {"plan": "pro"}}])"));
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.source() == Source::force);
}

BOOST_AUTO_TEST_CASE(rollout_uses_the_fallback_attribute_only_where_variations_are_kept) {
  for (const bool is_sticky : {true, false}) {
    Deciding deciding(with_rules(R"([{"force": 1, "coverage": 1, "fallbackAttribute": "deviceId")" +
                                 std::string(is_sticky ? "" : R"(, "disableStickyBucketing": true)") + "}]"));
    deciding.visitor.is("device", "d1");
    BOOST_TEST(deciding.source() == Source::fallback);
    deciding.keeps();
    BOOST_TEST((deciding.source() == Source::force) == is_sticky);
  }
}

BOOST_AUTO_TEST_CASE(filters_leave_out_who_is_not_in_their_ranges) {
  Deciding deciding(with_rules(R"([{"force": 1, "filters": [{"seed": "pool", "ranges": [[0, 0.5]]}]},
    {"force": 2}])"));
  deciding.visitor.is("id", id_between("pool", 0, 0.5, 2));
  BOOST_TEST(deciding.gets() == "1");
  deciding.visitor.is("id", id_between("pool", 0.5, 1, 2));
  BOOST_TEST(deciding.gets() == "2");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(prerequisites)

BOOST_AUTO_TEST_CASE(rule_is_asked_where_the_parents_value_is_as_wanted) {
  Deciding deciding(R"({"features": {
    "parent": {"defaultValue": {"kind": "none"}, "rules": [{"condition": {"plan": "pro"}, "force": {"kind": "dog"}}]},
    "f": {"defaultValue": 0, "rules": [
      {"force": 1, "parentConditions": [{"id": "parent", "condition": {"value.kind": "dog"}}]}, {"force": 2}]}}})");
  BOOST_TEST(deciding.gets() == "2");
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == "1");
}

BOOST_AUTO_TEST_CASE(gate_ends_the_feature_and_not_only_the_rule) {
  Deciding deciding(R"({"features": {"parent": {"defaultValue": false},
    "f": {"defaultValue": 0, "rules": [
      {"force": 1, "parentConditions": [{"id": "parent", "condition": {"value": true}, "gate": true}]},
      {"force": 2}]}}})");
  BOOST_TEST(deciding.source() == Source::prerequisite);
  BOOST_TEST(deciding.gets() == "null");
  BOOST_TEST(deciding.decides().rule == -1);
}

BOOST_AUTO_TEST_CASE(gate_is_asked_before_the_rules_condition) {
  Deciding deciding(R"({"features": {"parent": {"defaultValue": false},
    "f": {"defaultValue": 0, "rules": [{"force": 1, "condition": {"plan": "pro"},
      "parentConditions": [{"id": "parent", "condition": {"value": true}, "gate": true}]}, {"force": 2}]},
    "cycle": {"rules": [{"force": 1, "condition": {"plan": "pro"},
      "parentConditions": [{"id": "cycle", "condition": {"value": true}}]}, {"force": 2}]}}})");
  BOOST_TEST(deciding.source() == Source::prerequisite);
  BOOST_TEST(deciding.source("cycle") == Source::cyclic_prerequisite);
}

BOOST_AUTO_TEST_CASE(parent_that_there_is_none_of_has_the_value_null) {
  Deciding deciding(R"({"features": {"f": {"rules": [
    {"force": 1, "parentConditions": [{"id": "nowhere", "condition": {"value": true}}]},
    {"force": 2, "parentConditions": [{"id": "nowhere", "condition": {"value": null}}]}]}}})");
  BOOST_TEST(deciding.gets() == "2");
}

BOOST_AUTO_TEST_CASE(every_parent_has_to_let_go_on) {
  Deciding deciding(R"({"features": {
    "one": {"defaultValue": 1}, "two": {"rules": [{"condition": {"plan": "pro"}, "force": 2}]},
    "f": {"rules": [{"force": 3, "parentConditions": [{"id": "one", "condition": {"value": 1}},
      {"id": "two", "condition": {"value": 2}}]}]}}})");
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == "3");
}

BOOST_AUTO_TEST_CASE(holdout_keeps_a_part_of_all_visitors_from_what_is_new) {
  Deciding deciding(R"({"features": {
    "$holdout:spring": {"defaultValue": "genpop", "rules": [{"key": "holdout", "seed": "hold", "coverage": 0.2,
      "variations": ["held", "control"], "weights": [0.5, 0.5]}]},
    "f": {"defaultValue": "old", "rules": [
      {"force": "old", "parentConditions": [{"id": "$holdout:spring", "condition": {"value": "held"}}]},
      {"force": "new"}]}}})");
  const auto gets = [&](double begin, double end) {
    deciding.visitor.is("id", id_between("hold", begin, end));
    return deciding.gets();
  };
  BOOST_TEST(gets(0, 0.1) == R"("old")");
  BOOST_TEST(gets(0.1, 0.5) == R"("new")");
  BOOST_TEST(gets(0.5, 0.6) == R"("new")");
  BOOST_TEST(gets(0.6, 1) == R"("new")");
}

BOOST_AUTO_TEST_CASE(features_that_ask_for_each_other_give_nothing) {
  Deciding deciding(R"({"features": {
    "f": {"defaultValue": 1, "rules": [{"force": 2, "parentConditions": [{"id": "g", "condition": {"value": 1}}]}]},
    "g": {"defaultValue": 1, "rules": [{"force": 2, "parentConditions": [{"id": "f", "condition": {"value": 1}}]}]},
    "self": {"defaultValue": 1, "rules": [
      {"force": 2, "parentConditions": [{"id": "self", "condition": {"value": 1}}]}]},
    "beside": {"defaultValue": 1, "rules": [
      {"force": 2, "parentConditions": [{"id": "f", "condition": {}}]}]}}})");
  for (const char* feature : {"f", "g", "self", "beside"}) {
    BOOST_TEST(deciding.source(feature) == Source::cyclic_prerequisite, feature);
    BOOST_TEST(deciding.gets(feature) == "null", feature);
  }
}

BOOST_AUTO_TEST_CASE(rule_before_the_cycle_still_decides) {
  Deciding deciding(R"({"features": {"f": {"rules": [{"condition": {"plan": "pro"}, "force": 1},
    {"force": 2, "parentConditions": [{"id": "f", "condition": {"value": 1}}]}]}}})");
  BOOST_TEST(deciding.source() == Source::cyclic_prerequisite);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == "1");
}

BOOST_AUTO_TEST_CASE(feature_that_is_asked_twice_is_no_cycle) {
  Deciding deciding(R"({"features": {"base": {"defaultValue": 1},
    "left": {"rules": [{"force": 1, "parentConditions": [{"id": "base", "condition": {"value": 1}}]}]},
    "right": {"rules": [{"force": 1, "parentConditions": [{"id": "base", "condition": {"value": 1}}]}]},
    "f": {"rules": [{"force": 1, "parentConditions": [{"id": "left", "condition": {"value": 1}},
      {"id": "right", "condition": {"value": 1}}, {"id": "base", "condition": {"value": 1}}]}]}}})");
  BOOST_TEST(deciding.gets() == "1");
}

BOOST_AUTO_TEST_CASE(experiment_alone_that_asks_for_a_cycle_runs_for_nobody) {
  Deciding deciding(
      R"({"features": {"g": {"rules": [{"force": 2, "parentConditions": [{"id": "g", "condition": {}}]}]}},
    "experiments": [{"key": "e", "parentConditions": [{"id": "g", "condition": {}}], )" +
      std::string(halves) + "}]}");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(!deciding.decides("experiment:e").trial.is_in);
}

// A feature that asks for another one so many times.
std::string asking_for(int parents) {
  const std::string one = R"({"id": "base", "condition": {"value": 1}})";
  std::string all = one;
  for (int more = 1; more < parents; ++more) all += ", " + one;
  return R"({"features": {"base": {"defaultValue": 1}, "f": {"rules": [{"force": 1, "parentConditions": [)" + all +
         "]}]}}}";
}

BOOST_AUTO_TEST_CASE(decision_asks_512_features_and_ends_at_the_next) {
  Deciding at_the_limit(asking_for(max_asked_features - 1));
  BOOST_TEST(at_the_limit.gets() == "1");
  Deciding beyond(asking_for(max_asked_features));
  BOOST_TEST(beyond.source() == Source::cyclic_prerequisite);
  BOOST_TEST(beyond.gets() == "null");
}

// The last of so many features, each of which asks the one before it.
std::string chain_of(int features) {
  std::string all = R"("f1": {"defaultValue": 1})";
  for (int level = 2; level <= features; ++level)
    all += ", \"f" + std::to_string(level) + R"(": {"rules": [{"force": 1, "parentConditions": [{"id": "f)" +
           std::to_string(level - 1) + R"(", "condition": {"value": 1}}]}]})";
  return R"({"features": {)" + all + "}}";
}

BOOST_AUTO_TEST_CASE(features_wait_for_each_other_to_the_same_limit) {
  Deciding at_the_limit(chain_of(max_asked_features));
  BOOST_TEST(at_the_limit.gets("f" + std::to_string(max_asked_features)) == "1");
  Deciding beyond(chain_of(max_asked_features + 1));
  BOOST_TEST(beyond.gets("f" + std::to_string(max_asked_features + 1)) == "null");
}

BOOST_AUTO_TEST_CASE(parent_is_decided_for_its_own_purpose) {
  Deciding deciding(R"({"features": {
    "parent": {"purpose": "measured", "defaultValue": 0, "rules": [{"condition": {"plan": "pro"}, "force": 1}]},
    "f": {"rules": [{"force": 2, "condition": {"plan": "pro"},
      "parentConditions": [{"id": "parent", "condition": {"value": 1}}]}]}}})");
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == "2");
  deciding.visitor.permissions.permitted.set(served::measured, false);
  BOOST_TEST(deciding.source() == Source::fallback);
  BOOST_TEST(deciding.source("parent") == Source::withheld);
}

BOOST_AUTO_TEST_CASE(trace_tells_nothing_of_what_parents_ask) {
  Deciding deciding(R"({"features": {
    "parent": {"rules": [{"condition": {"plan": "pro"}, "force": 1}]},
    "f": {"rules": [{"condition": {"country": "DE"}, "force": 2,
      "parentConditions": [{"id": "parent", "condition": {"value": null}}]}]}}})");
  Trace trace;
  deciding.visitor.decides("f", &trace);
  BOOST_TEST_REQUIRE(trace.size() == 1u);
  BOOST_TEST(policy::at(deciding.site.pack().nodes(), trace[0].node).index() == deciding.site.attribute("country"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(consent_to_features)

BOOST_AUTO_TEST_CASE(without_its_purpose_a_feature_gives_its_default_and_asks_nothing) {
  Deciding deciding(with_rules(R"([{"condition": {"plan": "pro"}, "force": 1}, {"force": 2}])"));
  deciding.visitor.is("plan", "pro");
  deciding.visitor.permissions.permitted.set(served::personal, false);
  Trace trace;
  const Outcome outcome = deciding.visitor.decides("f", &trace);
  BOOST_TEST(outcome.source == Source::withheld);
  BOOST_TEST(outcome.rule == -1);
  BOOST_TEST(deciding.gets() == R"("default")");
  BOOST_TEST(trace.empty());
}

BOOST_AUTO_TEST_CASE(without_its_purpose_no_variation_is_forced_or_kept) {
  Deciding deciding(experiment());
  deciding.keeps();
  deciding.visitor.is("id", in_treatment);
  deciding.visitor.setting.query = "f=1";
  deciding.visitor.permissions.permitted.set(served::personal, false);
  BOOST_TEST(deciding.gets() == R"("default")");
  BOOST_TEST(deciding.kept().empty());
}

BOOST_AUTO_TEST_CASE(other_purposes_do_not_matter) {
  Deciding deciding(
      R"({"purpose": "measured", "features": {"f": {"rules": [{"condition": {"plan": "pro"}, "force": 1}]},
    "g": {"purpose": "necessary", "rules": [{"force": 2}]}}})");
  deciding.visitor.is("plan", "pro");
  deciding.visitor.permissions = {};
  BOOST_TEST(deciding.source() == Source::withheld);
  BOOST_TEST(deciding.source("g") == Source::withheld);
  deciding.visitor.permissions.permitted.set(served::measured);
  BOOST_TEST(deciding.gets() == "1");
  deciding.visitor.permissions.permitted.set(served::necessary);
  BOOST_TEST(deciding.gets("g") == "2");
}

BOOST_AUTO_TEST_SUITE_END()
