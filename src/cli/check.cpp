// `assent check DIR`: every problem of a site's policy, for a person or as JSON. It writes nothing but what it found.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "authoring/compile.hpp"
#include "authoring/strict_json.hpp"
#include "cli/commands.hpp"
#include "collector/clock.hpp"

namespace assent::cli {

namespace {

using authoring::Json;
using authoring::Problem;

struct Options {
  std::string folder;
  bool json = false;
  bool release = false;
};

Json to_json(const std::vector<Problem>& problems) {
  Json list = Json::array();
  for (const Problem& each : problems)
    list.push_back({{"severity", each.severity == Problem::Severity::error ? "error" : "warning"},
                    {"file", each.file},
                    {"pointer", each.pointer},
                    {"what", each.what},
                    {"remedy", each.remedy}});
  return list;
}

void print_json(const authoring::Outcome& outcome, const Options& options) {
  Json answer;
  answer["problems"] = to_json(outcome.problems);
  if (options.release) answer["unreviewed"] = to_json(outcome.unreviewed);
  std::cout << answer.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void print_lines(const authoring::Outcome& outcome, std::size_t errors, const Options& options) {
  for (const Problem& each : outcome.problems) std::cout << to_line(each) << '\n';
  if (options.release)
    for (const Problem& each : outcome.unreviewed) std::cout << to_line(each) << '\n';
  std::cout << options.folder << ": " << errors << " errors, " << outcome.problems.size() - errors << " warnings";
  if (options.release) std::cout << ", " << outcome.unreviewed.size() << " unreviewed";
  std::cout << '\n';
}

int run(const Options& options) {
  const authoring::Outcome outcome = authoring::compile(options.folder, collector::system_today());
  const auto errors =
      static_cast<std::size_t>(std::count_if(outcome.problems.begin(), outcome.problems.end(), [](const Problem& each) {
        return each.severity == Problem::Severity::error;
      }));
  if (options.json)
    print_json(outcome, options);
  else
    print_lines(outcome, errors, options);
  return errors == 0 ? exit_ok : exit_failed;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "report every problem of a site's policy");
  command->add_option("DIR", options->folder, "the site's folder, for example policies/aurora-travel")->required();
  command->add_flag("--json", options->json, "print the problems as JSON");
  command->add_flag("--release", options->release, "also list what nobody has reviewed yet");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
