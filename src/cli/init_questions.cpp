// Asks, and says what is wrong with an answer in the same words as for a flag.
#include "cli/init_questions.hpp"

#include <istream>
#include <ostream>

namespace assent::cli {

namespace {

// Nothing is called so, so what is said to it is a remedy: the list of what there is.
constexpr std::string_view wants_list = "?";

}  // namespace

std::string said_of(const authoring::Problem& problem) {
  return problem.file + ": " + problem.what + " — " + problem.remedy;
}

bool ask(const authoring::Choice& choice, const authoring::Presets& presets, authoring::StarterChoices& choices,
         std::istream& in, std::ostream& out) {
  const std::string proposal = choice.proposal(choices);
  out << choice.why << '\n';
  for (std::string answer;;) {
    out << "  " << choice.question << " [" << proposal << "]: " << std::flush;
    if (!std::getline(in, answer)) return false;
    if (answer.ends_with('\r')) answer.pop_back();
    if (answer.find_first_not_of(' ') == std::string::npos) answer = proposal;
    authoring::Problems problems;
    choice.take(answer, presets, choices, problems);
    if (problems.errors() == 0) return true;
    for (const authoring::Problem& problem : problems.all())
      out << "  " << (answer == wants_list ? problem.remedy : said_of(problem)) << '\n';
  }
}

}  // namespace assent::cli
