// `assent types --policy DIR`: TypeScript types of a site's policy, for its pages. With an error in the policy it
// writes nothing.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "authoring/folder.hpp"
#include "authoring/lint.hpp"
#include "authoring/write_types.hpp"
#include "cli/commands.hpp"
#include "collector/clock.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string policy, out;
};

// Whole under another name first, so that a full disk leaves the old file.
void write(const fs::path& file, const std::string& text) {
  const fs::path part = file.string() + ".part";
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + part.string());
  fs::rename(part, file);
}

int run(const Options& options) {
  authoring::Problems problems;
  const auto policy = authoring::read_policy(options.policy, problems);
  if (policy) authoring::lint_policy(authoring::Lookup(*policy), collector::system_today(), problems);
  for (const authoring::Problem& each : problems.all()) std::cerr << to_line(each) << '\n';
  if (!policy || problems.errors() > 0) return exit_failed;
  const std::string types = authoring::write_types(*policy);
  if (options.out.empty())
    std::cout << types;
  else
    write(options.out, types);
  return exit_ok;
}

}  // namespace

void add_types(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("types", "write TypeScript types of a site's attributes, features and names");
  command->add_option("--policy", options->policy, "the site's folder, for example policies/aurora-travel")->required();
  command->add_option("--out", options->out, "the file to write; without it they are printed");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
