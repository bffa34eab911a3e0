// Warnings of what a pack would tell everyone: each speaks at its place, stops no build, and stays away where nothing
// is told.
#include <boost/test/unit_test.hpp>

#include "authoring/lint.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* hero = "shop/slots/hero.json";

Outcome with_when(const char* condition) {
  PolicyFolder folder;
  folder[hero]["experiences"][0]["when"] = Json::parse(condition);
  folder[hero]["exposes"] = Json::array();
  return folder.compile();
}

bool warns(const Outcome& outcome, const char* pointer, std::string_view words) {
  return outcome.compiled && has_warning(outcome, std::string("slots/hero.json#/experiences/0") + pointer, words);
}

bool advises(const Outcome& outcome, std::string_view remedy) {
  return outcome.problems.size() == 1 && outcome.problems[0].remedy.find(remedy) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_of_what_is_public)

BOOST_AUTO_TEST_CASE(personal_data_in_a_condition_is_a_warning) {
  const std::pair<const char*, const char*> cases[] = {{"jo@shop.example", "an e-mail address"},
                                                       {"+49 30 123456", "a phone number"},
                                                       {"DE89 3704 0044 0532 0130 00", "an IBAN"},
                                                       {"4111 1111 1111 1111", "the number of a payment card"}};
  for (const auto& [text, kind] : cases) {
    PolicyFolder folder;
    folder[hero]["experiences"][0]["when"] = {{"any", {{{"home", {{"in", {"10", text}}}}}}}};
    const Outcome outcome = folder.compile();
    BOOST_TEST(warns(outcome, "/when/any/0/home/in/1", kind), lines(outcome));
    BOOST_TEST(advises(outcome, "set an attribute such as \"segment\""), lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(personal_data_in_a_rule_of_inference_is_a_warning) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["style"]["infer"][0]["when"] =
      Json::parse(R"({"likes": {"contains": "jo@shop.example"}})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value());
  BOOST_TEST(has_warning(outcome, "attributes.json#/style/infer/0/when/likes/contains", "an e-mail address"));
}

BOOST_AUTO_TEST_CASE(a_list_of_ids_is_a_warning_from_the_third_on) {
  for (const char* list : {R"({"home": {"in": ["C-1001", "C-1002", "C-1003"]}})",
                           R"({"home": {"in": ["north", "deadbeef01", "10001", "cust_0001"]}})"}) {
    const Outcome outcome = with_when(list);
    BOOST_TEST(warns(outcome, "/when/home/in", "list of customers' ids"), lines(outcome));
    BOOST_TEST(advises(outcome, "segment"));
    BOOST_TEST(advises(outcome, "\"hashed\": true"));
  }
  const Outcome numbers = with_when(R"({"visits": {"in": [10001, 10002, 10003]}})");
  BOOST_TEST(warns(numbers, "/when/visits/in", "list of customers' ids"), lines(numbers));
  BOOST_TEST(!advises(numbers, "hashed"));
  for (const char* list :
       {R"({"home": {"in": ["C-1001", "C-1002"]}})", R"({"visits": {"in": [1, 2, 3, 9999, 10000.5]}})",
        R"({"home": {"in": ["summer-2026", "autumn-2026", "winter-2026"]}})",
        R"({"trip": {"in": ["2026-01-01", "2026-01-02", "2026-01-03"]}})"})
    BOOST_TEST(lines(with_when(list)) == "", list);
}

BOOST_AUTO_TEST_CASE(a_text_that_tells_of_a_plan_is_a_warning) {
  const Outcome fact = with_when(R"({"page.query.campaign": {"eq": "spring-secret"}})");
  BOOST_TEST(warns(fact, "/when/page.query.campaign/eq", "tells of a plan: \"secret\""), lines(fact));
  BOOST_TEST(advises(fact, "\"hashed\": true"));
  const Outcome listed = with_when(R"({"likes": {"contains": "sale-2027"}})");
  BOOST_TEST(warns(listed, "/when/likes/contains", "tells of a plan: \"2027\""), lines(listed));
  BOOST_TEST(!advises(listed, "hashed"));
}

BOOST_AUTO_TEST_CASE(a_date_that_a_condition_compares_with_is_no_plan) {
  BOOST_TEST(lines(with_when(R"({"trip": {"gte": "2027-01-01"}})")) == "");
}

BOOST_AUTO_TEST_CASE(names_that_tell_of_a_plan_are_warnings) {
  PolicyFolder folder;
  folder[hero]["experiences"][0]["id"] = "teaser-hero";
  folder[hero]["experiences"][1]["experiment"]["id"] = "split-2027-03";
  folder[hero]["experiences"][1]["experiment"]["variants"][1]["id"] = "b-draft";
  for (const char* language : {"en", "de"})
    folder.write(std::string("shop/content/") + language + "/hero.html",
                 "<template data-experience=\"teaser-hero\"></template>"
                 "<template data-experience=\"second\" data-variant=\"a\"></template>"
                 "<template data-experience=\"second\" data-variant=\"b-draft\"></template>");
  folder["shop/slots/q1-2027.json"] = folder["shop/slots/care.json"];
  folder["shop/slots/q1-2027.json"]["place"] = "home.more";
  for (const char* language : {"en", "de"})
    folder.write(std::string("shop/content/") + language + "/q1-2027.html",
                 "<template data-experience=\"steps\"></template>");
  const Outcome outcome = folder.compile();
  const std::pair<const char*, const char*> names[] = {
      {"hero.json#/experiences/0/id", "\"teaser-hero\" tells of a plan: \"teaser\""},
      {"hero.json#/experiences/1/experiment/id", "\"2027\""},
      {"hero.json#/experiences/1/experiment/variants/1/id", "\"draft\""},
      {"slots/q1-2027.json#", "\"2027\""}};
  for (const auto& [place, words] : names) BOOST_TEST(has_warning(outcome, place, words), place);
  BOOST_TEST(outcome.problems.size() == std::size(names), lines(outcome));
  BOOST_TEST(outcome.compiled.has_value());
}

BOOST_AUTO_TEST_CASE(a_hashed_comparison_tells_nothing) {
  for (const char* hashed : {R"({"page.query.campaign": {"eq": "spring-secret", "hashed": true}})",
                             R"({"page.query.campaign": {"in": ["sale-2027", "jo@shop.example"], "hashed": true}})",
                             R"({"home": {"in": ["C-1001", "C-1002", "C-1003"], "hashed": true}})"})
    BOOST_TEST(lines(with_when(hashed)) == "", hashed);
  BOOST_TEST(lines(with_when(R"({"any": [{"page.query.campaign": {"eq": "x", "hashed": true}},
    {"home": {"eq": "spring-secret"}}]})")) == "");
  const Outcome listed = with_when(R"({"any": [{"page.query.campaign": {"eq": "x", "hashed": true}},
    {"likes": {"contains": "spring-secret"}}]})");
  BOOST_TEST(warns(listed, "/when/any/1/likes/contains", "tells of a plan"), lines(listed));
  const Outcome plain = with_when(R"({"page.query.campaign": {"eq": "spring-secret", "hashed": false}})");
  BOOST_TEST(plain.problems.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
