// The linter's rules, each both ways: the sound policy passes, and one change makes the rule speak at its place.
#include "authoring/lint.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::has_warning;
using testing::lines;
using testing::PolicyFolder;

Json parse(const char* text) { return Json::parse(text); }

Json& attribute(PolicyFolder& folder, const char* id) { return folder["shop/attributes.json"][id]; }
Json& first_when(PolicyFolder& folder) { return folder["shop/slots/hero.json"]["experiences"][0]["when"]; }

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_rules)

BOOST_AUTO_TEST_CASE(dangling_references_are_errors) {
  struct {
    const char *file, *pointer, *value, *words;
  } const cases[] = {{"shop/site.json", "/regimes/1", "mars", "no regime \"mars\""},
                     {"shop/site.json", "/destinations/crm/purposes/0", "nix", "no purpose \"nix\""},
                     {"shop/attributes.json", "/age/purposes/0", "nix", "no purpose \"nix\""},
                     {"shop/attributes.json", "/home/leaves/crm/minimize/map", "nix", "no map \"nix\""},
                     {"shop/services.json", "/video/purposes/0", "nix", "no purpose \"nix\""},
                     {"shop/slots/hero.json", "/purpose", "nix", "no purpose \"nix\""},
                     {"shop/slots/hero.json", "/exposes/0", "nix", "no destination \"nix\""}};
  for (const auto& each : cases) {
    PolicyFolder folder;
    folder[each.file][Json::json_pointer(each.pointer)] = each.value;
    const Outcome outcome = folder.compile();
    BOOST_TEST(has_error(outcome, std::string(each.file) + "#" + each.pointer, each.words), lines(outcome));
  }
  PolicyFolder folder;
  attribute(folder, "age")["leaves"]["nix"] = parse(R"({"as": "decision"})");
  first_when(folder) = parse(R"({"nix": {"eq": 1}})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "#/age/leaves/nix", "no destination \"nix\""));
  BOOST_TEST(has_error(outcome, "#/experiences/0/when/nix/eq", "no attribute \"nix\""));
}

BOOST_AUTO_TEST_CASE(two_slots_in_one_place_are_an_error) {
  PolicyFolder folder;
  folder["shop/slots/hero.json"]["place"] = "home.care";
  BOOST_TEST(has_error(folder.compile(), "slots/hero.json#/place", "\"care\" has this place"));
}

BOOST_AUTO_TEST_CASE(a_condition_may_not_read_an_attribute_without_the_slots_purpose) {
  PolicyFolder folder;
  first_when(folder) = parse(R"({"any": [{"mobility": {"eq": true}}]})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "slots/hero.json#/experiences/0/when/any/0/mobility/eq",
                       "may not be read for the slot's purpose"));
}

BOOST_AUTO_TEST_CASE(a_value_of_a_special_category_never_leaves) {
  for (const char* leave : {R"({"minimize": "keep"})", R"({"minimize": {"bucket": [1]}})"}) {
    PolicyFolder folder;
    if (std::string_view(leave).find("bucket") != std::string_view::npos)
      attribute(folder, "mobility")["type"] = "number";
    attribute(folder, "mobility")["leaves"]["web"] = parse(leave);
    BOOST_TEST(has_error(folder.compile(), "#/mobility/leaves/web", "never leaves"));
  }
  PolicyFolder folder;
  attribute(folder, "mobility")["leaves"]["web"] = parse(R"({"minimize": "drop"})");
  folder["shop/slots/care.json"]["exposes"] = Json::array();
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
}

BOOST_AUTO_TEST_CASE(a_special_category_needs_explicit_consent_in_opt_in_regimes) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["health"]["basis"] = "consent";
  BOOST_TEST(has_error(folder.compile(), "#/mobility/purposes/0", "needs explicit consent"));
  PolicyFolder without_opt_in;
  without_opt_in["shop/purposes.json"]["health"]["basis"] = "consent";
  without_opt_in["shop/site.json"]["regimes"] = {"us"};
  BOOST_TEST(without_opt_in.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(an_exposure_needs_every_label_to_leave) {
  PolicyFolder folder;
  attribute(folder, "age")["leaves"].erase("web");
  BOOST_TEST(has_error(folder.compile(), "slots/hero.json#/exposes/0", "reveals \"age\", which does not leave"));
  PolicyFolder dropped;
  attribute(dropped, "age")["leaves"]["web"] = parse(R"({"minimize": "drop"})");
  BOOST_TEST(has_error(dropped.compile(), "slots/hero.json#/exposes/0", "reveals \"age\""));
  PolicyFolder value;
  attribute(value, "age")["leaves"]["web"] = parse(R"({"minimize": {"bucket": [18]}})");
  BOOST_TEST(value.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(an_exposure_reveals_what_an_inferred_attribute_is_inferred_from) {
  PolicyFolder folder;
  attribute(folder, "likes")["leaves"] = Json::object();
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "slots/hero.json#/exposes/0", "reveals \"likes\""));
  BOOST_TEST(has_error(outcome, "#/style/leaves/web", "inferred from \"likes\", which does not leave"));
}

BOOST_AUTO_TEST_CASE(an_exposure_needs_a_shared_purpose) {
  PolicyFolder folder;
  folder["shop/site.json"]["destinations"]["web"]["purposes"] = {"personal"};
  BOOST_TEST(has_error(folder.compile(), "slots/care.json#/exposes/0", "shares no purpose"));
}

BOOST_AUTO_TEST_CASE(an_inferred_attribute_goes_no_further_than_its_inputs) {
  PolicyFolder purposes;
  attribute(purposes, "style")["purposes"] = {"personal", "necessary"};
  BOOST_TEST(has_error(purposes.compile(), "#/style/purposes/1", "inferred from \"likes\", which may not be used"));
  PolicyFolder leaves;
  attribute(leaves, "style")["leaves"]["crm"] = parse(R"({"minimize": "keep"})");
  BOOST_TEST(has_error(leaves.compile(), "#/style/leaves/crm", "inferred from \"likes\", which does not leave"));
  PolicyFolder dropped;
  attribute(dropped, "style")["leaves"]["crm"] = parse(R"({"minimize": "drop"})");
  BOOST_TEST(dropped.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_inferred_from_a_special_category_is_special) {
  for (const bool is_special : {false, true}) {
    PolicyFolder folder;
    Json& inferred = attribute(folder, "rest");
    inferred = parse(R"({"title": "Rest", "type": "boolean", "source": "inferred", "purposes": ["health"],
      "retention": "P1M", "infer": [{"when": {"mobility": {"eq": true}}, "value": true}], "leaves": {}})");
    if (is_special) inferred["special"] = "health";
    const Outcome outcome = folder.compile();
    BOOST_TEST(outcome.compiled.has_value() == is_special, lines(outcome));
    if (!is_special) BOOST_TEST(has_error(outcome, "#/rest", "special category"));
  }
}

BOOST_AUTO_TEST_CASE(a_circle_of_inferences_is_named) {
  PolicyFolder folder;
  const char* rule = R"({"title": "x", "type": "boolean", "source": "inferred", "purposes": ["personal"],
    "retention": "P1M", "leaves": {}})";
  attribute(folder, "one") = parse(rule);
  attribute(folder, "two") = parse(rule);
  attribute(folder, "one")["infer"] = parse(R"([{"when": {"two": {"eq": true}}, "value": true}])");
  attribute(folder, "two")["infer"] =
      parse(R"([{"when": {"all": [{"age": {"gt": 1}}, {"one": {"eq": true}}]}, "value": true}])");
  BOOST_TEST(has_error(folder.compile(), "#/one/infer", "circle: one → two → one"));
  attribute(folder, "one")["infer"] = parse(R"([{"when": {"one": {"exists": true}}, "value": true}])");
  BOOST_TEST(has_error(folder.compile(), "#/one/infer", "circle: one → one"));
}

BOOST_AUTO_TEST_CASE(a_leave_without_a_shared_purpose_is_a_warning) {
  PolicyFolder folder;
  attribute(folder, "mobility")["leaves"]["crm"] = parse(R"({"as": "decision"})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_warning(outcome, "#/mobility/leaves/crm", "never happens"));
  BOOST_TEST(outcome.compiled.has_value());
}

BOOST_AUTO_TEST_CASE(a_rule_behind_one_that_always_holds_is_an_error) {
  PolicyFolder folder;
  attribute(folder, "style")["infer"][0].erase("when");
  BOOST_TEST(has_error(folder.compile(), "#/style/infer/1", "never reached"));
}

BOOST_AUTO_TEST_CASE(an_experience_behind_an_unconditional_one_is_an_error) {
  PolicyFolder folder;
  folder["shop/slots/hero.json"]["experiences"][0].erase("when");
  BOOST_TEST(has_error(folder.compile(), "slots/hero.json#/experiences/1", "never shows: \"first\""));
}

BOOST_AUTO_TEST_CASE(only_consent_allows_storage_in_an_opt_in_regime) {
  for (const char* basis : {"legitimate-interest", "contract"}) {
    PolicyFolder folder;
    folder["shop/purposes.json"]["personal"]["basis"]["opt-in"] = basis;
    BOOST_TEST(
        has_error(folder.compile(), "purposes.json#/personal/basis", "under \"eu\" only consent allows storing"));
  }
}

BOOST_AUTO_TEST_CASE(purpose_that_stores_nothing_may_rest_on_interest_in_an_opt_in_regime) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["fraud"] = folder["shop/purposes.json"]["personal"];
  folder["shop/purposes.json"]["fraud"]["basis"] = "legitimate-interest";
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  folder["shop/services.json"]["video"]["purposes"].push_back("fraud");
  BOOST_TEST(has_error(folder.compile(), "purposes.json#/fraud/basis", "only consent allows storing"));
}

BOOST_AUTO_TEST_CASE(exempt_purpose_may_rest_on_interest_only_where_the_exemption_is_switched_on) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["personal"]["basis"]["opt-in"] = "legitimate-interest";
  folder["shop/purposes.json"]["personal"]["exemption"] = "statistics";
  BOOST_TEST(!folder.compile().compiled);
  folder["shop/site.json"]["regimes"][0] = parse(R"({"preset": "eu", "exemptions": {"statistics": true}})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  folder["shop/purposes.json"]["personal"]["basis"]["opt-in"] = "contract";
  BOOST_TEST(!folder.compile().compiled);
}

BOOST_AUTO_TEST_CASE(regime_can_have_a_basis_of_its_own) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["personal"]["basis"] =
      parse(R"({"opt-in": "consent", "opt-out": "contract", "regimes": {"us": "consent"}})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(outcome.compiled.has_value(), lines(outcome));
  folder["shop/purposes.json"]["personal"]["basis"]["regimes"]["mars"] = "consent";
  BOOST_TEST(has_error(folder.compile(), "purposes.json#/personal/basis/regimes/mars", "does not name the regime"));
}

BOOST_AUTO_TEST_CASE(sensitive_data_takes_what_each_regime_asks_for) {
  PolicyFolder folder;
  const auto sensitive = [&](const char* rule, const char* basis) {
    folder["regimes/us.json"]["sensitive"] = rule;
    folder["shop/purposes.json"]["health"]["basis"] = {{"opt-in", "explicit-consent"}, {"opt-out", basis}};
    return folder.compile();
  };
  BOOST_TEST(has_error(sensitive("explicit-consent", "consent"), "purposes.json#/health/basis", "explicit consent"));
  BOOST_TEST(sensitive("explicit-consent", "explicit-consent").compiled.has_value());
  BOOST_TEST(has_error(sensitive("consent", "legitimate-interest"), "purposes.json#/health/basis", "for consent"));
  BOOST_TEST(sensitive("consent", "consent").compiled.has_value());
  BOOST_TEST(sensitive("limit", "legitimate-interest").compiled.has_value());
  BOOST_TEST(sensitive("notice", "legitimate-interest").compiled.has_value());
}

BOOST_AUTO_TEST_CASE(terms_of_a_regime_stand_at_their_limits_and_not_past_them) {
  const auto with = [](const char* pointer, const char* duration) {
    PolicyFolder folder;
    folder["regimes/eu.json"][Json::json_pointer(pointer)] = duration;
    return folder.compile();
  };
  BOOST_TEST(with("/reask/refused", "P6M").compiled.has_value());
  BOOST_TEST(has_error(with("/reask/refused", "P182D"), "regimes/eu.json#/reask", "within six months"));
  BOOST_TEST(has_error(with("/reask/partly", "P5M"), "regimes/eu.json#/reask", "within six months"));
  BOOST_TEST(has_error(with("/validity", "P13M"), "regimes/eu.json#/validity", "longer than twelve months"));
  BOOST_TEST(with("/validity", "P6M").compiled.has_value());
  BOOST_TEST(has_error(with("/validity", "P5M"), "regimes/eu.json#/validity", "asked about too soon"));
  BOOST_TEST(has_warning(with("/validity", "P6M"), "regimes/eu.json#/reask", "expires before"));
}

BOOST_AUTO_TEST_CASE(regime_offers_what_its_model_needs) {
  const auto with = [](const char* file, Json controls) {
    PolicyFolder folder;
    folder[file]["controls"] = std::move(controls);
    return folder.compile();
  };
  BOOST_TEST(has_error(with("regimes/eu.json", {"accept", "reject", "choose"}), "#/controls", "change their mind"));
  BOOST_TEST(has_error(with("regimes/eu.json", {"accept", "reopen"}), "#/controls", "go together"));
  BOOST_TEST(has_error(with("regimes/eu.json", {"choose", "reopen"}), "#/controls", "both answers are offered"));
  BOOST_TEST(has_error(with("regimes/us.json", {"choose", "reopen"}), "#/controls", "nothing offers it"));
}

BOOST_AUTO_TEST_CASE(site_that_makes_a_preset_laxer_is_warned_and_its_facts_are_unreviewed) {
  PolicyFolder folder;
  folder["shop/site.json"]["regimes"][1] =
      parse(R"({"preset": "us", "gpc": false, "reask": {"accepted": "P12M", "partly": "P6M", "refused": "P6M"}})");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_warning(outcome, "site.json#/regimes/1/gpc", "laxer than the preset \"us\""));
  BOOST_TEST(has_warning(outcome, "site.json#/regimes/1/reask", "laxer than the preset"));
  const auto unreviewed = [](const Outcome& of, const char* pointer) {
    return std::any_of(of.unreviewed.begin(), of.unreviewed.end(),
                       [&](const Problem& each) { return each.pointer == pointer; });
  };
  BOOST_TEST(unreviewed(outcome, "/regimes/1/gpc"));
  folder["shop/site.json"]["regimes"][1]["source"] = parse(R"({"gpc": "our counsel"})");
  BOOST_TEST(!unreviewed(folder.compile(), "/regimes/1/gpc"));
  BOOST_TEST(unreviewed(folder.compile(), "/regimes/1/reask"));
  folder["shop/site.json"]["regimes"][1] = parse(R"({"preset": "us", "age": {"from": 16, "ask": true}})");
  BOOST_TEST(!has_warning(folder.compile(), "site.json#/regimes/1/age", "laxer"));
}

BOOST_AUTO_TEST_CASE(a_purpose_has_a_basis_for_every_regime_of_the_site) {
  PolicyFolder folder;
  folder["shop/purposes.json"]["personal"]["basis"].erase("opt-out");
  BOOST_TEST(has_error(folder.compile(), "purposes.json#/personal/basis", "no legal basis for the regime \"us\""));
  folder["shop/site.json"]["regimes"] = {"eu"};
  BOOST_TEST(folder.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(the_strictest_regime_comes_first) {
  PolicyFolder folder;
  folder["shop/site.json"]["regimes"] = {"us", "eu"};
  BOOST_TEST(has_error(folder.compile(), "site.json#/regimes", "\"eu\" is stricter"));
}

BOOST_AUTO_TEST_CASE(regimes_that_claim_the_same_region_contradict_each_other) {
  PolicyFolder folder;
  folder["regimes/us.json"]["regions"] = {"US-CA", "DE"};
  BOOST_TEST(has_error(folder.compile(), "regimes/us.json#/regions", "\"DE\" belongs to \"eu\""));
  folder["regimes/us.json"]["regions"] = {"US-CA", "DE-BY"};
  BOOST_TEST(has_error(folder.compile(), "regimes/us.json#/regions", "\"DE-BY\" belongs to \"eu\""));
  folder["regimes/us.json"]["regions"] = {"US"};
  folder["regimes/eu.json"]["regions"] = {"US-CA"};
  BOOST_TEST(folder.compile().compiled.has_value());
}

BOOST_AUTO_TEST_CASE(a_regime_is_named_as_its_file) {
  PolicyFolder folder;
  folder["regimes/us.json"]["id"] = "eu";
  BOOST_TEST(has_error(folder.compile(), "regimes/us.json#/id", "not the name of the file"));
}

BOOST_AUTO_TEST_CASE(a_text_missing_in_a_language_is_an_error_with_key_and_language) {
  PolicyFolder folder;
  folder["shop/texts/de.json"].erase("why");
  folder["shop/texts/de.json"].erase("ui.accept");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "slots/care.json#/experiences/0/because", "the text \"why\" is missing in \"de\""));
  BOOST_TEST(has_error(outcome, "texts/de.json#", "the text \"ui.accept\" is missing in \"de\""));
  BOOST_TEST(outcome.problems.size() == 2);
}

BOOST_AUTO_TEST_CASE(a_text_that_nothing_uses_is_a_warning) {
  PolicyFolder folder;
  folder["shop/texts/de.json"]["why.else"] = "x";
  BOOST_TEST(has_warning(folder.compile(), "texts/de.json#/why.else", "nothing uses"));
}

BOOST_AUTO_TEST_CASE(content_has_one_template_for_each_experience_and_variant) {
  const char* one = "<template data-experience=\"first\"></template>";
  const char* a = "<template data-experience=\"second\" data-variant=\"a\"></template>";
  const char* b = "<template data-experience=\"second\" data-variant=\"b\"></template>";
  const auto outcome_of = [](const std::string& html) {
    PolicyFolder folder;
    folder.write("shop/content/de/hero.html", html);
    return folder.compile();
  };
  const char* place = "content/de/hero.html#";
  BOOST_TEST(outcome_of(std::string(one) + a + b).compiled.has_value());
  BOOST_TEST(has_error(outcome_of(std::string(one) + a), place, "no template for \"second\", variant \"b\""));
  BOOST_TEST(has_error(outcome_of(std::string(a) + b), place, "no template for \"first\""));
  BOOST_TEST(has_error(outcome_of(std::string(one) + a + b + b), place, "a second template"));
  BOOST_TEST(has_error(outcome_of(std::string(one) + a + b + "<template data-experience=\"x\"></template>"), place,
                       "shows no \"x\""));
  BOOST_TEST(has_error(outcome_of(std::string(one) + a + b + "<template data-experience=\"second\"></template>"), place,
                       "shows no \"second\""));
  BOOST_TEST(has_error(outcome_of(std::string(one) + a + b + "\n<p>"), place, "line 2"));
}

BOOST_AUTO_TEST_CASE(a_slot_shows_values_of_attributes_that_serve_its_purpose) {
  const auto outcome_of = [](const std::string& slot, const std::string& shown) {
    PolicyFolder folder;
    const std::string value = "<assent-value attribute=\"" + shown + "\">you</assent-value></template>";
    folder.write("shop/content/de/" + slot + ".html",
                 slot == "care" ? "<template data-experience=\"steps\">" + value
                                : "<template data-experience=\"first\">" + value +
                                      "<template data-experience=\"second\" data-variant=\"a\"></template>"
                                      "<template data-experience=\"second\" data-variant=\"b\"></template>");
    return folder.compile();
  };
  BOOST_TEST(has_error(outcome_of("care", "nobody"), "content/de/care.html#", "no attribute \"nobody\""));
  BOOST_TEST(has_error(outcome_of("care", "party"), "content/de/care.html#", "not for its purpose \"health\""));
  BOOST_TEST(has_error(outcome_of("care", "mobility"), "content/de/care.html#", "has no words"));
  // What is shown is told by an exposure as much as what was decided from.
  BOOST_TEST(has_error(outcome_of("hero", "trip"), "slots/hero.json#/exposes/0", "reveals \"trip\""));
  BOOST_TEST(outcome_of("hero", "home").compiled.has_value());
}

BOOST_AUTO_TEST_CASE(operators_fit_the_type_they_compare) {
  struct {
    const char* condition;
    const char* words;
  } const cases[] = {{R"({"party": {"lt": "solo"}})", "operator does not fit a text"},
                     {R"({"party": {"contains": "solo"}})", "operator does not fit a text"},
                     {R"({"likes": {"eq": "alps"}})", "operator does not fit a text-list"},
                     {R"({"age": {"contains": 1}})", "operator does not fit a number"},
                     {R"({"page.path": {"gt": "/"}})", "operator does not fit a text"},
                     {R"({"age": {"gte": "18"}})", "is a number"},
                     {R"({"age": {"in": [1, true]}})", "is a number"},
                     {R"({"party": {"eq": true}})", "is a text"},
                     {R"({"trip": {"lt": "2026-02-30"}})", "is a date"},
                     {R"({"trip": {"lt": 12}})", "is a date"},
                     {R"({"page.path": {"eq": 1}})", "is a text"},
                     {R"({"page.title": {"eq": "x"}})", "no fact \"page.title\""},
                     {R"({"page.query.": {"eq": "x"}})", "no fact"},
                     {R"({"page.query.a b": {"eq": "x"}})", "no fact"},
                     {R"({"party": {"eq": "familly"}})", "not a choice of \"party\""},
                     {R"({"party": {"in": ["family", "x"]}})", "not a choice of \"party\""}};
  for (const auto& each : cases) {
    PolicyFolder folder;
    first_when(folder) = parse(each.condition);
    const Outcome outcome = folder.compile();
    BOOST_TEST(!outcome.compiled.has_value());
    BOOST_TEST(lines(outcome).find(each.words) != std::string::npos, each.condition << "\n" << lines(outcome));
  }
  for (const char* sound : {R"({"trip": {"gte": "2026-01-01", "lt": "2027-01-01"}})", R"({"visits": {"in": [1, 2.5]}})",
                            R"({"page.referrer": {"exists": true}})", R"({"page.path": {"in": ["/a", "/b"]}})",
                            R"({"likes": {"contains": "anything"}})", R"({"home": {"ne": "10"}})"}) {
    PolicyFolder folder;
    first_when(folder) = parse(sound);
    folder["shop/slots/hero.json"]["exposes"] = Json::array();
    const Outcome outcome = folder.compile();
    BOOST_TEST(outcome.compiled.has_value(), sound << "\n" << lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(an_inferred_value_is_one_that_the_attribute_may_have) {
  PolicyFolder folder;
  attribute(folder, "style")["infer"][1]["value"] = "elsewhere";
  BOOST_TEST(has_error(folder.compile(), "#/style/infer/1/value", "not a choice"));
  PolicyFolder number;
  attribute(number, "style")["type"] = "number";
  attribute(number, "style").erase("choices");
  attribute(number, "style")["range"] = {0, 5};
  attribute(number, "style")["infer"] = parse(R"([{"value": 6}])");
  first_when(number) = parse(R"({"style": {"eq": 1}})");
  BOOST_TEST(has_error(number.compile(), "#/style/infer/0/value", "outside of the attribute's range"));
}

BOOST_AUTO_TEST_CASE(facts_about_the_page_are_taken_at_their_limit_and_refused_one_past) {
  for (const std::size_t count : {max_context_facts, max_context_facts + 1}) {
    PolicyFolder folder;
    Json any = Json::array();
    for (std::size_t at = 0; at < count; ++at) any.push_back({{"page.query.q" + std::to_string(at), {{"eq", "x"}}}});
    first_when(folder) = {{"any", any}};
    BOOST_TEST(folder.compile().compiled.has_value() == (count == max_context_facts));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
