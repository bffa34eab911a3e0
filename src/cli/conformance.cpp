// `assent conformance SUITE FILE`: runs the cases of any file that has the suite's schema.
#include "cli/conformance.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <memory>

#include "authoring/files.hpp"
#include "cli/commands.hpp"

namespace assent::cli {

namespace {

using authoring::Json;

constexpr std::size_t max_suite_bytes = 64u << 20;
constexpr std::size_t max_suite_values = 10'000'000;

struct Suite {
  std::string_view name;
  Tally (*run)(const Json&);
};

constexpr Suite suites[] = {
    {"json", run_json}, {"jcs", run_jcs}, {"ed25519", run_ed25519}, {"growthbook", run_growthbook}};

struct Options {
  std::string suite, file;
};

std::optional<Json> load(const std::string& file) {
  authoring::Problems problems;
  std::optional<Json> json;
  if (const auto text = authoring::read_file(file, max_suite_bytes, problems)) {
    authoring::JsonRules rules;
    rules.max_bytes = max_suite_bytes;
    rules.max_values = max_suite_values;
    std::vector<authoring::JsonFault> faults;
    json = authoring::read_json(*text, rules, faults);
    for (const auto& fault : faults) problems.error({file, fault.pointer}, fault.what, fault.remedy);
  }
  for (const auto& problem : problems.all()) std::cerr << to_line(problem) << '\n';
  return json;
}

int report(const Tally& tally) {
  for (const std::string& failure : tally.failures) std::cout << "failed: " << failure << '\n';
  std::cout << tally.passed << " passed, " << tally.failures.size() << " failed\n";
  if (tally.passed + tally.failures.size() > 0) return tally.failures.empty() ? exit_ok : exit_failed;
  std::cerr << "the file has no cases\n";
  return exit_failed;
}

int run(const Options& options) {
  for (const Suite& suite : suites) {
    if (suite.name != options.suite) continue;
    const auto json = load(options.file);
    if (!json) return exit_failed;
    try {
      return report(suite.run(*json));
    } catch (const Json::exception& error) {
      std::cerr << options.file << " is not of the schema of the suite " << suite.name << ": " << error.what() << '\n';
      return exit_failed;
    }
  }
  std::cerr << "there is nothing to run yet for the suite " << options.suite << "; there are:";
  for (const Suite& suite : suites) std::cerr << ' ' << suite.name;
  std::cerr << '\n';
  return exit_misused;
}

}  // namespace

void Tally::count(bool passes, std::string_view name, std::string_view otherwise) {
  if (passes)
    ++passed;
  else
    failures.push_back(std::string(name).append(": ").append(otherwise));
}

void add_conformance(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("conformance", "run a public suite of cases against our readers and writers");
  command->add_option("SUITE", options->suite, "json, jcs, ed25519 or growthbook")->required();
  command->add_option("FILE", options->file, "a file of the suite's schema")->required();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
