// What is taken of what a newcomer says, and how the rest is refused: with the words that would do.
#include "authoring/starter_choices.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/model.hpp"

namespace assent::authoring {

namespace {

struct Taken {
  StarterChoices choices;
  std::vector<Problem> problems;
  bool is_refused(std::string_view words) const {
    return problems.size() == 1 && (problems[0].what + " — " + problems[0].remedy).find(words) != std::string::npos;
  }
};

Taken take(std::string_view flag, std::string_view said) {
  Taken taken;
  taken.choices.id = "corner-shop";
  Problems problems;
  for (const Choice& choice : starter_choices())
    if (choice.flag == flag) choice.take(said, shipped_presets(), taken.choices, problems);
  taken.problems = problems.take();
  for (const Problem& problem : taken.problems) BOOST_TEST(problem.file == flag);
  return taken;
}

Taken take_name(std::string_view said) {
  Taken taken;
  Problems problems;
  take_id(said, taken.choices, problems);
  taken.problems = problems.take();
  return taken;
}

using Words = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(starter_choices_)

BOOST_AUTO_TEST_CASE(what_is_proposed_can_be_taken) {
  StarterChoices choices;
  Problems problems;
  take_id("corner-shop", choices, problems);
  for (const Choice& choice : starter_choices()) {
    choice.take(choice.proposal(choices), shipped_presets(), choices, problems);
    for (const std::string_view words : {choice.help, choice.question, choice.why}) BOOST_TEST(!words.empty());
  }
  BOOST_TEST(problems.errors() == 0u);
  BOOST_TEST(choices.title == "Corner Shop");
  BOOST_TEST(choices.controller == "Corner Shop");
  BOOST_TEST(choices.contact == "privacy@corner-shop.example");
  BOOST_TEST(choices.regimes == Words{"eu-gdpr"}, boost::test_tools::per_element());
  BOOST_TEST(choices.languages == Words{"en"}, boost::test_tools::per_element());
  BOOST_TEST(!choices.age_gate);
}

BOOST_AUTO_TEST_CASE(a_name_is_an_id_and_no_folder_beside_the_sites) {
  BOOST_TEST(take_name("shop-2").choices.id == "shop-2");
  BOOST_TEST(take_name(std::string(64, 'a')).problems.empty());
  for (const std::string& name :
       {std::string(), std::string("Shop"), std::string("../shop"), std::string("-a"), std::string(65, 'a')})
    BOOST_TEST(take_name(name).is_refused("is not an id"), name);
  for (const char* name : {"regimes", "schema"})
    BOOST_TEST(take_name(name).is_refused("is a folder of its own beside the sites'"), name);
}

BOOST_AUTO_TEST_CASE(regimes_are_sorted_by_how_strict_they_are_and_else_stay_as_said) {
  const Words expected = {"uk", "eu-gdpr", "us-va", "us-ca", "none"};
  BOOST_TEST(take("--regimes", "none, us-va,uk,us-ca,eu-gdpr,us-ca,").choices.regimes == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_unknown_regime_is_answered_by_those_that_exist) {
  const Taken taken = take("--regimes", "eu-gdpr,mars");
  BOOST_TEST(taken.is_refused("there is no regime \"mars\" — name some of: br, ca-qc, "));
  BOOST_TEST(taken.choices.regimes.empty());
  BOOST_TEST(take("--regimes", " , ").is_refused("the list is empty — name some of: br"));
}

BOOST_AUTO_TEST_CASE(purposes_stand_in_the_catalogues_order_behind_the_necessary_one) {
  const Words expected = {"necessary", "functional", "marketing"};
  BOOST_TEST(take("--purposes", "marketing,functional").choices.purposes == expected, boost::test_tools::per_element());
  BOOST_TEST(take("--purposes", "necessary").choices.purposes == Words{"necessary"}, boost::test_tools::per_element());
  BOOST_TEST(take("--purposes", "profiling").is_refused("there is no purpose \"profiling\" — name some of: necessary"));
}

BOOST_AUTO_TEST_CASE(languages_are_tags) {
  const Words expected = {"en", "pt-BR"};
  BOOST_TEST(take("--languages", "en,pt-BR,en").choices.languages == expected, boost::test_tools::per_element());
  for (const char* said : {"english", "EN", "en_GB", "../en"})
    BOOST_TEST(take("--languages", said).is_refused("is not a language tag"), said);
  BOOST_TEST(take("--languages", "").is_refused("the list is empty"));
  std::string list;
  for (std::size_t at = 0; at < max_languages; ++at)
    list += std::string(1, 'a' + at / 26) + static_cast<char>('a' + at % 26) + ",";
  BOOST_TEST(take("--languages", list).problems.empty());
  BOOST_TEST(take("--languages", list + "zz").is_refused("more than 64 languages"));
}

BOOST_AUTO_TEST_CASE(texts_are_what_a_policy_takes) {
  BOOST_TEST(take("--title", "  Söhne & Co.  ").choices.title == "Söhne & Co.");
  BOOST_TEST(take("--title", "").is_refused("the text is empty"));
  BOOST_TEST(take("--controller", "@shop").is_refused("begins with \"@\""));
  BOOST_TEST(take("--contact", "\xff").is_refused("not UTF-8"));
  BOOST_TEST(take("--title", "a\tb").is_refused("control character"));
}

BOOST_AUTO_TEST_CASE(a_privacy_notice_can_be_opened) {
  BOOST_TEST(take("--privacy-notice", "https://shop.example/p").choices.privacy_notice == "https://shop.example/p");
  for (const char* said : {"javascript:alert(1)", "http://shop.example", "//shop.example", "privacy.html"})
    BOOST_TEST(take("--privacy-notice", said).is_refused("no address that a visitor can open"), said);
  BOOST_TEST(take("--privacy-notice", " ").is_refused("the text is empty"));
}

BOOST_AUTO_TEST_CASE(age_is_asked_or_not) {
  BOOST_TEST(take("--age-gate", "yes").choices.age_gate);
  BOOST_TEST(!take("--age-gate", "no").choices.age_gate);
  BOOST_TEST(take("--age-gate", "maybe").is_refused("neither yes nor no"));
}

BOOST_AUTO_TEST_CASE(age_matters_where_a_chosen_regime_has_a_rule) {
  const Presets presets = shipped_presets();
  StarterChoices choices;
  choices.age_gate = true;
  choices.regimes = {"none", "ch"};
  const Choice& age = starter_choices().back();
  BOOST_TEST(!age.matters(choices, presets));
  BOOST_TEST(asking_age(choices, presets).empty());
  choices.regimes.push_back("uk");
  BOOST_TEST(age.matters(choices, presets));
  BOOST_TEST(asking_age(choices, presets) == Words{"uk"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_preset_that_cannot_be_read_counts_as_the_strictest) {
  const Preset preset = read_preset("{");
  BOOST_TEST((preset.model == pack::Model::opt_in));
  BOOST_TEST(preset.bytes == "{");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
