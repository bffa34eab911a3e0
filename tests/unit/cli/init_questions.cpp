// The questions of `assent init`: what they propose, take, and ask again.
#include "cli/init_questions.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

namespace assent::cli {

namespace {

struct Asked {
  bool answered = true;
  authoring::StarterChoices choices;
  std::string out;
};

Asked asked(const std::string& answers) {
  Asked result;
  result.choices.id = "corner-shop";
  const authoring::Presets presets = authoring::shipped_presets();
  std::istringstream in(answers);
  std::ostringstream out;
  for (const authoring::Choice& choice : authoring::starter_choices())
    result.answered = result.answered && ask(choice, presets, result.choices, in, out);
  result.out = out.str();
  return result;
}

bool contains(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(init_questions)

BOOST_AUTO_TEST_CASE(empty_answers_take_what_is_proposed) {
  const Asked all = asked("\n\n\n\n \n\r\n\n\n");
  BOOST_TEST(all.answered);
  BOOST_TEST(all.choices.title == "Corner Shop");
  BOOST_TEST(all.choices.regimes.front() == "eu-gdpr");
  BOOST_TEST(contains(all.out, "\n  Purposes, \"?\" lists them [personalization,measurement]: "));
}

BOOST_AUTO_TEST_CASE(a_proposal_follows_the_answers_before_it) {
  BOOST_TEST(contains(asked("Corner\n\n\n\n\n\n\n\n").out, "Who answers for the data [Corner]: "));
}

BOOST_AUTO_TEST_CASE(a_wrong_answer_is_said_and_asked_for_again) {
  const Asked all = asked("\n\n\n\nmars\nus-ca\n\n\nyes\n");
  BOOST_TEST(all.answered);
  BOOST_TEST(contains(all.out, "  --regimes: there is no regime \"mars\" — name some of: br, "));
  BOOST_TEST(all.choices.regimes.front() == "us-ca");
  BOOST_TEST(all.choices.age_gate);
}

BOOST_AUTO_TEST_CASE(a_question_mark_lists_what_there_is) {
  const Asked all = asked("\n\n\n\n?\n\n?\n\n\n\n");
  BOOST_TEST(all.answered);
  BOOST_TEST(contains(all.out, "]:   name some of: br, "));
  BOOST_TEST(contains(all.out, "]:   name some of: necessary, "));
}

BOOST_AUTO_TEST_CASE(answers_that_end_are_no_answers) { BOOST_TEST(!asked("Corner\n").answered); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
