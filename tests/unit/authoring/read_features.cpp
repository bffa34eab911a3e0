// features.json as features: GrowthBook's defaults, each error at its place, each limit both ways.
#include "authoring/read_features.hpp"

#include <boost/test/unit_test.hpp>

#include "json_file.hpp"
#include "policy/pack.hpp"

namespace assent::authoring {

namespace {

using testing::JsonFile;
using testing::list_of;

Json parse(std::string_view text) { return Json::parse(text); }

Features read(const Json& json) {
  JsonFile file(json);
  Features features = read_features(file.element());
  BOOST_TEST(file.is_sound(), file.lines());
  return features;
}

// features.json with one feature "f" that has one rule.
Json with_rule(Json rule) {
  Json file = parse(R"({"features": {"f": {"rules": []}}})");
  file["features"]["f"]["rules"].push_back(std::move(rule));
  return file;
}
Json with_experiment(Json experiment) { return {{"experiments", Json::array({std::move(experiment)})}}; }

Rule rule(std::string_view text) { return read(with_rule(parse(text))).all.at(0).rules.at(0); }
Feature experiment(std::string_view text) { return read(with_experiment(parse(text))).all.at(0); }

bool is_read(const Json& json, std::string_view pointer, std::string_view words) {
  JsonFile file(json);
  read_features(file.element());
  if (!file.is_sound()) BOOST_TEST(file.has_error(pointer, words), pointer << "\n" << file.lines());
  return file.is_sound();
}

bool is_rule(const Json& rule, const std::string& member, std::string_view words) {
  return is_read(with_rule(rule), "/features/f/rules/0" + member, words);
}

std::string errors(const Json& json) {
  JsonFile file(json);
  read_features(file.element());
  return file.lines();
}

struct Case {
  const char *json, *member, *words;
};

const Ranges halves = {0, 0.5, 0.5, 1};

}  // namespace

BOOST_AUTO_TEST_SUITE(read_features_)

BOOST_AUTO_TEST_CASE(a_value_has_one_index_however_often_it_is_given) {
  const Feature feature = read(parse(R"({"features": {"f": {"defaultValue": {"a": 1}, "rules": [{"force": 1},
    {"force": {"a": 1}}, {"force": null}, {"variations": [1.0, "1", {"a": 2}]}]}}})"))
                              .all.at(0);
  BOOST_TEST(feature.id == "f");
  BOOST_TEST(feature.values.size() == 4u);
  BOOST_TEST(feature.fallback == 0);
  BOOST_TEST(feature.rules.at(0).value == 1);
  BOOST_TEST(feature.rules.at(1).value == 0);
  BOOST_TEST(feature.rules.at(2).value == no_value);
  BOOST_TEST(feature.rules.at(3).variations == std::vector<std::uint16_t>({1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(a_feature_may_have_nothing) {
  for (const char* text :
       {R"({"features": {"f": {}}})", R"({"features": {"f": {"defaultValue": null, "rules": null}}})"}) {
    const Feature feature = read(parse(text)).all.at(0);
    BOOST_TEST(feature.fallback == no_value);
    BOOST_TEST(feature.rules.empty());
  }
  BOOST_TEST(read(parse("{}")).all.empty());
}

BOOST_AUTO_TEST_CASE(purposes_and_destinations_are_a_features_own_or_all_features) {
  const Features read_all = read(parse(R"({"purpose": "one", "exposes": ["crm"], "keeps": "given", "features": {"f": {},
    "g": {"purpose": "two", "exposes": []}}, "experiments": [{"key": "e", "exposes": ["web", "crm"]}]})"));
  BOOST_TEST(read_all.keeps.id == "given");
  BOOST_TEST(read_all.keeps.place.pointer == "/keeps");
  const auto& all = read_all.all;
  BOOST_TEST(all.at(0).purpose == "one");
  BOOST_TEST(all.at(1).purpose == "two");
  BOOST_TEST(all.at(2).purpose == "one");
  BOOST_TEST(all.at(2).id == "experiment:e");
  BOOST_REQUIRE(all.at(0).exposes.size() == 1u);
  BOOST_TEST(all.at(0).exposes[0].id == "crm");
  BOOST_TEST(all.at(0).exposes[0].place.pointer == "/exposes/0");
  BOOST_TEST(all.at(1).exposes.empty());
  BOOST_REQUIRE(all.at(2).exposes.size() == 2u);
  BOOST_TEST(all.at(2).exposes[0].place.pointer == "/experiments/0/exposes/0");
}

BOOST_AUTO_TEST_CASE(what_is_absent_has_growthbooks_default) {
  const Rule forced = rule(R"({"force": true})");
  BOOST_TEST((forced.kind == pack::RuleKind::force && forced.rollout == pack::Rollout::everyone));
  BOOST_TEST(forced.split.attribute == "id");
  BOOST_TEST(forced.split.fallback == "");
  BOOST_TEST(forced.split.seed == "f");
  BOOST_TEST(forced.split.version == 1);
  const Rule tried = rule(R"({"variations": [0, 1]})");
  BOOST_TEST((tried.kind == pack::RuleKind::experiment));
  BOOST_TEST(tried.key == "f");
  BOOST_TEST(tried.split.seed == "f");
  BOOST_TEST(tried.ranges == halves);
  BOOST_TEST(tried.kept_by == "id");
  BOOST_TEST((tried.sticky && !tried.bandit && !tried.space));
  BOOST_TEST((tried.bucket_version == 0 && tried.min_bucket_version == 0));
  const Rule filtered = rule(R"({"force": 1, "filters": [{"ranges": [[0, 0.1]]}]})");
  BOOST_TEST(filtered.filters.at(0).split.attribute == "id");
  BOOST_TEST(filtered.filters.at(0).split.version == 2);
}

BOOST_AUTO_TEST_CASE(what_is_falsy_is_as_good_as_absent) {
  const Rule read = rule(R"({"variations": [0, 1], "key": "", "hashAttribute": "", "hashVersion": 0, "seed": "",
    "fallbackAttribute": "", "condition": null, "namespace": null, "meta": null, "weights": null, "id": null})");
  BOOST_TEST(read.key == "f");
  BOOST_TEST(read.split.attribute == "id");
  BOOST_TEST(read.split.version == 1);
  BOOST_TEST(read.split.seed == "f");
  BOOST_TEST((!read.when && !read.space && read.names.empty()));
  BOOST_TEST(read.ranges == halves);
}

BOOST_AUTO_TEST_CASE(a_rule_that_forces_is_rolled_out_by_range_before_coverage) {
  const auto rollout = [](const char* text) { return rule(text).rollout; };
  BOOST_TEST((rollout(R"({"force": 1, "coverage": 0.3})") == pack::Rollout::coverage));
  BOOST_TEST((rollout(R"({"force": 1, "coverage": 0})") == pack::Rollout::nobody));
  BOOST_TEST((rollout(R"({"force": 1, "coverage": 0, "range": [0.1, 0.2]})") == pack::Rollout::range));
  BOOST_TEST(rule(R"({"force": 1, "coverage": 7})").ranges == Ranges({7}));
  BOOST_TEST(rule(R"({"force": 1, "range": [0.1, 0.2]})").ranges == Ranges({0.1, 0.2}));
}

BOOST_AUTO_TEST_CASE(ranges_go_before_weights_and_weights_before_equal_parts) {
  BOOST_TEST(rule(R"({"variations": [0, 1], "ranges": [[0, 0.1], [0.2, 0.3]], "weights": [1, 0]})").ranges ==
             Ranges({0, 0.1, 0.2, 0.3}));
  BOOST_TEST(rule(R"({"variations": [0, 1], "weights": [0.25, 0.75], "coverage": 0.5})").ranges ==
             Ranges({0, 0.125, 0.25, 0.625}));
  for (const char* weights : {"[0.25]", "[0.2, 0.2]", "[1e308, 1e308]", "[-1e308, 1e308]", "[]"})
    BOOST_TEST(rule(R"({"variations": [0, 1], "weights": )" + std::string(weights) + "}").ranges == halves, weights);
  for (const char* coverage : {"1e308", "2"})
    BOOST_TEST(rule(R"({"variations": [0, 1], "coverage": )" + std::string(coverage) + "}").ranges == halves, coverage);
  BOOST_TEST(rule(R"({"variations": [0, 1], "coverage": -1e308})").ranges == Ranges({0, 0, 0.5, 0.5}));
}

BOOST_AUTO_TEST_CASE(a_namespace_counts_only_without_filters) {
  const Rule in_space = rule(R"({"variations": [0, 1], "hashAttribute": "device", "namespace": ["s", 0.1, 0.6]})");
  BOOST_REQUIRE(in_space.space.has_value());
  BOOST_TEST(in_space.space->split.attribute == "device");
  BOOST_TEST(in_space.space->split.seed == "__s");
  BOOST_TEST(in_space.space->split.version == 1);
  BOOST_TEST(in_space.space->ranges == Ranges({0.1, 0.6}));
  const Rule filtered = rule(R"({"variations": [0, 1], "namespace": ["s", 0.1, 0.6], "filters": [
    {"attribute": "device", "seed": "x", "hashVersion": 1, "ranges": [[0, 0.5], [0.6, 0.7]]}]})");
  BOOST_TEST(!filtered.space);
  const Filter& filter = filtered.filters.at(0);
  BOOST_TEST(filter.split.attribute == "device");
  BOOST_TEST(filter.split.seed == "x");
  BOOST_TEST(filter.split.version == 1);
  BOOST_TEST(filter.ranges == Ranges({0, 0.5, 0.6, 0.7}));
}

BOOST_AUTO_TEST_CASE(an_experiment_is_kept_as_it_says) {
  const Rule read = rule(R"({"variations": [0, 1], "key": "e", "fallbackAttribute": "device", "bucketVersion": 3,
    "minBucketVersion": 1000000, "disableStickyBucketing": true,
    "meta": [{"key": "control", "name": "Control"}, {"passthrough": true}]})");
  BOOST_TEST(read.key == "e");
  BOOST_TEST(read.split.seed == "e");
  BOOST_TEST(read.kept_by == "device");
  BOOST_TEST(read.bucket_version == 3u);
  BOOST_TEST(read.min_bucket_version == 1'000'000u);
  BOOST_TEST(!read.sticky);
  BOOST_TEST(read.names == std::vector<std::string>({"control", ""}));
  BOOST_TEST(read.passthrough == std::vector<std::uint8_t>({0, 1}));
}

BOOST_AUTO_TEST_CASE(a_contextual_bandit_has_weights_for_each_context) {
  Json file = with_rule(parse(R"({"contextualVariations": [0, 1], "contextualBanditRef": "b", "variations": [2]})"));
  file["contextualBandits"] = parse(R"({"b": {"contexts": [
    {"condition": {"a": 1}, "weights": [0.25, 0.75], "leafId": 4}, {}]}})");
  const Rule bandit = read(file).all.at(0).rules.at(0);
  BOOST_TEST(bandit.bandit);
  BOOST_TEST(bandit.variations.size() == 2u);
  BOOST_REQUIRE(bandit.contexts.size() == 2u);
  BOOST_TEST(bandit.contexts[0].when.has_value());
  BOOST_TEST(bandit.contexts[0].ranges == Ranges({0, 0.25, 0.25, 1}));
  BOOST_TEST(bandit.contexts[0].leaf == 4);
  BOOST_TEST(!bandit.contexts[1].when);
  BOOST_TEST(bandit.contexts[1].ranges == halves);
  file.erase("contextualBandits");
  BOOST_TEST(!read(file).all.at(0).rules.at(0).bandit);
}

BOOST_AUTO_TEST_CASE(an_experiment_alone_has_a_status) {
  const auto status = [](const char* text) { return experiment(text).rules.at(0).status; };
  BOOST_TEST((status(R"({"key": "e"})") == pack::Status::running));
  BOOST_TEST((status(R"({"key": "e", "status": "stopped"})") == pack::Status::stopped));
  BOOST_TEST((status(R"({"key": "e", "status": "draft"})") == pack::Status::inactive));
  BOOST_TEST((status(R"({"key": "e", "active": false, "status": "stopped"})") == pack::Status::inactive));
  const Feature made = experiment(R"({"key": "e", "variations": [0, 1], "force": 1, "hashVersion": 2,
    "urlPatterns": [{"type": "simple", "pattern": "/"}]})");
  BOOST_TEST(made.alone);
  BOOST_TEST(made.rules.at(0).forced == 1);
  BOOST_TEST(made.rules.at(0).urls.has_value());
  BOOST_TEST(experiment(R"({"key": "e", "force": -7e300})").rules.at(0).forced == -1);
  BOOST_TEST(experiment(R"({"key": "e", "force": 7e300})").rules.at(0).forced == 1'000'000);
}

BOOST_AUTO_TEST_CASE(a_hash_version_that_nobody_knows_divides_nobody) {
  for (const char* version : {"3", "1e9", "4294967296", "4294967297", "1e300", "-1", "-1e300"})
    BOOST_TEST(rule(R"({"force": 1, "hashVersion": )" + std::string(version) + "}").split.version == 0, version);
  BOOST_TEST(rule(R"({"force": 1, "hashVersion": 2})").split.version == 2);
}

BOOST_AUTO_TEST_CASE(every_error_names_its_construct_and_place) {
  const Case cases[] = {
      {R"({"force": 1, "coverage": "half"})", "/coverage", "has to be a number"},
      {R"({"variations": [0, 1], "coverage": [1]})", "/coverage", "has to be a number"},
      {R"({"variations": [0, 1], "weights": [0.5, "0.5"]})", "/weights/1", "has to be a number"},
      {R"({"variations": [0, 1], "weights": 0.5})", "/weights", "has to be a list"},
      {R"({"variations": {"a": 1}})", "/variations", "has to be a list"},
      {R"({"force": 1, "range": [0, "1"]})", "/range/1", "has to be a number"},
      {R"({"force": 1, "range": [0.5]})", "/range", "a range is two numbers"},
      {R"({"force": 1, "range": [0, 0.5, 1]})", "/range", "a range is two numbers"},
      {R"({"force": 1, "range": 0.5})", "/range", "a range is two numbers"},
      {R"({"variations": [0, 1], "ranges": [[0, 0.5], [0.5]]})", "/ranges/1", "a range is two numbers"},
      {R"({"variations": [0, 1], "ranges": "all"})", "/ranges", "has to be a list"},
      {R"({"force": 1, "hashVersion": "2"})", "/hashVersion", "has to be a number"},
      {R"({"force": 1, "hashAttribute": 1})", "/hashAttribute", "has to be a text"},
      {R"({"force": 1, "seed": ["x"]})", "/seed", "has to be a text"},
      {R"({"force": 1, "id": "a\u0007"})", "/id", "the text holds a control character"},
      {R"({"force": 1, "disableStickyBucketing": 1})", "/disableStickyBucketing", "true or false"},
      {R"({"variations": [0, 1], "bucketVersion": 1.5})", "/bucketVersion", "a whole number from 0 to 1000000"},
      {R"({"variations": [0, 1], "minBucketVersion": 1000001})", "/minBucketVersion", "a whole number"},
      {R"({"variations": [0, 1], "bucketVersion": "1"})", "/bucketVersion", "a whole number"},
      {R"({"variations": [0, 1], "namespace": ["s", "0", 1]})", "/namespace", "a namespace is a name and two numbers"},
      {R"({"variations": [0, 1], "namespace": "s"})", "/namespace", "a namespace is a name and two numbers"},
      {R"({"variations": [0, 1], "namespace": ["s", 0, 1, 2]})", "/namespace", "a namespace is a name and two numbers"},
      {R"({"variations": [0, 1], "meta": [{"key": 1}]})", "/meta/0/key", "has to be a text"},
      {R"({"variations": [0, 1], "meta": [{"passthrough": "yes"}]})", "/meta/0/passthrough", "true or false"},
      {R"({"force": 1, "filters": [{"ranges": [[0, 1, 2]]}]})", "/filters/0/ranges/0", "a range is two numbers"},
      {R"({"force": 1, "filters": [{"hashVersion": true}]})", "/filters/0/hashVersion", "has to be a number"},
      {R"({"force": 1, "filters": {}})", "/filters", "has to be a list"},
      {R"({"force": 1, "condition": []})", "/condition", "a condition is an object"},
      {R"({"force": 1, "parentConditions": [{"id": 1}]})", "/parentConditions/0/id", "has to be a text"},
      {R"({"force": 1, "parentConditions": [{"id": "g", "gate": 1}]})", "/parentConditions/0/gate", "true or false"},
      {R"({"variations": [0, 1], "contextualBanditRef": 1})", "/contextualBanditRef", "has to be a text"}};
  for (const Case& each : cases) BOOST_TEST(!is_rule(parse(each.json), each.member, each.words), each.json);
}

BOOST_AUTO_TEST_CASE(errors_of_the_file_and_of_experiments_are_placed) {
  const Case cases[] = {
      {R"({"features": []})", "/features", "has to be an object"},
      {R"({"features": {"": {}}})", "/features/", "the key of a feature has 1 to 256 bytes"},
      {R"({"features": {"f": {"rules": {}}}})", "/features/f/rules", "has to be a list"},
      {R"({"features": {"f": {"purpose": 1}}})", "/features/f/purpose", "has to be a text"},
      {R"({"purpose": ["a"]})", "/purpose", "has to be a text"},
      {R"({"exposes": "crm"})", "/exposes", "has to be a list"},
      {R"({"exposes": [1]})", "/exposes/0", "has to be an id"},
      {R"({"exposes": ["crm", "crm"]})", "/exposes/1", "\"crm\" is listed twice"},
      {R"({"keeps": 1})", "/keeps", "has to be an id"},
      {R"({"keeps": "No Id"})", "/keeps", "has to be an id"},
      {R"({"features": {"f": {"exposes": "web"}}})", "/features/f/exposes", "has to be a list"},
      {R"({"experiments": [{"key": "e", "persistQueryString": 1}]})", "/experiments/0/persistQueryString",
       "true or false"},
      {R"({"experiments": {}})", "/experiments", "has to be a list"},
      {R"({"experiments": [{"key": 5}]})", "/experiments/0/key", "has to be a text"},
      {R"({"experiments": [{"key": "e", "url": "^/"}]})", "/experiments/0", "\"url\" is GrowthBook's old way"},
      {R"({"experiments": [{"key": "e", "include": "f"}]})", "/experiments/0", "\"include\" is a function"},
      {R"({"experiments": [{"key": "e", "status": 1}]})", "/experiments/0/status", "has to be a text"},
      {R"({"experiments": [{"key": "e", "force": "1"}]})", "/experiments/0/force", "has to be a number"},
      {R"({"experiments": [{"key": "e", "urlPatterns": {}}]})", "/experiments/0/urlPatterns", "has to be a list"}};
  for (const Case& each : cases) BOOST_TEST(!is_read(parse(each.json), each.member, each.words), each.json);
  Json bandit = with_rule(parse(R"({"variations": [0, 1], "contextualBanditRef": "b"})"));
  bandit["contextualBandits"] = parse(R"({"b": {"contexts": [{"leafId": "4", "weights": ["a"]}]}})");
  BOOST_TEST(!is_read(bandit, "/contextualBandits/b/contexts/0/leafId", "has to be a number"));
  BOOST_TEST(!is_read(bandit, "/contextualBandits/b/contexts/0/weights/0", "has to be a number"));
}

BOOST_AUTO_TEST_CASE(groups_of_an_old_experiment_are_named_and_not_ignored) {
  // Without them everybody would be in the experiment.
  BOOST_TEST(!is_read(with_experiment(parse(R"({"key": "e", "variations": [0, 1], "groups": ["staff"]})")),
                      "/experiments/0", "\"groups\""));
}

BOOST_AUTO_TEST_CASE(a_leaf_beyond_what_a_pack_holds_is_refused) {
  Json bandit = with_rule(parse(R"({"variations": [0, 1], "contextualBanditRef": "b"})"));
  for (const char* leaf : {"2147483647", "-2147483648", "0"}) {
    bandit["contextualBandits"] = parse(R"({"b": {"contexts": [{"leafId": )" + std::string(leaf) + "}]}}");
    BOOST_TEST(is_read(bandit, "", ""), leaf);
  }
  for (const char* leaf : {"2147483648", "-2147483649", "1e300"}) {
    bandit["contextualBandits"] = parse(R"({"b": {"contexts": [{"leafId": )" + std::string(leaf) + "}]}}");
    BOOST_TEST(!is_read(bandit, "/contextualBandits/b/contexts/0/leafId", ""), leaf);
  }
}

BOOST_AUTO_TEST_CASE(two_features_of_one_name_are_refused) {
  // A page asks by the name, so the second would never be asked.
  BOOST_TEST(errors(parse(R"({"experiments": [{"key": "e", "variations": [0]}, {"key": "e", "variations": [1]}]})"))
                 .find("experiment:e") != std::string::npos);
  BOOST_TEST(
      errors(parse(R"({"features": {"experiment:e": {}}, "experiments": [{"key": "e"}]})")).find("experiment:e") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(features_are_taken_up_to_the_limit) {
  for (const std::size_t past : {0, 1}) {
    Json file = parse(R"({"features": {}})");
    auto& members = file["features"].get_ref<Json::object_t&>();
    for (std::size_t at = 0; at < max_features + past; ++at)
      members.emplace_back("f" + std::to_string(at), Json::object());
    BOOST_TEST(is_read(file, "/features", "holds more than 4096 members") == (past == 0));
    const Json experiments = {{"experiments", list_of(max_features + past, [](std::size_t at) {
                                 return Json{{"key", std::to_string(at)}};
                               })}};
    BOOST_TEST(is_read(experiments, "/experiments", "the list holds more than 4096") == (past == 0));
    const auto parent = [](std::size_t) { return parse(R"({"id": "f"})"); };
    const Json rule = {{"force", 1}, {"parentConditions", list_of(max_features + past, parent)}};
    BOOST_TEST(is_rule(rule, "/parentConditions", "the list holds more than 4096") == (past == 0));
  }
}

BOOST_AUTO_TEST_CASE(rules_are_taken_up_to_the_limit) {
  for (const std::size_t past : {0, 1}) {
    const auto force = [](std::size_t) { return parse(R"({"force": 1})"); };
    const Json file = {{"features", {{"f", {{"rules", list_of(max_rules + past, force)}}}}}};
    BOOST_TEST(is_read(file, "/features/f/rules", "the list holds more than 16384") == (past == 0));
    Json bandit = with_rule(parse(R"({"variations": [0, 1], "contextualBanditRef": "b"})"));
    bandit["contextualBandits"]["b"]["contexts"] =
        list_of(max_rules + past, [](std::size_t) { return Json::object(); });
    BOOST_TEST(is_read(bandit, "/contextualBandits/b/contexts", "the list holds more than 16384") == (past == 0));
  }
}

BOOST_AUTO_TEST_CASE(variations_are_taken_up_to_the_limit) {
  const auto number = [](std::size_t at) { return Json(at); };
  const auto range = [](std::size_t) { return parse("[0, 1]"); };
  const auto object = [](std::size_t) { return Json::object(); };
  const struct {
    const char* name;
    Json (*make)(std::size_t);
  } lists[] = {{"variations", number}, {"contextualVariations", number},
               {"weights", number},    {"ranges", range},
               {"meta", object},       {"filters", object}};
  for (const std::size_t past : {0, 1})
    for (const auto& each : lists) {
      Json rule = Json::object();
      rule[each.name] = list_of(max_variations + past, each.make);
      const auto member = std::string("/") + each.name;
      BOOST_TEST(is_rule(rule, member, "the list holds more than 256") == (past == 0), each.name);
    }
  for (const std::size_t past : {0, 1}) {
    const Json rule = {{"force", 1}, {"filters", {{{"ranges", list_of(max_variations + past, range)}}}}};
    BOOST_TEST(is_rule(rule, "/filters/0/ranges", "the list holds more than 256") == (past == 0));
  }
}

BOOST_AUTO_TEST_CASE(keys_and_seeds_are_taken_up_to_the_limit) {
  for (const std::size_t past : {0, 1}) {
    const std::string text(max_feature_bytes + past, 'x');
    const bool fits = past == 0;
    const Json file = {{"features", {{text, Json::object()}}}};
    BOOST_TEST(is_read(file, "/features/" + text, "the key of a feature has 1 to 256 bytes") == fits);
    for (const char* name : {"seed", "hashAttribute", "fallbackAttribute", "id"})
      BOOST_TEST(is_rule({{"force", 1}, {name, text}}, std::string("/") + name, "longer than 256 bytes") == fits, name);
    BOOST_TEST(is_rule({{"variations", {0, 1}}, {"key", text}}, "/key", "longer than 256 bytes") == fits);
    // An experiment's name has "experiment:" before its key.
    const Json alone = with_experiment({{"key", text.substr(std::string_view("experiment:").size())}});
    BOOST_TEST(is_read(alone, "/experiments/0", "the key of a feature has 1 to 256 bytes") == fits);
  }
}

BOOST_AUTO_TEST_CASE(more_values_than_an_index_counts_are_refused) {
  // The greatest index stands for null, and one value more would be taken for the first.
  for (const std::size_t past : {0, 1}) {
    Json rules = Json::array();
    for (std::size_t made = 0; made < no_value + past;) {
      Json values = Json::array();
      for (; values.size() < max_variations && made < no_value + past; ++made) values.push_back(made);
      rules.push_back({{"variations", std::move(values)}});
    }
    const Json file = {{"features", {{"f", {{"rules", std::move(rules)}}}}}};
    BOOST_TEST((errors(file).find("values") != std::string::npos) == (past == 1));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
