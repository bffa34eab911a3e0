// Words on refusing controls: those that shame or threaten are errors, and ordinary ones never are.
#include <boost/test/unit_test.hpp>
#include <set>

#include "authoring/lint.hpp"
#include "authoring/shaming.hpp"
#include "authoring/words.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::lines;

struct Wording {
  const char *language, *text;
};

// What the linter says of a text for a control, beside a short acceptance.
std::vector<Problem> problems_of(const std::string& language, const char* control, const std::string& text) {
  Policy policy;
  Texts& texts = policy.texts[language];
  texts.file = "texts/" + language + ".json";
  texts.by_key["ui.accept"] = "OK";
  texts.by_key[control] = text;
  Problems problems;
  lint_wording(policy, problems);
  return problems.take();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_words_of_controls)

BOOST_AUTO_TEST_CASE(words_that_shame_or_threaten_are_errors) {
  const Wording wordings[] = {{"en", "No thanks, I like boring offers"},
                              {"en", "I don’t care about my privacy"},
                              {"en", "I DON'T CARE ABOUT GOOD DEALS"},
                              {"en", "No, I'd rather miss out"},
                              {"en", "I prefer a worse experience"},
                              {"en", "No, I want to pay full price"},
                              {"en-GB", "Reject (this page may not work)"},
                              {"en", "Refuse and break the site"},
                              {"en", "Are you sure?"},
                              {"de", "Nein danke, ich mag es langweilig"},
                              {"de", "Ablehnen und Angebote VERPASSEN"},
                              {"de", "Das ist mir egal"},
                              {"de-AT", "Leider nein"},
                              {"de", "Ablehnen – die Seite wird nicht richtig funktionieren"},
                              {"fr", "Non merci, je préfère les offres ennuyeuses"},
                              {"fr", "Refuser et passer À CÔTÉ des offres"},
                              {"fr", "Je m’en fiche"},
                              {"fr", "Tant pis"},
                              {"fr", "Refuser (le site ne fonctionnera pas)"},
                              {"es", "No, prefiero ofertas aburridas"},
                              {"es", "No me importa mi privacidad"},
                              {"es", "Rechazar y PERDER LAS OFERTAS"},
                              {"es", "¿Estás seguro?"},
                              {"es", "Rechazar: la página puede no funcionar"}};
  for (const auto& [language, text] : wordings) {
    const auto problems = problems_of(language, "ui.close", text);
    BOOST_REQUIRE_MESSAGE(problems.size() == 1, text);
    BOOST_TEST(problems[0].what.starts_with("this shames or threatens who refuses"), text);
    BOOST_TEST(problems[0].pointer == "/ui.close");
    BOOST_TEST((problems[0].severity == Problem::Severity::error));
  }
}

BOOST_AUTO_TEST_CASE(every_control_that_refuses_is_looked_at_and_no_other) {
  for (const char* control : {"ui.reject", "ui.opt_out", "ui.close", "ui.choose", "ui.save"})
    BOOST_TEST(problems_of("en", control, "Miss out").size() == 1u, control);
  for (const char* control : {"ui.accept", "ui.body", "why"})
    BOOST_TEST(problems_of("en", control, "Miss out").empty(), control);
}

BOOST_AUTO_TEST_CASE(ordinary_words_are_no_errors) {
  const Wording wordings[] = {{"en", "Reject all"},
                              {"en", "Refuse"},
                              {"en", "Decline"},
                              {"en", "No, thanks"},
                              {"en", "Only what is necessary"},
                              {"en", "Continue without accepting"},
                              {"en", "Use necessary cookies only"},
                              {"en", "Do not sell or share my data"},
                              {"en", "I do not agree"},
                              {"en", "Save choices"},
                              {"en", "Let me choose"},
                              {"en", "Close without saving"},
                              {"en", "Not now"},
                              {"de", "Alle ablehnen"},
                              {"de", "Ablehnen und schließen"},
                              {"de", "Nur das Notwendige"},
                              {"de", "Weiter ohne Einwilligung"},
                              {"de", "Ohne Zustimmung fortfahren"},
                              {"de", "Nein danke"},
                              {"de", "Meine Daten nicht verkaufen"},
                              {"de", "Auswahl speichern"},
                              {"fr", "Tout refuser"},
                              {"fr", "Continuer sans accepter"},
                              {"fr", "Non merci"},
                              {"fr", "Uniquement le nécessaire"},
                              {"fr", "Je refuse"},
                              {"fr", "Enregistrer mes choix"},
                              {"fr", "Personnaliser"},
                              {"es",
                               "Rechazar to"
                               "do"},
                              {"es", "Continuar sin aceptar"},
                              {"es", "Solo lo necesario"},
                              {"es", "No, gracias"},
                              {"es", "Guardar mi selección"},
                              {"es", "No vender mis datos"}};
  for (const auto& [language, text] : wordings)
    for (const char* control : {"ui.reject", "ui.close"}) {
      const auto problems = problems_of(language, control, text);
      BOOST_TEST(problems.empty(), text << (problems.empty() ? "" : problems[0].what));
    }
}

BOOST_AUTO_TEST_CASE(phrases_are_matched_as_whole_words_of_their_language) {
  BOOST_TEST(problems_of("en", "ui.close", "Dismiss outright").empty());
  BOOST_TEST(problems_of("en", "ui.close", "Shameless plug").empty());
  BOOST_TEST(problems_of("de", "ui.close", "Schaden").empty());
  BOOST_TEST(problems_of("fr", "ui.close", "Worse").empty());
}

BOOST_AUTO_TEST_CASE(each_phrase_of_each_list_is_found_and_stands_there_once) {
  for (const Shaming& shaming : shaming::all) {
    std::set<Words> seen;
    for (const std::string_view phrase : shaming.phrases) {
      BOOST_TEST(seen.insert(words_of(phrase)).second, phrase);
      const auto problems = problems_of(std::string(shaming.language), "ui.close", "– " + std::string(phrase) + "!");
      BOOST_TEST(problems.size() == 1u, phrase);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_not_much_longer_than_the_acceptance) {
  const auto problems = [](std::size_t accept, std::size_t reject) {
    Policy policy;
    Texts& texts = policy.texts["fr"];
    texts.file = "texts/fr.json";
    std::string& refusal = texts.by_key["ui.reject"];
    while (refusal.size() < 2 * reject) refusal += "é";
    texts.by_key["ui.accept"] = std::string(accept, 'a');
    Problems problems;
    lint_wording(policy, problems);
    return problems.take();
  };
  BOOST_TEST(problems(12, 36).empty());
  BOOST_REQUIRE(problems(12, 37).size() == 1u);
  BOOST_TEST(problems(12, 37)[0].what == "this is more than 3 times as long as \"ui.accept\"");
  BOOST_TEST(problems(12, 37)[0].pointer == "/ui.reject");
  BOOST_TEST(problems(2, 32).empty());  // short anyway: "OK" beside "Continue without accepting"
  BOOST_TEST(problems(2, 33).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
