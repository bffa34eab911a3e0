// The readers of a policy's parts: fields, words, limits, each at its place.
#include "authoring/parts.hpp"

#include <boost/test/unit_test.hpp>

#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

struct Case {
  const char *file, *pointer, *value, *words;
};

void expect_errors(std::span<const Case> cases) {
  for (const Case& each : cases) {
    PolicyFolder folder;
    folder[each.file][Json::json_pointer(each.pointer)] = Json::parse(each.value);
    const Outcome outcome = folder.compile();
    BOOST_TEST(!outcome.compiled.has_value(), each.pointer << " = " << each.value);
    BOOST_TEST(lines(outcome).find(std::string(each.file) + "#") != std::string::npos);
    BOOST_TEST(lines(outcome).find(each.words) != std::string::npos, each.pointer << " = " << each.value << "\n"
                                                                                  << lines(outcome));
  }
}

void expect_sound(std::span<const Case> cases) {
  for (const Case& each : cases) {
    PolicyFolder folder;
    folder[each.file][Json::json_pointer(each.pointer)] = Json::parse(each.value);
    const Outcome outcome = folder.compile();
    BOOST_TEST(outcome.compiled.has_value(), each.pointer << " = " << each.value << "\n" << lines(outcome));
  }
}

// A list of `count` JSON texts that `make` gives.
template <class Make>
Json list_of(std::size_t count, Make make) {
  Json list = Json::array();
  for (std::size_t at = 0; at < count; ++at) list.push_back(make(at));
  return list;
}

bool compiles_with(const char* file, const char* pointer, Json value) {
  PolicyFolder folder;
  folder[file][Json::json_pointer(pointer)] = std::move(value);
  return folder.compile().compiled.has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(unknown_fields_are_errors_that_name_the_known_ones) {
  const Case cases[] = {
      {"shop/site.json", "/owner", "1", "unknown field \"owner\""},
      {"shop/site.json", "/destinations/crm/x", "1", "unknown field \"x\""},
      {"regimes/eu.json", "/law", "1", "unknown field \"law\""},
      {"regimes/eu.json", "/source/x", "\"a\"", "unknown field \"x\""},
      {"shop/purposes.json", "/personal/x", "1", "unknown field \"x\""},
      {"shop/purposes.json", "/personal/basis/opt", "1", "unknown field \"opt\""},
      {"shop/purposes.json", "/personal/maps/x", "1", "unknown field \"x\""},
      {"shop/attributes.json", "/age/x", "1", "unknown field \"x\""},
      {"shop/attributes.json", "/age/leaves/crm/x", "1", "unknown field \"x\""},
      {"shop/attributes.json", "/age/leaves/crm/minimize", R"({"hash": 1})", "unknown field \"hash\""},
      {"shop/attributes.json", "/style/infer/0/x", "1", "unknown field \"x\""},
      {"shop/services.json", "/video/x", "1", "unknown field \"x\""},
      {"shop/notice.json", "/x", "1", "unknown field \"x\""},
      {"shop/maps/region.json", "/x", "1", "unknown field \"x\""},
      {"shop/slots/hero.json", "/x", "1", "unknown field \"x\""},
      {"shop/slots/hero.json", "/experiences/0/x", "1", "unknown field \"x\""},
      {"shop/slots/hero.json", "/experiences/1/experiment/x", "1", "unknown field \"x\""},
      {"shop/slots/hero.json", "/experiences/1/experiment/variants/0/x", "1", "unknown field \"x\""}};
  expect_errors(cases);
}

BOOST_AUTO_TEST_CASE(a_missing_field_is_an_error) {
  PolicyFolder sound;
  for (const char* file : {"shop/site.json", "regimes/eu.json", "shop/slots/hero.json", "shop/maps/region.json"})
    for (const auto& [name, value] : sound[file].items()) {
      if (name == "late" || name == "exemptions") continue;
      PolicyFolder folder;
      folder[file].erase(name);
      BOOST_TEST(has_error(folder.compile(), std::string(file) + "#", "the field \"" + name + "\" is missing"), name);
    }
}

BOOST_AUTO_TEST_CASE(a_schema_may_be_named_in_each_file_and_nowhere_else) {
  PolicyFolder folder;
  for (const char* file :
       {"regimes/eu.json", "shop/site.json", "shop/purposes.json", "shop/attributes.json", "shop/services.json",
        "shop/notice.json", "shop/maps/region.json", "shop/slots/hero.json", "shop/texts/en.json"})
    folder[file]["$schema"] = "../schema/policy.schema.json";
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  BOOST_TEST(!compiles_with("shop/attributes.json", "/age/$schema", "x"));
  BOOST_TEST(!compiles_with("shop/attributes.json", "/age/leaves/$schema", "x"));
}

BOOST_AUTO_TEST_CASE(the_site_is_read_strictly) {
  const Case cases[] = {
      {"shop/site.json", "/id", R"("Shop One")", "has to be an id"},
      {"shop/site.json", "/title", R"("  ")", "the text is empty"},
      {"shop/site.json", "/title", R"("a\u0007")", "control character"},
      {"shop/site.json", "/title", R"("@a b")", "key of this text is malformed"},
      {"shop/site.json", "/languages", "[]", "the list is empty"},
      {"shop/site.json", "/languages/0", R"("../x")", "not a language tag"},
      {"shop/site.json", "/languages/1", R"("en")", "listed twice"},
      {"shop/site.json", "/regimes", "[]", "the list is empty"},
      {"shop/site.json", "/regimes/0", R"("../eu")", "has to be an id"},
      {"shop/site.json", "/regimes/0", R"({"preset": "eu", "model": "notice"})", "unknown field \"model\""},
      {"shop/site.json", "/regimes/0", R"({"validity": "P6M"})", "the field \"preset\" is missing"},
      {"shop/site.json", "/regimes/1", R"("eu")", "listed twice"},
      {"shop/site.json", "/controller/privacy-notice", R"("javascript:x")", "no address"},
      {"shop/site.json", "/controller/privacy-notice", R"("//evil.example")", "no address"},
      {"shop/site.json", "/controller/name", R"("")", "the text is empty"},
      {"shop/site.json", "/origins/0", R"("http://shop.example")", "not an origin"},
      {"shop/site.json", "/origins/0", R"("*")", "not an origin"},
      {"shop/site.json", "/destinations/a b", R"({"title": "x", "purposes": ["personal"]})", "not an id"},
      {"shop/site.json", "/destinations/crm/purposes", "[]", "the list is empty"}};
  expect_errors(cases);
  const Case sound[] = {{"shop/site.json", "/origins", "[]", ""}};
  expect_sound(sound);
}

BOOST_AUTO_TEST_CASE(regimes_and_purposes_are_read_strictly) {
  const Case cases[] = {
      {"regimes/eu.json", "/model", R"("optin")", "write one of: opt-in, opt-out, notice"},
      {"regimes/eu.json", "/gpc", "1", "true or false"},
      {"regimes/eu.json", "/validity", R"("1 year")", "ISO 8601"},
      {"regimes/eu.json", "/regions/0", R"("Germany")", "not a region"},
      {"regimes/eu.json", "/sensitive", R"("free")", "write one of: explicit-consent"},
      {"regimes/eu.json", "/age", R"("never")", "no age rule"},
      {"regimes/eu.json", "/age", R"({"from": 16})", "the field \"ask\" is missing"},
      {"regimes/eu.json", "/reask", R"({"refused": "P6M"})", "the field \"accepted\" is missing"},
      {"regimes/eu.json", "/controls/0", R"("nod")", "write one of: accept"},
      {"regimes/eu.json", "/exemptions", R"({"art": true})", "unknown field \"art\""},
      {"regimes/us.json", "/exemptions", R"({"statistics": true})", "have no source"},
      {"shop/purposes.json", "/personal/exemption", R"("art")", "write one of: statistics"},
      {"shop/purposes.json", "/personal/basis/regimes", R"({"eu": "vital"})", "write one of: consent"},
      {"shop/attributes.json", "/age/stale-after", R"("P13M")", "stale after it is gone"},
      {"regimes/eu.json", "/source/gpc", "null", "has to be a text"},
      {"shop/purposes.json", "/personal/basis", R"("vital")", "write one of: consent"},
      {"shop/purposes.json", "/personal/basis/opt-in", R"("yes")", "write one of: consent"},
      {"shop/purposes.json", "/personal/retention", R"("P0D")", "ISO 8601"},
      {"shop/purposes.json", "/personal/maps/consent-mode/0", R"("ads")", "write one of: ad_storage"},
      {"shop/purposes.json", "/Personal", "{}", "not an id"}};
  expect_errors(cases);
}

BOOST_AUTO_TEST_CASE(attributes_are_read_strictly) {
  const char* file = "shop/attributes.json";
  const Case cases[] = {{file, "/age/type", R"("ratings")", "write one of: boolean"},
                        {file, "/age/source", R"("bought")", "write one of: declared"},
                        {file, "/age/purposes", "[]", "the list is empty"},
                        {file, "/age/range", "[1]", "two values"},
                        {file, "/age/range", "[2, 1]", "the range is empty"},
                        {file, "/age/range", "[0, 1e10]", "between -1e9 and 1e9"},
                        {file, "/age/range", "[0, 1.0000001]", "six decimals"},
                        {file, "/trip/range", "[0, 1]", "has to be a date"},
                        {file, "/party/range", "[0, 1]", "only a number or a date"},
                        {file, "/party/choices", "[]", "the list is empty"},
                        {file, "/party/choices/0", R"("family")", "listed twice"},
                        {file, "/age/choices", R"(["a"])", "only texts and scores have choices"},
                        {file, "/age/from", R"("view")", "only an attribute that is observed"},
                        {file, "/age/update", R"("set")", "only an attribute that is observed"},
                        {file, "/age/infer", "[]", "only an attribute that is inferred"},
                        {file, "/likes/update", R"("add")", "only a number can be added"},
                        {file, "/visits/update", R"("collect")", "only a text-list can collect"},
                        {file, "/likes/from", R"("a b")", "signal is malformed"},
                        {file, "/style/infer", "[]", "the list is empty"},
                        {file, "/style/infer/0/value", "1", "has to be a text"},
                        {file, "/mobility/special", "true", "has to be an id"},
                        {file, "/all", "{}", "means something else"},
                        {file, "/page", "{}", "means something else"},
                        {file, "/a.b", "{}", "not an id"}};
  expect_errors(cases);
  PolicyFolder no_signal;
  no_signal[file]["likes"].erase("from");
  BOOST_TEST(has_error(no_signal.compile(), "#/likes/source", "names the signal"));
  PolicyFolder no_rules;
  no_rules[file]["style"].erase("infer");
  BOOST_TEST(has_error(no_rules.compile(), "#/style/source", "how it is inferred"));
}

BOOST_AUTO_TEST_CASE(a_minimizer_fits_its_type) {
  const char* file = "shop/attributes.json";
  const Case cases[] = {
      {file, "/party/leaves/crm/minimize", R"({"bucket": [1]})", "does not fit an attribute of type text"},
      {file, "/age/leaves/crm/minimize", R"({"prefix": 1})", "does not fit an attribute of type number"},
      {file, "/likes/leaves/crm", R"({"minimize": {"prefix": 1}})", "does not fit an attribute of type text-list"},
      {file, "/age/leaves/crm/minimize", R"({"map": "region"})", "does not fit an attribute of type number"},
      {file, "/party/leaves/crm/minimize", R"({"date": "month"})", "does not fit an attribute of type text"},
      {file, "/trip/leaves/crm/minimize", R"({"bucket": [1]})", "does not fit an attribute of type date"},
      {file, "/mobility/leaves/web", R"({"minimize": {"date": "day"}})", "does not fit an attribute of type boolean"},
      {file, "/age/leaves/crm/minimize", R"({"bucket": []})", "the list is empty"},
      {file, "/age/leaves/crm/minimize", R"({"bucket": [1, 1]})", "do not rise"},
      {file, "/age/leaves/crm/minimize", R"({"bucket": [2, 1]})", "do not rise"},
      {file, "/home/leaves/web/minimize", R"({"prefix": 0})", "from 1 to 64"},
      {file, "/home/leaves/web/minimize", R"({"prefix": 1.5})", "from 1 to 64"},
      {file, "/trip/leaves/crm/minimize", R"({"date": "week"})", "write one of: day"},
      {file, "/trip/leaves/crm/minimize", R"("round")", "write one of: keep, drop"},
      {file, "/trip/leaves/crm/minimize", "{}", "a minimizer is one thing"},
      {file, "/home/leaves/crm/minimize", R"({"prefix": 1, "map": "region"})", "a minimizer is one thing"},
      {file, "/trip/leaves/crm", "{}", "one form"},
      {file, "/trip/leaves/crm", R"({"as": "decision", "minimize": "drop"})", "one form"},
      {file, "/trip/leaves/crm", R"({"as": "value"})", "write one of: decision"}};
  expect_errors(cases);
  const Case sound[] = {{file, "/age/leaves/crm/minimize", R"("keep")", ""},
                        {file, "/trip/leaves/crm/minimize", R"("keep")", ""},
                        {file, "/trip/leaves/crm/minimize", R"({"date": "year"})", ""},
                        {file, "/visits/leaves/crm/minimize", R"({"bucket": [0.5, 1]})", ""}};
  expect_sound(sound);
}

BOOST_AUTO_TEST_CASE(slots_are_read_strictly) {
  const char* file = "shop/slots/hero.json";
  const Case cases[] = {{file, "/place", R"("a b")", "place is malformed"},
                        {file, "/late", R"("never")", "write one of: keep-default"},
                        {file, "/experiences", "[]", "the list is empty"},
                        {file, "/experiences/1/id", R"("first")", "two experiences have the id"},
                        {file, "/experiences/1/experiment/variants", "[]", "weights add up to 0"},
                        {file, "/experiences/1/experiment/variants/0/weight", "-1", "from 0 to 10000"},
                        {file, "/experiences/1/experiment/variants/0/weight", "10001", "from 0 to 10000"},
                        {file, "/experiences/1/experiment/variants/0/weight", "0.5", "from 0 to 10000"},
                        {file, "/experiences/1/experiment/variants/1/id", R"("a")", "two variants have this id"},
                        {file, "/exposes", R"(["web", "web"])", "listed twice"}};
  expect_errors(cases);
  PolicyFolder zero;
  for (int at : {0, 1}) zero[file]["experiences"][1]["experiment"]["variants"][at]["weight"] = 0;
  BOOST_TEST(has_error(zero.compile(), "#/experiences/1/experiment/variants", "weights add up to 0"));
  const Case sound[] = {{file, "/experiences/1/experiment/variants/0/weight", "0", ""},
                        {file, "/experiences/1/experiment/variants/0/weight", "10000", ""}};
  expect_sound(sound);
}

BOOST_AUTO_TEST_CASE(slots_and_maps_are_named_by_their_files) {
  PolicyFolder folder;
  folder.write("shop/slots/Big Hero.json", "{}");
  BOOST_TEST(has_error(folder.compile(), "slots/Big Hero.json#", "name of this file is not an id"));
}

BOOST_AUTO_TEST_CASE(the_notice_is_read_strictly) {
  const char* file = "shop/notice.json";
  const Case cases[] = {{file, "/banner/actions/0", R"("agree")", "write one of: accept, reject, choose, save"},
                        {file, "/banner/actions/0", R"({"do": "agree"})", "write one of: accept, reject, choose, save"},
                        {file, "/banner/actions/0", R"({"as": "link"})", "the field \"do\" is missing"},
                        {file, "/banner/actions/0", R"({"do": "accept", "as": "image"})", "write one of: button, link"},
                        {file, "/banner/actions/0", R"({"do": "accept", "x": 1})", "unknown field \"x\""},
                        {file, "/banner/actions", R"("accept")", "has to be a list"},
                        {file, "/banner/x", "1", "unknown field \"x\""},
                        {file, "/preselected", R"("personal")", "has to be a list"},
                        {file, "/preselected", R"(["No Id"])", "has to be an id"},
                        {file, "/reopen", R"("footer")", "write one of: control, none"},
                        {file, "/wall", R"("yes")", "true or false"}};
  expect_errors(cases);
  const Case sound[] = {{file, "/preselected", "[]", ""},
                        {file, "/reopen", R"("control")", ""},
                        {file, "/wall", "false", ""},
                        {file, "/banner/actions/1", R"({"do": "reject"})", ""},
                        {file, "/banner/actions/1", R"({"do": "reject", "as": "button"})", ""}};
  expect_sound(sound);
}

BOOST_AUTO_TEST_CASE(maps_and_texts_are_read_strictly) {
  const Case cases[] = {{"shop/maps/region.json", "/entries/20", "1", "has to be a text"},
                        {"shop/maps/region.json", "/other", R"("")", "the text is empty"},
                        {"shop/maps/region.json", "/entries/", R"("x")", "a key is empty"},
                        {"shop/texts/en.json", "/why", R"("")", "the text is empty"},
                        {"shop/texts/en.json", "/why", "1", "has to be a text"},
                        {"shop/texts/en.json", "/a b", R"("x")", "malformed"}};
  expect_errors(cases);
}

BOOST_AUTO_TEST_CASE(conditions_are_read_strictly) {
  const char* file = "shop/slots/hero.json";
  const char* when = "/experiences/0/when";
  const Case cases[] = {{file, when, "{}", "names one thing"},
                        {file, when, "[]", "has to be an object"},
                        {file, when, R"({"age": {"gt": 1}, "party": {"eq": "solo"}})", "names one thing"},
                        {file, when, R"({"all": []})", "the list is empty"},
                        {file, when, R"({"all": {}})", "has to be a list"},
                        {file, when, R"({"age": {}})", "nothing is compared"},
                        {file, when, R"({"age": {"between": [1, 2]}})", "unknown operator \"between\""},
                        {file, when, R"({"age": 18})", "has to be an object"},
                        {file, when, R"({"age": {"in": []}})", "the list is empty"},
                        {file, when, R"({"age": {"in": 1}})", "has to be a list"},
                        {file, when, R"({"age": {"eq": null}})", "has to be a text"},
                        {file, when, R"({"age": {"eq": 1e12}})", "between -1e9 and 1e9"},
                        {file, when, R"({"age": {"exists": 1}})", "true or false"}};
  expect_errors(cases);
}

BOOST_AUTO_TEST_CASE(conditions_are_nested_up_to_the_cores_limit) {
  const auto nested = [](std::size_t depth) {
    Json condition = Json::parse(R"({"party": {"eq": "solo"}})");
    for (std::size_t at = 0; at < depth; ++at) condition = {{"all", Json::array({condition})}};
    return condition;
  };
  const char* when = "/experiences/0/when";
  constexpr std::size_t most = policy::max_condition_depth - 2;
  BOOST_TEST(compiles_with("shop/slots/hero.json", when, nested(most)));
  BOOST_TEST(!compiles_with("shop/slots/hero.json", when, nested(most + 1)));
  Json deepest = nested(most - 1);
  Json* inner = &deepest;
  while (inner->contains("all")) inner = &(*inner)["all"][0];
  *inner = Json::parse(R"({"party": {"exists": false}})");
  BOOST_TEST(compiles_with("shop/slots/hero.json", when, deepest));
  deepest = {{"all", Json::array({deepest})}};
  BOOST_TEST(!compiles_with("shop/slots/hero.json", when, deepest));
}

BOOST_AUTO_TEST_CASE(lists_are_taken_at_their_limits_and_refused_one_past) {
  const auto number = [](std::size_t at) { return Json(static_cast<double>(at)); };
  const auto text = [](std::size_t at) { return Json("t" + std::to_string(at)); };
  const char* attributes = "shop/attributes.json";
  const char* hero = "shop/slots/hero.json";
  for (const std::size_t past : {0, 1}) {
    BOOST_TEST(compiles_with(attributes, "/age/leaves/crm/minimize/bucket", list_of(max_bounds + past, number)) ==
               !past);
    BOOST_TEST(compiles_with(attributes, "/home/choices", list_of(max_choices + past, text)) == !past);
    BOOST_TEST(compiles_with(attributes, "/home/leaves/web/minimize/prefix", max_prefix + past) == !past);
    BOOST_TEST(compiles_with(hero, "/experiences/0/when", {{"age", {{"in", list_of(max_operands + past, number)}}}}) ==
               !past);
    const auto comparison = [](std::size_t) { return Json::parse(R"({"party": {"eq": "solo"}})"); };
    BOOST_TEST(compiles_with(hero, "/experiences/0/when",
                             {{"any", list_of(max_condition_nodes - 1 + past, comparison)}}) == !past);
    const auto region = [](std::size_t at) { return Json("US-" + std::to_string(at)); };
    BOOST_TEST(compiles_with("regimes/us.json", "/regions", list_of(max_regions + past, region)) == !past);
    const auto origin = [](std::size_t at) { return Json("https://shop" + std::to_string(at) + ".example"); };
    BOOST_TEST(compiles_with("shop/site.json", "/origins", list_of(max_origins + past, origin)) == !past);
    const auto rule = [](std::size_t) {
      return Json::parse(R"({"when": {"likes": {"contains": "x"}}, "value": "far"})");
    };
    BOOST_TEST(compiles_with(attributes, "/style/infer", list_of(max_inferences + past, rule)) == !past);
  }
}

BOOST_AUTO_TEST_CASE(texts_are_taken_at_their_limits_and_refused_one_past) {
  for (const std::size_t past : {0, 1}) {
    BOOST_TEST(compiles_with("shop/texts/en.json", "/why", std::string(max_sentence_bytes + past, 'x')) == !past);
    BOOST_TEST(compiles_with("shop/maps/region.json", "/other", std::string(256 + past, 'x')) == !past);
    BOOST_TEST(compiles_with("shop/slots/hero.json", "/place", std::string(128 + past, 'x')) == !past);
  }
}

BOOST_AUTO_TEST_CASE(declarations_are_taken_at_their_limits_and_refused_one_past) {
  for (const std::size_t past : {0, 1}) {
    PolicyFolder folder;
    Json& attributes = folder["shop/attributes.json"];
    for (std::size_t at = attributes.size(); at < policy::max_attributes + past; ++at)
      attributes["a" + std::to_string(at)] = Json::parse(
          R"({"title": "A", "type": "boolean", "source": "declared", "purposes": ["personal"], "retention": "P1M", "leaves": {}})");
    BOOST_TEST(folder.compile().compiled.has_value() == !past);
    PolicyFolder purposes;
    for (std::size_t at = 3; at < policy::max_purposes + past; ++at)
      purposes["shop/purposes.json"]["p" + std::to_string(at)] = Json::parse(
          R"({"title": "P", "explain": "P", "basis": "consent", "owner": "o", "why": "w", "retention": "P1M"})");
    BOOST_TEST(purposes.compile().compiled.has_value() == !past);
    PolicyFolder services;
    for (std::size_t at = 1; at < policy::max_services + past; ++at)
      services["shop/services.json"]["s" + std::to_string(at)] =
          Json::parse(R"({"title": "S", "purposes": ["personal"]})");
    BOOST_TEST(services.compile().compiled.has_value() == !past);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
