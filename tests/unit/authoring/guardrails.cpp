// Special categories and proxies decide where the policy says so; what is missing decides nothing; bundles need a key.
#include <boost/test/unit_test.hpp>

#include "opened_pack.hpp"
#include "personalization/decide.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* attributes = "shop/attributes.json";
constexpr const char* care = "shop/slots/care.json";
constexpr const char* hero = "shop/slots/hero.json";
constexpr const char* when = "/experiences/0/when";

// A shop whose postcode stands for income, and decides what the hero shows.
void decide_by_postcode(PolicyFolder& folder) {
  folder[attributes]["home"]["proxy"] = "income";
  folder[hero]["experiences"][0]["when"] = Json::parse(R"({"home": {"eq": "20095"}})");
}

// What a visitor with these values sees under a condition: true where it holds.
bool holds(const char* condition, const std::vector<std::pair<const char*, profile::ValueView>>& values) {
  PolicyFolder folder;
  folder[hero]["experiences"][0]["when"] = Json::parse(condition);
  folder[hero]["exposes"] = Json::array();
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  const pack::Pack& pack = *opened.pack;
  profile::Profile profile{profile::Profile::Cells(policy::size(pack.attributes()))};
  for (const auto& [id, value] : values) {
    const auto attribute = static_cast<policy::AttributeId>(policy::find(pack.attributes(), id));
    BOOST_REQUIRE((profile::set(pack, profile, attribute, value, 0) == base::Fault::none));
  }
  consent::Permissions permissions;
  for (std::size_t purpose = 0; purpose < 3; ++purpose) permissions.permitted.set(purpose);
  personalization::Page page;
  page.facts = base::Array<personalization::Page::Fact>(policy::size(pack.context()));
  const auto purpose = static_cast<policy::PurposeId>(policy::find(pack.purposes(), "personal"));
  const personalization::Inputs inputs{pack, profile, permissions, page, 0, purpose};
  return personalization::holds(inputs, pack.slots()->Get(1)->experiences()->Get(0)->when(), nullptr);
}

profile::ValueView number(double value) { return {pack::ValueType::number, value, {}}; }
profile::ValueView text(std::string_view value) { return {pack::ValueType::text, 0, value}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(guardrails)

BOOST_AUTO_TEST_CASE(special_category_decides_only_where_the_slot_says_so) {
  PolicyFolder folder;
  folder[care].erase("may-decide");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, std::string("care.json#") + when + "/mobility/eq", "is of a special category"));
  BOOST_TEST(lines(outcome).find("add \"may-decide\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reason_is_a_text) {
  for (const char* wrong : {R"({"mobility": ""})", R"({"mobility": true})", R"(["mobility"])"}) {
    PolicyFolder folder;
    folder[care]["may-decide"] = Json::parse(wrong);
    BOOST_TEST(!folder.compile().compiled.has_value(), wrong);
  }
}

BOOST_AUTO_TEST_CASE(only_what_needs_it_is_listed) {
  PolicyFolder folder;
  folder[care]["may-decide"]["nobody"] = "why";
  BOOST_TEST(has_error(folder.compile(), "/may-decide/nobody", "there is no attribute"));
  folder[care]["may-decide"].erase("nobody");
  folder[care]["may-decide"]["age"] = "why";
  BOOST_TEST(has_error(folder.compile(), "/may-decide/age", "is of no special category"));
}

BOOST_AUTO_TEST_CASE(proxy_decides_only_where_the_slot_says_so) {
  PolicyFolder folder;
  decide_by_postcode(folder);
  BOOST_TEST(has_error(folder.compile(), std::string("hero.json#") + when + "/home/eq", "stands for something else"));
}

BOOST_AUTO_TEST_CASE(proxy_needs_the_consent_that_the_regime_asks_for_sensitive_data) {
  PolicyFolder folder;
  decide_by_postcode(folder);
  folder[hero]["may-decide"] = {{"home", "Shops differ by region."}};
  BOOST_TEST(has_error(folder.compile(), "hero.json#/may-decide/home", "\"eu\" asks for sensitive data"));
  folder["shop/purposes.json"]["personal"]["basis"] = Json::parse(R"({"opt-in": "explicit-consent",
    "opt-out": "legitimate-interest"})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
}

BOOST_AUTO_TEST_CASE(proxy_decides_by_way_of_what_is_inferred_too) {
  PolicyFolder folder;
  folder[attributes]["likes"]["proxy"] = "income";
  BOOST_TEST(has_error(folder.compile(), std::string("hero.json#") + when + "/all/0/style/eq", "\"likes\""));
}

BOOST_AUTO_TEST_CASE(feature_says_so_for_itself_or_for_all) {
  PolicyFolder folder;
  const char* file = "shop/features.json";
  folder[file] = Json::parse(R"({"purpose": "health",
    "features": {"f": {"rules": [{"condition": {"mobility": true}, "force": 1}]}}})");
  BOOST_TEST(has_error(folder.compile(), "features.json#/features/f", "is of a special category"));
  folder[file]["features"]["f"]["may-decide"] = {{"mobility", "why"}};
  BOOST_TEST(folder.compile().compiled.has_value(), lines(folder.compile()));
  folder[file]["features"]["f"].erase("may-decide");
  folder[file]["may-decide"] = {{"mobility", "why"}};
  BOOST_TEST(folder.compile().compiled.has_value(), lines(folder.compile()));
}

BOOST_AUTO_TEST_CASE(none_of_a_missing_value_decides_nothing) {
  const char* adult = R"({"none": [{"age": {"lt": 18}}]})";
  BOOST_TEST(!holds(adult, {}));
  BOOST_TEST(!holds(adult, {{"age", number(17)}}));
  BOOST_TEST(holds(adult, {{"age", number(18)}}));
}

BOOST_AUTO_TEST_CASE(every_operator_has_its_opposite_within_none) {
  struct Case {
    const char* condition;
    double below, at, above;  // whether it holds of 17, 18, 19
  };
  constexpr Case cases[] = {
      {R"({"none": [{"age": {"lt": 18}}]})", 0, 1, 1},      {R"({"none": [{"age": {"lte": 18}}]})", 0, 0, 1},
      {R"({"none": [{"age": {"gt": 18}}]})", 1, 1, 0},      {R"({"none": [{"age": {"gte": 18}}]})", 1, 0, 0},
      {R"({"none": [{"age": {"eq": 18}}]})", 1, 0, 1},      {R"({"none": [{"age": {"ne": 18}}]})", 0, 1, 0},
      {R"({"none": [{"age": {"in": [18, 19]}}]})", 1, 0, 0}};
  for (const Case& each : cases) {
    BOOST_TEST(!holds(each.condition, {}), each.condition);
    BOOST_TEST(holds(each.condition, {{"age", number(17)}}) == (each.below != 0), each.condition);
    BOOST_TEST(holds(each.condition, {{"age", number(18)}}) == (each.at != 0), each.condition);
    BOOST_TEST(holds(each.condition, {{"age", number(19)}}) == (each.above != 0), each.condition);
  }
}

BOOST_AUTO_TEST_CASE(none_of_several_needs_all_of_them_known) {
  const char* neither = R"({"none": [{"age": {"lt": 18}}, {"party": {"eq": "family"}}]})";
  BOOST_TEST(!holds(neither, {}));
  BOOST_TEST(!holds(neither, {{"age", number(30)}}));
  BOOST_TEST(!holds(neither, {{"party", text("solo")}}));
  BOOST_TEST(holds(neither, {{"age", number(30)}, {"party", text("solo")}}));
  BOOST_TEST(!holds(neither, {{"age", number(30)}, {"party", text("family")}}));
}

BOOST_AUTO_TEST_CASE(none_of_both_holds_where_one_is_known_not_to) {
  const char* not_both = R"({"none": [{"all": [{"age": {"lt": 18}}, {"party": {"eq": "family"}}]}]})";
  BOOST_TEST(!holds(not_both, {}));
  BOOST_TEST(holds(not_both, {{"age", number(30)}}));
  BOOST_TEST(holds(not_both, {{"party", text("solo")}}));
  BOOST_TEST(!holds(not_both, {{"age", number(17)}}));
}

BOOST_AUTO_TEST_CASE(none_within_none_is_what_it_asks) {
  const char* minor = R"({"none": [{"none": [{"age": {"lt": 18}}]}]})";
  BOOST_TEST(!holds(minor, {}));
  BOOST_TEST(holds(minor, {{"age", number(17)}}));
  BOOST_TEST(!holds(minor, {{"age", number(18)}}));
}

BOOST_AUTO_TEST_CASE(lists_and_sets_within_none_have_to_be_known) {
  const char* unmoved = R"({"none": [{"likes": {"contains": "alps"}}]})";
  base::Text sea, alps;
  profile::add_item(sea, "sea");
  profile::add_item(alps, "alps");
  BOOST_TEST(!holds(unmoved, {}));
  BOOST_TEST(holds(unmoved, {{"likes", {pack::ValueType::text_list, 0, sea}}}));
  BOOST_TEST(!holds(unmoved, {{"likes", {pack::ValueType::text_list, 0, alps}}}));
}

BOOST_AUTO_TEST_CASE(who_asks_whether_it_is_known_is_answered) {
  BOOST_TEST(holds(R"({"none": [{"age": {"exists": true}}]})", {}));
  BOOST_TEST(holds(R"({"age": {"exists": false}})", {}));
  BOOST_TEST(!holds(R"({"age": {"exists": false}})", {{"age", number(18)}}));
  BOOST_TEST(holds(R"({"none": [{"all": [{"age": {"exists": true}}, {"age": {"lt": 18}}]}]})", {}));
}

BOOST_AUTO_TEST_CASE(facts_about_the_page_are_always_known) {
  BOOST_TEST(holds(R"({"none": [{"page.query.campaign": {"eq": "alps"}}]})", {}));
}

BOOST_AUTO_TEST_CASE(attribute_of_a_bundle_listens_to_what_no_script_may_tell) {
  PolicyFolder folder;
  folder[attributes]["visits"]["from"] = "bundle";
  folder[attributes]["visits"].erase("update");
  BOOST_TEST(has_error(folder.compile(), "/visits/from", "whose signature"));
  folder["shop/site.json"]["bundles"] = {{"key", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}};
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  const auto at = static_cast<std::size_t>(policy::find(opened.pack->attributes(), "visits"));
  BOOST_TEST(policy::view(policy::at(opened.pack->attributes(), at).signal()) == "bundle:visits");
  const Json page = Json::parse(opened.pack->page()->str());
  BOOST_TEST(page["bundle_key"] == "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  BOOST_TEST(page["attributes"][at]["bundle"] == true);
}

BOOST_AUTO_TEST_CASE(bundle_sets_and_does_nothing_else) {
  PolicyFolder folder;
  folder["shop/site.json"]["bundles"] = {{"key", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}};
  folder[attributes]["visits"]["from"] = "bundle";
  BOOST_TEST(has_error(folder.compile(), "/visits/update", "a bundle says what a value is"));
}

BOOST_AUTO_TEST_CASE(signals_of_bundles_are_no_others) {
  PolicyFolder folder;
  folder[attributes]["visits"]["from"] = "bundle:likes";
  BOOST_TEST(has_error(folder.compile(), "/visits/from", "server signs"));
}

BOOST_AUTO_TEST_CASE(key_of_bundles_has_thirty_two_bytes) {
  for (const char* wrong :
       {"", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHUR==", "short", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp="}) {
    PolicyFolder folder;
    folder["shop/site.json"]["bundles"] = {{"key", wrong}};
    BOOST_TEST(!folder.compile().compiled.has_value(), wrong);
  }
  PolicyFolder folder;
  folder["shop/site.json"]["bundles"] = {{"key", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}};
  BOOST_TEST(has_warning(folder.compile(), "site.json#/bundles", "no attribute comes from a bundle"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
