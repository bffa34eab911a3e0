// `assent init NAME`: a whole, commented policy to begin with, from flags or a few questions. It never writes over a
// site, and what it writes has passed `assent check`.
#include <unistd.h>

#include <iostream>
#include <map>
#include <memory>

#include "authoring/compile.hpp"
#include "authoring/files.hpp"
#include "authoring/starter.hpp"
#include "cli/commands.hpp"
#include "cli/init_questions.hpp"
#include "cli/init_staging.hpp"
#include "collector/clock.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;
using authoring::Choice;
using authoring::Presets;
using authoring::Problem;
using authoring::Problems;
using authoring::StarterChoices;

struct Options {
  std::string name, policies = "policies";
  std::map<std::string_view, std::string> said;  // by flag
  bool age_gate = false;
  bool yes = false;
};

void complain(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) std::cerr << "assent init: " << said_of(problem) << '\n';
}

// Without a slash at the end, so that its last part is its name.
fs::path folder_of(const Options& options) {
  const fs::path folder = fs::path(options.policies).lexically_normal();
  return folder.has_filename() ? folder : folder.parent_path();
}

// Those of the binary, and in their place or beside them those that the folder has already.
Presets presets_for(const fs::path& policies) {
  Presets presets = authoring::shipped_presets();
  Problems unheard;
  for (const fs::path& file : authoring::list_files(policies / "regimes", ".json", unheard))
    if (auto bytes = authoring::read_file(file, authoring::max_json_bytes, unheard))
      presets[file.stem().string()] = authoring::read_preset(std::move(*bytes));
  return presets;
}

void take_flags(const Options& options, const Presets& presets, StarterChoices& choices, Problems& problems) {
  for (const Choice& choice : authoring::starter_choices())
    if (const auto said = options.said.find(choice.flag); said != options.said.end())
      choice.take(said->second, presets, choices, problems);
}

// Asks for what no flag said, or takes what is proposed. False where the answers end.
bool take_the_rest(const Options& options, const Presets& presets, StarterChoices& choices, Problems& problems) {
  const bool asks = !options.yes && ::isatty(STDIN_FILENO) != 0;
  for (const Choice& choice : authoring::starter_choices()) {
    if (options.said.contains(choice.flag)) continue;
    if (!asks || !choice.matters(choices, presets))
      choice.take(choice.proposal(choices), presets, choices, problems);
    else if (!ask(choice, presets, choices, std::cin, std::cout))
      return false;
  }
  return true;
}

// What the check says of the files where they are made, said of where they will be.
void tell_problems(std::vector<Problem> problems, const fs::path& made, const fs::path& policies) {
  const std::string from = made.lexically_normal().generic_string();
  for (Problem& problem : problems) {
    if (problem.file.starts_with(from)) problem.file.replace(0, from.size(), policies.generic_string());
    std::cerr << to_line(problem) << '\n';
  }
}

int write(const StarterChoices& choices, const Presets& presets, const fs::path& policies) {
  const authoring::StarterFiles files = authoring::write_starter(choices, presets);
  Staging staging(policies);
  staging.write(files);
  const authoring::Outcome outcome = authoring::compile(staging.folder() / choices.id, collector::system_today());
  tell_problems(outcome.problems, staging.folder(), policies);
  if (!outcome.compiled) {
    std::cerr << "assent init: the policy would not pass its check, so nothing is written — mend the regimes that "
              << (policies / "regimes").generic_string() << " has already, or choose others\n";
    return exit_failed;
  }
  staging.publish(choices.id);
  return exit_ok;
}

void tell_what_is_next(const StarterChoices& choices, const Presets& presets, const fs::path& policies) {
  const std::string folder = (policies / choices.id).generic_string();
  std::cout << folder << ": written, and it passes its check\n";
  if (choices.age_gate && authoring::asking_age(choices, presets).empty())
    std::cout << "  no regime of yours has an age rule, so nobody is asked their age\n";
  std::cout << "  next: " << folder << "/README.md\n  then: assent check " << folder << " --release\n";
}

int run(Options options) {
  if (options.age_gate) options.said["--age-gate"] = "yes";
  const fs::path policies = folder_of(options);
  StarterChoices choices;
  Problems problems;
  authoring::take_id(options.name, choices, problems);
  const Presets presets = presets_for(policies);
  take_flags(options, presets, choices, problems);
  if (!choices.id.empty() && fs::exists(fs::symlink_status(policies / choices.id)))
    problems.error({(policies / choices.id).generic_string(), ""}, "this stands already, and is not written over",
                   "choose another NAME or another --policies");
  if (problems.errors() == 0 && !take_the_rest(options, presets, choices, problems)) {
    std::cerr << "\nassent init: the answers ended, so nothing is written — answer all, or give --yes\n";
    return exit_misused;
  }
  if (problems.errors() > 0) {
    complain(problems.all());
    return exit_misused;
  }
  const int exit_code = write(choices, presets, policies);
  if (exit_code == exit_ok) tell_what_is_next(choices, presets, policies);
  return exit_code;
}

}  // namespace

void add_init(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("init", "write a commented starter policy, from flags or a few questions");
  command->add_option("NAME", options->name, "the site's id, and the name of its folder")->required();
  command->add_option("--policies", options->policies, "the folder with one folder a site")->capture_default_str();
  for (const Choice& choice : authoring::starter_choices()) {
    const std::string flag(choice.flag), help(choice.help);
    if (choice.value.empty())
      command->add_flag(flag, options->age_gate, help);
    else
      command
          ->add_option_function<std::string>(
              flag, [options, key = choice.flag](const std::string& said) { options->said[key] = said; }, help)
          ->type_name(std::string(choice.value));
  }
  command->add_flag("--yes", options->yes, "take what is proposed for all that no flag says, without asking");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
