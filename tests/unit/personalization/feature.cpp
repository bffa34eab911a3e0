// What features give, rule by rule; what forces and keeps variations; and that a variation, once kept, goes on.
#include "personalization/feature.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "features_site.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

namespace {

std::string with_rules(std::string_view rules, std::string_view fallback = R"("default")") {
  return R"({"features": {"f": {"defaultValue": )" + std::string(fallback) + R"(, "rules": )" + std::string(rules) +
         "}}}";
}

// A site with one feature, "f", and a visitor of it.
struct Deciding {
  explicit Deciding(std::string_view features, std::string_view attributes = "{}")
      : site(features, attributes), visitor(site) {}

  std::string gets(std::string_view feature = "f") { return visitor.gets(feature); }
  Outcome decides(std::string_view feature = "f") { return visitor.decides(feature); }
  Source source(std::string_view feature = "f") { return visitor.decides(feature).source; }
  void keeps() { visitor.setting.kept = &visitor.kept; }
  void has_kept(std::string_view attribute, std::string_view value, std::string_view key, std::uint32_t version,
                std::string_view name) {
    keeps();
    visitor.kept.add(site.attribute(attribute), base::Text(value), base::Text(key), version, base::Text(name));
  }
  // What is kept, each as "attribute value key version name".
  std::vector<std::string> kept() const {
    std::vector<std::string> all;
    for (const std::string& line : described(visitor.kept)) {
      const auto* attribute = policy::id_at(site.pack().attributes(), std::stoul(line));
      all.push_back(std::string(policy::view(attribute)) + line.substr(line.find(' ')));
    }
    return all;
  }

  FeaturesSite site;
  Visitor visitor;
};

using Lines = std::vector<std::string>;

// Two variations of equal weight, kept by the names "c" and "t".
constexpr std::string_view halves = R"("variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}])";

std::string experiment(std::string_view more = "") {
  return with_rules("[{" + std::string(halves) + std::string(more) + "}]");
}
std::string alone(std::string_view more = "") {
  return R"({"experiments": [{"key": "e", )" + std::string(halves) + std::string(more) + "}]}";
}

const std::string in_control = id_between("f", 0, 0.5);
const std::string in_treatment = id_between("f", 0.5, 1);

}  // namespace

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

BOOST_AUTO_TEST_SUITE(experiments)

BOOST_AUTO_TEST_CASE(hash_picks_the_variation) {
  Deciding deciding(experiment());
  for (const auto& [id, expected, variation] :
       {std::tuple(in_control, R"("control")", 0), std::tuple(in_treatment, R"("treatment")", 1)}) {
    deciding.visitor.is("id", id);
    BOOST_TEST(deciding.gets() == expected);
    const Outcome outcome = deciding.decides();
    BOOST_TEST(outcome.source == Source::experiment);
    BOOST_TEST(outcome.rule == 0);
    BOOST_TEST(outcome.trial.variation == variation);
    BOOST_TEST((outcome.trial.is_in && outcome.trial.is_divided && !outcome.trial.is_kept));
    BOOST_TEST((outcome.trial.hash == hash_of("f", id, 1)));
    BOOST_TEST(!outcome.trial.leaf.has_value());
    BOOST_TEST((outcome.trial.by.value == id && outcome.trial.by.lasts));
  }
}

BOOST_AUTO_TEST_CASE(visitor_who_cannot_be_divided_is_not_in_it) {
  Deciding deciding(experiment());
  BOOST_TEST(deciding.source() == Source::fallback);
  Deciding unknown(experiment(R"(, "hashVersion": 99)"));
  unknown.visitor.is("id", "i1");
  BOOST_TEST(unknown.source() == Source::fallback);
}

BOOST_AUTO_TEST_CASE(one_variation_is_no_experiment) {
  Deciding deciding(with_rules(R"([{"variations": ["only"]}, {"force": 1}])"));
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.gets() == "1");
}

BOOST_AUTO_TEST_CASE(who_is_outside_of_every_range_is_asked_the_next_rule) {
  Deciding deciding(with_rules("[{" + std::string(halves) + R"(, "coverage": 0.5}, {"force": "next"}])"));
  const auto gets = [&](double begin, double end) {
    deciding.visitor.is("id", id_between("f", begin, end));
    return deciding.gets();
  };
  BOOST_TEST(gets(0, 0.25) == R"("control")");
  BOOST_TEST(gets(0.25, 0.5) == R"("next")");
  BOOST_TEST(gets(0.5, 0.75) == R"("treatment")");
  BOOST_TEST(gets(0.75, 1) == R"("next")");
}

BOOST_AUTO_TEST_CASE(ranges_go_before_weights) {
  Deciding deciding(experiment(R"(, "weights": [0.5, 0.5], "ranges": [[0, 0.1], [0.1, 1]])"));
  deciding.visitor.is("id", id_between("f", 0.1, 0.5));
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(seed_and_attribute_are_the_rules_own) {
  Deciding deciding(experiment(R"(, "seed": "other", "hashAttribute": "deviceId", "hashVersion": 2)"));
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("device", id_between("other", 0.5, 1, 2));
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST(deciding.decides().trial.by.attribute == deciding.site.attribute("device"));
}

BOOST_AUTO_TEST_CASE(condition_keeps_visitors_out) {
  Deciding deciding(experiment(R"(, "condition": {"plan": "pro"})"));
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.source() == Source::experiment);
}

BOOST_AUTO_TEST_CASE(namespace_takes_a_part_of_all_visitors) {
  Deciding deciding(experiment(R"(, "namespace": ["space", 0.2, 0.4])"));
  const auto is_in = [&](double begin, double end) {
    deciding.visitor.is("id", id_between("__space", begin, end));
    return deciding.source() == Source::experiment;
  };
  BOOST_TEST(!is_in(0, 0.2));
  BOOST_TEST(is_in(0.2, 0.4));
  BOOST_TEST(!is_in(0.4, 1));
}

BOOST_AUTO_TEST_CASE(filters_stand_in_place_of_the_namespace) {
  Deciding deciding(
      experiment(R"(, "namespace": ["space", 0, 0], "filters": [{"seed": "pool", "ranges": [[0, 0.5]]}])"));
  deciding.visitor.is("id", id_between("pool", 0, 0.5, 2));
  BOOST_TEST(deciding.source() == Source::experiment);
  deciding.visitor.is("id", id_between("pool", 0.5, 1, 2));
  BOOST_TEST(deciding.source() == Source::fallback);
}

BOOST_AUTO_TEST_CASE(variation_that_passes_through_lets_the_next_rule_decide) {
  Deciding deciding(with_rules(R"([{"variations": ["control", "treatment"],
    "meta": [{"key": "c", "passthrough": true}, {"key": "t"}]}, {"force": "next"}])"));
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("next")");
  BOOST_TEST(deciding.decides().rule == 1);
  deciding.visitor.is("id", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(variation_that_passes_through_is_kept_all_the_same) {
  Deciding deciding(with_rules(R"([{"variations": ["control", "treatment"],
    "meta": [{"key": "c", "passthrough": true}, {"key": "t"}]}, {"force": "next"}])"));
  deciding.keeps();
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("next")");
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_control + " f 0 c"}));
}

BOOST_AUTO_TEST_CASE(null_can_be_a_variation) {
  Deciding deciding(with_rules(R"([{"variations": [null, "treatment"]}])"));
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.source() == Source::experiment);
  BOOST_TEST(deciding.gets() == "null");
}

BOOST_AUTO_TEST_CASE(withheld_attribute_divides_each_page_view_by_itself) {
  Deciding deciding(R"({"purpose": "care", "features": {"f": {"rules": [{"hashAttribute": "mobility", )" +
                    std::string(halves) + "}]}}}");
  deciding.visitor.is("mobility", in_treatment);
  deciding.visitor.permissions.explicitly = {};
  deciding.visitor.page_view = in_control;
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.decides().trial.by.lasts);
  deciding.visitor.page_view = in_treatment;
  BOOST_TEST(deciding.gets() == R"("treatment")");
  deciding.visitor.page_view = in_control;
  deciding.visitor.permissions.explicitly.set(served::care);
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST(deciding.decides().trial.by.lasts);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(experiments_alone)

BOOST_AUTO_TEST_CASE(experiment_alone_answers_with_its_first_variation_who_is_not_in_it) {
  Deciding deciding(alone());
  const Outcome outcome = deciding.decides("experiment:e");
  BOOST_TEST(outcome.source == Source::experiment);
  BOOST_TEST(!outcome.trial.is_in);
  BOOST_TEST(deciding.gets("experiment:e") == R"("control")");
  deciding.visitor.is("id", id_between("e", 0.5, 1));
  BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")");
  BOOST_TEST(deciding.decides("experiment:e").trial.is_in);
}

BOOST_AUTO_TEST_CASE(draft_and_inactive_experiments_run_for_nobody_but_who_forces_them) {
  for (const char* status : {R"(, "status": "draft")", R"(, "active": false)"}) {
    Deciding deciding(alone(status));
    deciding.visitor.is("id", id_between("e", 0.5, 1));
    BOOST_TEST(!deciding.decides("experiment:e").trial.is_in, status);
    deciding.visitor.setting.query = "e=1";
    BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")", status);
  }
}

BOOST_AUTO_TEST_CASE(stopped_experiment_gives_its_forced_variation_or_nothing) {
  Deciding stopped(alone(R"(, "status": "stopped")"));
  stopped.visitor.is("id", id_between("e", 0.5, 1));
  BOOST_TEST(!stopped.decides("experiment:e").trial.is_in);
  Deciding released(alone(R"(, "status": "stopped", "force": 0)"));
  released.visitor.is("id", id_between("e", 0.5, 1));
  const Outcome outcome = released.decides("experiment:e");
  BOOST_TEST((outcome.trial.is_in && !outcome.trial.is_divided && outcome.trial.variation == 0));
}

BOOST_AUTO_TEST_CASE(running_experiment_is_running) {
  Deciding deciding(alone(R"(, "status": "running", "active": true)"));
  deciding.visitor.is("id", id_between("e", 0.5, 1));
  BOOST_TEST(deciding.decides("experiment:e").trial.is_divided);
}

BOOST_AUTO_TEST_CASE(forced_variation_is_for_who_would_be_in_it_and_none_beyond_its_variations) {
  Deciding forced(alone(R"(, "force": 1, "coverage": 0.5)"));
  forced.visitor.is("id", id_between("e", 0, 0.25));
  BOOST_TEST(forced.gets("experiment:e") == R"("treatment")");
  forced.visitor.is("id", id_between("e", 0.25, 0.5));
  BOOST_TEST(!forced.decides("experiment:e").trial.is_in);
  for (const char* beyond : {R"(, "force": 2)", R"(, "force": -1)"}) {
    Deciding deciding(alone(beyond));
    deciding.visitor.is("id", id_between("e", 0.5, 1));
    const Outcome outcome = deciding.decides("experiment:e");
    BOOST_TEST((!outcome.trial.is_in && outcome.trial.variation == 0), beyond);
  }
}

BOOST_AUTO_TEST_CASE(filters_of_an_experiment_alone_stand_behind_what_forces_it) {
  Deciding deciding(alone(R"(, "filters": [{"seed": "pool", "ranges": [[0, 0.5]]}])"));
  deciding.visitor.is("id", id_between("pool", 0.5, 1, 2));
  BOOST_TEST(!deciding.decides("experiment:e").trial.is_in);
  deciding.visitor.setting.forced.add(base::Text("e"), 1);
  BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")");
  deciding.visitor.setting.forced.clear();
  deciding.visitor.is("id", id_between("pool", 0, 0.5, 2));
  BOOST_TEST(deciding.decides("experiment:e").trial.is_in);
}

BOOST_AUTO_TEST_CASE(prerequisites_of_an_experiment_alone_must_all_hold) {
  Deciding deciding(R"({"features": {"gate": {"defaultValue": false, "rules": [
      {"condition": {"plan": "pro"}, "force": true}]}},
    "experiments": [{"key": "e", "parentConditions": [{"id": "gate", "condition": {"value": true}}], )" +
                    std::string(halves) + "}]}");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(!deciding.decides("experiment:e").trial.is_in);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.decides("experiment:e").trial.is_in);
}

BOOST_AUTO_TEST_CASE(experiment_runs_where_its_address_matches) {
  Deciding deciding(alone(R"(, "urlPatterns": [{"type": "simple", "include": true, "pattern": "/alps"}])"));
  deciding.visitor.is("id", "i1");
  deciding.visitor.setting.query = "e=1";
  deciding.visitor.is_at("url.path", "/sea");
  BOOST_TEST(!deciding.decides("experiment:e").trial.is_in);
  deciding.visitor.is_at("url.path", "/alps");
  BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(forcing)

BOOST_AUTO_TEST_CASE(setting_forces_a_variation_for_anybody) {
  Deciding deciding(experiment(R"(, "condition": {"plan": "pro"}, "coverage": 0)"));
  deciding.visitor.setting.forced.add(base::Text("other"), 0);
  deciding.visitor.setting.forced.add(base::Text("f"), 1);
  const Outcome outcome = deciding.decides();
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST((outcome.trial.is_in && !outcome.trial.is_divided && !outcome.trial.hash));
}

BOOST_AUTO_TEST_CASE(forced_variation_that_there_is_none_of_leaves_the_visitor_out) {
  for (const int variation : {-1, 2, 1'000'000}) {
    Deciding deciding(experiment());
    deciding.visitor.is("id", in_control);
    deciding.visitor.setting.forced.add(base::Text("f"), variation);
    BOOST_TEST(deciding.source() == Source::fallback);
  }
}

BOOST_AUTO_TEST_CASE(address_forces_before_the_setting) {
  Deciding deciding(experiment());
  deciding.visitor.is("id", in_control);
  deciding.visitor.setting.forced.add(base::Text("f"), 0);
  deciding.visitor.setting.query = "a=b&f=1";
  BOOST_TEST(deciding.gets() == R"("treatment")");
  deciding.visitor.setting.query = "f=2";
  BOOST_TEST(deciding.gets() == R"("control")");
}

BOOST_AUTO_TEST_CASE(address_forces_a_variation_for_whom_the_condition_keeps_out) {
  Deciding deciding(experiment(R"(, "condition": {"plan": "pro"})"));
  deciding.visitor.setting.query = "other=1";
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.setting.query = "f=1";
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(forced_variation_is_not_kept) {
  Deciding deciding(experiment());
  deciding.keeps();
  deciding.visitor.is("id", in_control);
  deciding.visitor.setting.query = "f=1";
  deciding.decides();
  BOOST_TEST(deciding.kept().empty());
}

BOOST_AUTO_TEST_CASE(in_qa_mode_only_forced_experiments_run) {
  Deciding deciding(with_rules("[{" + std::string(halves) + R"(}, {"force": "next"}])"));
  deciding.keeps();
  deciding.visitor.is("id", in_control);
  deciding.visitor.setting.tries_out = true;
  BOOST_TEST(deciding.gets() == R"("next")");
  BOOST_TEST(deciding.kept().empty());
  deciding.visitor.setting.forced.add(base::Text("f"), 1);
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(where_experiments_do_not_run_not_even_forced_ones_do) {
  Deciding deciding(with_rules("[{" + std::string(halves) + R"(}, {"force": "next"}])"));
  deciding.visitor.is("id", in_control);
  deciding.visitor.setting.enabled = false;
  deciding.visitor.setting.query = "f=1";
  deciding.visitor.setting.forced.add(base::Text("f"), 1);
  BOOST_TEST(deciding.gets() == R"("next")");
}

BOOST_AUTO_TEST_CASE(query_is_what_stands_between_the_first_question_mark_and_the_next_or_the_hash) {
  BOOST_TEST(query_of("https://shop.example/?a=1&b=2") == "a=1&b=2");
  BOOST_TEST(query_of("https://shop.example/?a=1#b=2") == "a=1");
  BOOST_TEST(query_of("https://shop.example/?a=1?b=2") == "a=1");
  BOOST_TEST(query_of("https://shop.example/?") == "");
  BOOST_TEST(query_of("https://shop.example/") == "");
  BOOST_TEST(query_of("") == "");
}

BOOST_AUTO_TEST_CASE(query_names_a_variation_by_a_whole_number) {
  const auto forced = [](std::string_view query) { return variation_in_query(query, "key", 3).value_or(-1); };
  for (const char* query : {"key=2", "a=b&key=2", "key=2&key=1", "key=2.9", "key=2x", "key= 2", "key=+2", "key=02",
                            "key=0x2", "key=0X2", "key=2=1", "&&key=2&"})
    BOOST_TEST(forced(query) == 2, query);
  for (const char* query : {"", "key", "key=", "=2", "key=a", "key=-1", "key=3", "key=99999999999999999999", "Key=2",
                            "keys=2", "xkey=2", "key=0x", "key=-", "key&key=2", "key=x&key=2", "key=%2&key=1"})
    BOOST_TEST(forced(query) == -1, query);
  BOOST_TEST(forced("key=0") == 0);
  BOOST_TEST(forced("key=-0") == 0);
  BOOST_TEST(!variation_in_query("key=0", "key", 0));
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

BOOST_AUTO_TEST_CASE(decision_asks_4096_features_and_ends_at_the_4097th) {
  Deciding at_the_limit(asking_for(max_asked_features - 1));
  BOOST_TEST(at_the_limit.gets() == "1");
  Deciding beyond(asking_for(max_asked_features));
  BOOST_TEST(beyond.source() == Source::cyclic_prerequisite);
  BOOST_TEST(beyond.gets() == "null");
}

BOOST_AUTO_TEST_CASE(features_ask_each_other_to_a_depth_of_hundreds) {
  constexpr int depth = 500;
  std::string features = R"("f0": {"defaultValue": 1})";
  for (int level = 1; level <= depth; ++level)
    features += ", \"f" + std::to_string(level) + R"(": {"rules": [{"force": 1, "parentConditions": [{"id": "f)" +
                std::to_string(level - 1) + R"(", "condition": {"value": 1}}]}]})";
  Deciding deciding(R"({"features": {)" + features + "}}");
  BOOST_TEST(deciding.gets("f" + std::to_string(depth)) == "1");
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

BOOST_AUTO_TEST_SUITE(bandits)

// Two leaves: who has the plan "pro", and everybody else who has some plan.
constexpr std::string_view bandit = R"({"contextualBandits": {"b": {"contexts": [
    {"leafId": 7, "condition": {"plan": "pro"}, "weights": [1, 0]},
    {"leafId": 8, "condition": {"plan": {"$exists": true}}, "weights": [0, 1]}]}},
  "features": {"f": {"rules": [{"contextualBanditRef": "b", "contextualVariations": ["control", "treatment"],
    "weights": [0.5, 0.5], "meta": [{"key": "c"}, {"key": "t"}]}]}}})";

BOOST_AUTO_TEST_CASE(weights_are_those_of_the_first_leaf_whose_condition_holds) {
  Deciding deciding(bandit);
  for (const std::string& id : {in_control, in_treatment}) {
    deciding.visitor.is("id", id);
    deciding.visitor.is("plan", "pro");
    BOOST_TEST(deciding.gets() == R"("control")");
    BOOST_TEST((deciding.decides().trial.leaf == 7));
    deciding.visitor.is("plan", "free");
    BOOST_TEST(deciding.gets() == R"("treatment")");
    BOOST_TEST((deciding.decides().trial.leaf == 8));
  }
}

BOOST_AUTO_TEST_CASE(without_a_leaf_the_weights_are_the_rules_own) {
  Deciding deciding(bandit);
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST((deciding.decides().trial.leaf == -1));
  deciding.visitor.is("id", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(leaf_is_told_of_forced_variations_too) {
  Deciding deciding(bandit);
  deciding.visitor.is("plan", "pro");
  deciding.visitor.setting.query = "f=1";
  const Outcome outcome = deciding.decides();
  BOOST_TEST((outcome.trial.is_in && outcome.trial.variation == 1 && outcome.trial.leaf == 7));
}

BOOST_AUTO_TEST_CASE(kept_variation_goes_on_whatever_the_leaf_weighs) {
  Deciding deciding(bandit);
  deciding.keeps();
  deciding.visitor.is("id", in_control);
  deciding.visitor.is("plan", "pro");
  BOOST_TEST(deciding.gets() == R"("control")");
  deciding.visitor.is("plan", "free");
  BOOST_TEST(deciding.gets() == R"("control")");
  const Outcome outcome = deciding.decides();
  BOOST_TEST((outcome.trial.is_kept && outcome.trial.leaf == 8));
}

BOOST_AUTO_TEST_CASE(bandit_that_the_payload_lacks_leaves_an_experiment) {
  Deciding deciding(experiment(R"(, "contextualBanditRef": "nowhere")"));
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.decides().trial.leaf.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(keeping)

BOOST_AUTO_TEST_CASE(variation_is_kept_once_by_who_was_divided) {
  Deciding deciding(experiment(R"(, "bucketVersion": 3)"));
  deciding.keeps();
  deciding.visitor.is("id", in_treatment);
  deciding.decides();
  deciding.decides();
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_treatment + " f 3 t"}));
  BOOST_TEST(deciding.decides().trial.is_kept);
}

BOOST_AUTO_TEST_CASE(variation_without_a_name_is_kept_by_its_number) {
  Deciding deciding(with_rules(R"([{"variations": ["control", "treatment"]}])"));
  deciding.keeps();
  deciding.visitor.is("id", in_treatment);
  deciding.decides();
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_treatment + " f 0 1"}));
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_where_nothing_is_to_be) {
  Deciding without(experiment());
  without.visitor.is("id", in_treatment);
  without.decides();
  BOOST_TEST(without.kept().empty());
  Deciding disabled(experiment(R"(, "disableStickyBucketing": true)"));
  disabled.has_kept("id", in_treatment, "f", 0, "c");
  disabled.visitor.is("id", in_treatment);
  BOOST_TEST(disabled.gets() == R"("treatment")");
  BOOST_TEST(disabled.kept() == (Lines{"id " + in_treatment + " f 0 c"}));
}

BOOST_AUTO_TEST_CASE(kept_variation_is_given_again_whatever_the_weights_are_now) {
  Deciding deciding(experiment(R"(, "weights": [1, 0], "coverage": 0)"));
  deciding.has_kept("id", "i1", "f", 0, "t");
  deciding.visitor.is("id", "i1");
  const Outcome outcome = deciding.decides();
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST((outcome.trial.is_in && outcome.trial.is_divided && outcome.trial.is_kept && outcome.trial.hash));
}

BOOST_AUTO_TEST_CASE(kept_variation_goes_before_condition_and_namespace_and_behind_prerequisites) {
  Deciding deciding(R"({"features": {"gate": {"defaultValue": false, "rules": [{"condition": {"country": "DE"},
    "force": true}]}, "f": {"rules": [{"condition": {"plan": "pro"}, "namespace": ["space", 0, 0],
    "parentConditions": [{"id": "gate", "condition": {"value": true}}], )" +
                    std::string(halves) + "}]}}}");
  deciding.has_kept("id", "i1", "f", 0, "t");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("country", "DE");
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(kept_variation_of_an_experiment_alone_goes_before_its_filters_and_prerequisites) {
  Deciding deciding(R"({"experiments": [{"key": "e", "filters": [{"seed": "pool", "ranges": [[0, 0]]}],
    "parentConditions": [{"id": "nowhere", "condition": {"value": 1}}], )" +
                    std::string(halves) + "}]}");
  deciding.has_kept("id", "i1", "e", 0, "t");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(what_was_kept_of_something_else_does_not_count) {
  Deciding deciding(experiment(R"(, "bucketVersion": 2)"));
  deciding.has_kept("id", in_control, "g", 2, "t");       // another experiment
  deciding.has_kept("id", in_control, "f", 1, "t");       // an earlier version
  deciding.has_kept("id", in_control, "f", 3, "t");       // a later one
  deciding.has_kept("id", "somebody else", "f", 2, "t");  // another visitor
  deciding.has_kept("plan", in_control, "f", 2, "t");     // another attribute
  deciding.has_kept("id", in_control, "f", 2, "gone");    // a variation that there is no longer
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.visitor.kept.empty());
}

BOOST_AUTO_TEST_CASE(variation_that_there_is_no_longer_is_kept_anew_in_its_place) {
  Deciding deciding(experiment());
  deciding.has_kept("id", in_control, "f", 0, "gone");
  deciding.visitor.is("id", in_control);
  BOOST_TEST(!deciding.decides().trial.is_kept);
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_control + " f 0 c"}));
}

BOOST_AUTO_TEST_CASE(new_version_is_kept_beside_the_old_one) {
  Deciding deciding(experiment(R"(, "bucketVersion": 1)"));
  deciding.has_kept("id", in_control, "f", 0, "t");
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_control + " f 0 t", "id " + in_control + " f 1 c"}));
}

BOOST_AUTO_TEST_CASE(who_has_a_version_below_the_least_is_left_out) {
  const std::string rules = "[{" + std::string(halves) + R"(, "bucketVersion": 3, "minBucketVersion": 3},
    {"force": "next"}])";
  for (const std::uint32_t version : {2u, 3u}) {
    Deciding deciding(with_rules(rules));
    deciding.has_kept("id", in_control, "f", version, "t");
    deciding.visitor.is("id", in_control);
    BOOST_TEST(deciding.gets() == (version < 3 ? R"("next")" : R"("treatment")"));
  }
  Deciding by_another(with_rules(rules));
  by_another.has_kept("id", "somebody else", "f", 2, "t");
  by_another.visitor.is("id", in_control);
  BOOST_TEST(by_another.gets() == R"("control")");
}

BOOST_AUTO_TEST_CASE(version_below_the_least_blocks_by_either_attribute) {
  const std::string rule = R"(, "fallbackAttribute": "deviceId", "bucketVersion": 3, "minBucketVersion": 3)";
  for (const auto& [attribute, value] : {std::pair("id", in_control), std::pair("device", std::string("d1"))}) {
    Deciding deciding(experiment(rule));
    deciding.has_kept(attribute, value, "f", 1, "t");
    deciding.visitor.is("id", in_control);
    deciding.visitor.is("device", "d1");
    BOOST_TEST(deciding.source() == Source::fallback, attribute);
    BOOST_TEST(deciding.kept().size() == 1u, attribute);
  }
}

BOOST_AUTO_TEST_CASE(blocked_experiment_alone_says_so) {
  Deciding deciding(alone(R"(, "bucketVersion": 1, "minBucketVersion": 1)"));
  deciding.has_kept("id", "i1", "e", 0, "t");
  deciding.visitor.is("id", "i1");
  const Outcome outcome = deciding.decides("experiment:e");
  BOOST_TEST((!outcome.trial.is_in && outcome.trial.is_kept && outcome.trial.variation == 0));
}

BOOST_AUTO_TEST_CASE(kept_variation_does_not_outlive_the_experiment) {
  Deciding stopped(alone(R"(, "status": "stopped")"));
  stopped.has_kept("id", "i1", "e", 0, "t");
  stopped.visitor.is("id", "i1");
  BOOST_TEST(!stopped.decides("experiment:e").trial.is_in);
  Deciding draft(alone(R"(, "status": "draft")"));
  draft.has_kept("id", "i1", "e", 0, "t");
  draft.visitor.is("id", "i1");
  BOOST_TEST(!draft.decides("experiment:e").trial.is_in);
}

BOOST_AUTO_TEST_SUITE_END()

// A variation does not flip at login. Before it, the hash attribute "id" has no value and the fallback "deviceId"
// divides; what it gave is kept by the device. After it, "id" has a value whose own hash may say otherwise: what was
// kept by the device goes on, and is from then on kept by the id too, so that it goes on elsewhere.
BOOST_AUTO_TEST_SUITE(identity)

namespace {

constexpr std::string_view at_login = R"(, "fallbackAttribute": "deviceId")";

struct Login : Deciding {
  Login() : Deciding(experiment(at_login)) {
    keeps();
    visitor.is("device", in_control);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_at_login, Login) {
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(decides().trial.by.attribute == site.attribute("device"));
  BOOST_TEST(kept() == (Lines{"device " + in_control + " f 0 c"}));
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("control")");
  const Outcome outcome = decides();
  BOOST_TEST(outcome.trial.is_kept);
  BOOST_TEST(outcome.trial.by.attribute == site.attribute("id"));
  BOOST_TEST((outcome.trial.hash == hash_of("f", in_treatment, 1)));
}

BOOST_FIXTURE_TEST_CASE(without_kept_variations_it_would_flip, Login) {
  visitor.setting.kept = nullptr;
  BOOST_TEST(source() == Source::fallback);  // and before the login nothing divides
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("treatment")");
}

BOOST_FIXTURE_TEST_CASE(after_the_login_it_is_kept_by_the_id_too, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  BOOST_TEST(kept() == (Lines{"device " + in_control + " f 0 c", "id " + in_treatment + " f 0 c"}));
}

BOOST_FIXTURE_TEST_CASE(variation_goes_on_on_another_device_after_the_login, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.is("device", in_treatment);
  BOOST_TEST(gets() == R"("control")");
  visitor.forgets("device");
  BOOST_TEST(gets() == R"("control")");
}

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_at_logout, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.forgets("id");
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(decides().trial.is_kept);
}

BOOST_FIXTURE_TEST_CASE(what_was_kept_by_the_id_goes_before_what_was_kept_by_the_device, Login) {
  decides();
  has_kept("id", in_treatment, "f", 0, "t");
  BOOST_TEST(gets() == R"("control")");
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("treatment")");
  BOOST_TEST(kept().size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(second_visitor_of_a_device_gets_what_was_kept_by_it, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.is("id", in_treatment + "x");
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(kept().size() == 3u);
}

BOOST_AUTO_TEST_CASE(variation_is_kept_by_id_where_the_rule_names_no_fallback) {
  Deciding deciding(experiment(R"(, "hashAttribute": "deviceId")"));
  deciding.has_kept("id", "i1", "f", 0, "c");
  deciding.visitor.is("device", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
  deciding.visitor.kept.clear();
  deciding.has_kept("id", "i1", "f", 0, "c");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.gets() == R"("control")");
}

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_where_the_split_changes_its_weights_between, Login) {
  decides();
  Deciding after(experiment(std::string(at_login) + R"(, "weights": [0, 1])"));
  after.has_kept("device", in_control, "f", 0, "c");
  after.visitor.is("device", in_control);
  after.visitor.is("id", in_treatment);
  BOOST_TEST(after.gets() == R"("control")");
}

// Visitors whose consent withholds what divides them are divided anew on each page view: nothing of it is kept, and so
// nothing is told apart later by it.
constexpr std::string_view by_mobility = R"({"purpose": "care", "features": {"f": {"rules": [{
  "hashAttribute": "mobility", "variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}]}]}}})";

BOOST_AUTO_TEST_CASE(split_of_a_page_view_is_never_kept) {
  Deciding deciding(by_mobility);
  deciding.keeps();
  deciding.visitor.is("mobility", "a ramp");
  deciding.visitor.permissions.explicitly = {};
  for (const std::string& view : {in_control, in_treatment}) {
    deciding.visitor.page_view = view;
    const Outcome outcome = deciding.decides();
    BOOST_TEST((outcome.trial.is_in && outcome.trial.is_divided && !outcome.trial.is_kept));
    BOOST_TEST(outcome.trial.variation == (view == in_control ? 0 : 1));
    BOOST_TEST(deciding.kept().empty());
  }
}

BOOST_AUTO_TEST_CASE(what_was_kept_before_consent_was_withdrawn_does_not_count_without_it) {
  Deciding deciding(by_mobility);
  deciding.keeps();
  deciding.visitor.is("mobility", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST(deciding.kept() == (Lines{"mobility " + in_treatment + " f 0 t"}));
  deciding.visitor.permissions.explicitly = {};
  deciding.visitor.page_view = in_control;
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(deciding.kept().size() == 1u);
  deciding.visitor.permissions.explicitly.set(served::care);
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(withheld_attribute_goes_on_with_what_its_fallback_has_kept) {
  Deciding deciding(R"({"purpose": "care", "features": {"f": {"rules": [{"hashAttribute": "mobility",
    "fallbackAttribute": "deviceId", "variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}]}]}}})",
                    R"({"device": {"path": "deviceId", "purposes": ["care"]}})");
  deciding.keeps();
  deciding.visitor.is("device", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  deciding.visitor.is("mobility", in_treatment);
  deciding.visitor.permissions.explicitly = {};
  deciding.visitor.page_view = in_treatment;
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.decides().trial.by.lasts);
  BOOST_TEST(deciding.kept() == (Lines{"device " + in_control + " f 0 c"}));
}

BOOST_AUTO_TEST_SUITE_END()
