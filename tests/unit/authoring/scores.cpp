// Interests in a policy: what attributes.json says of scores, and what conditions ask of them.
#include <boost/test/unit_test.hpp>

#include "authoring/write_types.hpp"
#include "opened_pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* attributes = "shop/attributes.json";
constexpr const char* slot = "shop/slots/hero.json";

Json drawn_to() {
  return Json::parse(R"({"title": "Drawn to", "type": "scores", "source": "observed", "purposes": ["personal"],
    "choices": ["sea", "alps"], "from": {"view-category": 0.3, "search": 0.25}, "half-life": "P14D",
    "retention": "P3M", "leaves": {"web": {"as": "decision"}}})");
}

void ask(PolicyFolder& folder, const Json& attribute, const char* when = R"({"drawn-to.alps": {"gte": 0.3}})") {
  folder[attributes]["drawn-to"] = attribute;
  folder[slot]["experiences"][0]["when"] = Json::parse(when);
}

Outcome asked_of(const Json& attribute, const char* when = R"({"drawn-to.alps": {"gte": 0.3}})") {
  PolicyFolder folder;
  ask(folder, attribute, when);
  return folder.compile();
}

Outcome changed(const char* field, const char* value) {
  Json attribute = drawn_to();
  attribute[field] = Json::parse(value);
  return asked_of(attribute);
}

Outcome without(const char* field) {
  Json attribute = drawn_to();
  attribute.erase(field);
  return asked_of(attribute);
}

Outcome asking(const char* when) { return asked_of(drawn_to(), when); }

}  // namespace

BOOST_AUTO_TEST_SUITE(scores)

BOOST_AUTO_TEST_CASE(scores_and_what_asks_them_stand_in_the_pack) {
  const Outcome outcome = asked_of(drawn_to());
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  const int found = policy::find(opened.pack->attributes(), "drawn-to");
  BOOST_REQUIRE(found >= 0);
  const pack::Attribute& made = policy::at(opened.pack->attributes(), static_cast<std::size_t>(found));
  BOOST_TEST((made.type() == pack::ValueType::scores));
  BOOST_TEST(made.half_life_s() == 14u * 86'400);
  BOOST_REQUIRE(policy::size(made.signals()) == 2u);
  BOOST_TEST(policy::view(policy::at(made.signals(), 0).signal()) == "view-category");
  BOOST_TEST(policy::at(made.signals(), 0).weight() == 0.3);
  BOOST_TEST(policy::at(made.signals(), 1).weight() == 0.25);
  const auto& when = *opened.pack->slots()->Get(1)->experiences()->Get(0)->when();
  const pack::Node& node = *opened.pack->nodes()->Get(when.begin());
  BOOST_TEST((node.op() == pack::Op::gte));
  BOOST_TEST(node.index() == found);
  BOOST_TEST(node.count() == 1);  // "alps"
  BOOST_TEST(opened.pack->numbers()->Get(node.operand()) == 0.3);
  BOOST_TEST(Json::parse(opened.pack->page()->str())["full_core"] == true);
}

BOOST_AUTO_TEST_CASE(signals_in_a_list_have_the_same_weight) {
  const Outcome outcome = changed("from", R"(["view-category", "search"])");
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const testing::OpenedPack opened(outcome.compiled->packs.at("en"));
  const auto found = static_cast<std::size_t>(policy::find(opened.pack->attributes(), "drawn-to"));
  for (std::size_t at = 0; at < 2; ++at)
    BOOST_TEST(policy::at(policy::at(opened.pack->attributes(), found).signals(), at).weight() == default_score_weight);
}

BOOST_AUTO_TEST_CASE(scores_need_choices_signals_and_a_half_life) {
  BOOST_TEST(has_error(without("choices"), "/drawn-to/type", "scores are of choices"));
  BOOST_TEST(has_error(without("half-life"), "/drawn-to/type", "how soon an interest fades"));
  BOOST_TEST(has_error(without("from"), "/drawn-to/source", "names the signal"));
  BOOST_TEST(has_error(changed("source", R"("declared")"), "/drawn-to/type", "scores are observed"));
  BOOST_TEST(has_error(changed("update", R"("set")"), "/drawn-to/update", "nothing else"));
  BOOST_TEST(has_error(changed("half-life", R"("P0D")"), "/drawn-to/half-life", ""));
}

BOOST_AUTO_TEST_CASE(half_life_belongs_to_scores) {
  PolicyFolder folder;
  folder[attributes]["likes"]["half-life"] = "P14D";
  BOOST_TEST(has_error(folder.compile(), "/likes/half-life", "only scores have a half-life"));
}

BOOST_AUTO_TEST_CASE(nothing_raises_no_scores) {
  BOOST_TEST(has_error(changed("from", "{}"), "/drawn-to/from", "nothing raises"));
  BOOST_TEST(has_error(changed("from", "[]"), "/drawn-to/from", "nothing raises"));
  BOOST_TEST(has_error(changed("from", R"("view")"), "/drawn-to/from", "has to be a list"));
  BOOST_TEST(has_error(changed("from", R"(["view", "view"])"), "/drawn-to/from/1", "listed twice"));
  BOOST_TEST(has_error(changed("from", R"(["a view"])"), "/drawn-to/from/0", "malformed"));
  BOOST_TEST(has_error(changed("from", R"({"bundle:x": 0.2})"), "/drawn-to/from/bundle:x", "server signs"));
}

BOOST_AUTO_TEST_CASE(weights_are_from_a_thousandth_to_one) {
  for (const char* sound : {R"({"view": 0.001})", R"({"view": 1})"})
    BOOST_TEST(changed("from", sound).compiled.has_value(), sound);
  for (const char* wrong : {R"({"view": 0.0009})", R"({"view": 1.001})", R"({"view": 0})", R"({"view": -1})"})
    BOOST_TEST(has_error(changed("from", wrong), "/drawn-to/from/view", "from 0.001 to 1"), wrong);
}

BOOST_AUTO_TEST_CASE(sixty_four_signals_raise_scores_and_not_one_more) {
  Json signals = Json::object();
  for (std::size_t at = 0; at < max_score_signals; ++at) signals["view-" + std::to_string(at)] = 0.2;
  BOOST_TEST(changed("from", signals.dump().c_str()).compiled.has_value());
  signals["one-more"] = 0.2;
  BOOST_TEST(!changed("from", signals.dump().c_str()).compiled.has_value());
}

BOOST_AUTO_TEST_CASE(scores_leave_as_a_decision_or_not_at_all) {
  BOOST_TEST(has_error(changed("leaves", R"({"web": {"minimize": "keep"}})"), "/drawn-to/leaves/web", "no form"));
}

BOOST_AUTO_TEST_CASE(score_of_a_choice_is_compared_by_size) {
  for (const char* when : {R"({"drawn-to.sea": {"gt": 0.5, "lte": 0.9}})", R"({"drawn-to": {"exists": true}})",
                           R"({"none": [{"drawn-to.sea": {"lt": 0.5}}]})"})
    BOOST_TEST(asking(when).compiled.has_value(), when << lines(asking(when)));
  const char* const place = "/experiences/0/when";
  const auto refuses = [&](const char* when, const std::string& below, const char* words) {
    const Outcome outcome = asking(when);
    BOOST_TEST(has_error(outcome, place + below, words), when << "\n" << lines(outcome));
  };
  refuses(R"({"drawn-to.desert": {"gte": 0.3}})", "/drawn-to.desert/gte", "is not a choice");
  refuses(R"({"drawn-to.sea": {"eq": 0.3}})", "/drawn-to.sea/eq", "does not fit");
  refuses(R"({"drawn-to.sea": {"gte": "much"}})", "/drawn-to.sea/gte", "this is not");
  refuses(R"({"drawn-to": {"gte": 0.3}})", "/drawn-to/gte", "compared with one score");
  refuses(R"({"drawn-to.sea": {"exists": true}})", "/drawn-to.sea/exists", "only all scores together");
  refuses(R"({"age.sea": {"gte": 18}})", "/age.sea/gte", "has no parts");
}

BOOST_AUTO_TEST_CASE(features_ask_no_scores) {
  PolicyFolder folder;
  ask(folder, drawn_to());
  folder["shop/features.json"] = Json::parse(R"({"purpose": "personal",
    "features": {"f": {"rules": [{"condition": {"drawn-to": "sea"}, "force": 1}]}}})");
  BOOST_TEST(has_error(folder.compile(), "/features/f", "features cannot ask for scores"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
