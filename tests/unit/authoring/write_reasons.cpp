// The reasons document: all sentences in every language or none, and nothing but what the policy says.
#include "authoring/write_reasons.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/why_texts.hpp"
#include "policy_folder.hpp"

using namespace assent;
using namespace assent::authoring;
using namespace assent::authoring::testing;

namespace {

void say_why(PolicyFolder& folder) {
  for (const std::string language : {"en", "de"})
    for (const std::string_view name : why_texts) {
      const std::string key = std::string(why_prefix).append(name);
      folder["shop/texts/" + language + ".json"][key] = key + " " + language;
    }
}

// The document in one language; empty where there is none.
std::string reasons_in(const Outcome& outcome, const std::string& language) {
  for (const auto& [hash, path] : outcome.compiled->content_paths)
    if (path == "reasons/" + language + ".json") return outcome.compiled->contents.at(hash);
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reasons)

BOOST_AUTO_TEST_CASE(a_site_that_says_nothing_of_it_has_no_document) {
  PolicyFolder folder;
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  BOOST_TEST(reasons_in(outcome, "en").empty());
}

BOOST_AUTO_TEST_CASE(a_document_a_language_holds_the_sentences_and_titles) {
  PolicyFolder folder;
  say_why(folder);
  for (const std::string language : {"en", "de"})
    folder["shop/texts/" + language + ".json"]["choice.party.family"] = "choice " + language;
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  BOOST_TEST(lines(outcome) == "");
  const Json german = Json::parse(reasons_in(outcome, "de"));
  BOOST_TEST(german["texts"]["title"] == "ui.why.title de");
  BOOST_TEST(german["texts"]["close"] == "ui.close de");
  BOOST_TEST(german["texts"].size() == std::size(why_texts) + std::size(shared_why_texts));
  BOOST_TEST(german["purposes"][1] == "p.personal de");
  BOOST_TEST(german["slots"][1]["first"] == "why de");
  bool has_choice = false;
  for (const Json& attribute : german["attributes"])
    for (const Json& choice : attribute.value("choices", Json::array()))
      if (choice == Json{"family", "choice de"}) has_choice = true;
  BOOST_TEST(has_choice);
}

BOOST_AUTO_TEST_CASE(who_says_one_sentence_says_all_in_every_language) {
  PolicyFolder folder;
  say_why(folder);
  folder["shop/texts/de.json"].erase("ui.why.title");
  folder["shop/texts/en.json"]["choice.party.family"] = "as a family";
  const Outcome outcome = folder.compile();
  BOOST_TEST(!outcome.compiled);
  BOOST_TEST(has_error(outcome, "texts/de.json#", "the text \"ui.why.title\" is missing in \"de\""));
  BOOST_TEST(has_error(outcome, "attributes.json#/party", "the text \"choice.party.family\" is missing in \"de\""));
}

BOOST_AUTO_TEST_SUITE_END()
