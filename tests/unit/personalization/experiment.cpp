// What experiments give: by the hash, by force, by a bandit's leaf.
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "deciding.hpp"
#include "personalization/feature.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

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
