// `assent import growthbook FILE --policy DIR`: a payload of GrowthBook's SDK, taken into a site's policy. With an
// error it writes nothing.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "authoring/files.hpp"
#include "authoring/import_growthbook.hpp"
#include "cli/commands.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string payload, policy, purpose = "personalization", retention = "P6M";
};

// Whole under another name first, so that a full disk leaves the old file.
void write(const fs::path& file, const authoring::Json& json) {
  const fs::path part = file.string() + ".part";
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  stream << json.dump(2) << '\n';
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + part.string());
  fs::rename(part, file);
}

int run(const Options& options) {
  authoring::Problems problems;
  const fs::path policy = options.policy;
  const auto payload = authoring::read_json_file(options.payload, problems);
  const auto attributes = authoring::read_json_file(policy / "attributes.json", problems);
  const fs::path before = policy / "features.json";
  const auto features =
      fs::exists(before) ? authoring::read_json_file(before, problems) : std::optional<authoring::Json>(std::in_place);
  authoring::Imported imported;
  if (payload && attributes && features)
    imported = authoring::import_growthbook(*payload, options.payload, {*attributes, *features},
                                            {options.purpose, options.retention}, problems);
  for (const authoring::Problem& each : problems.all()) std::cerr << to_line(each) << '\n';
  if (problems.errors() > 0) return exit_failed;
  write(policy / "features.json", imported.features);
  write(policy / "attributes.json", imported.attributes);
  std::cout << (policy / "features.json").string() << ": written\n";
  for (const std::string& id : imported.added) std::cout << "attribute " << id << ": added\n";
  return exit_ok;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("import", "take another product's rules into a site's policy");
  command->require_subcommand(1);
  CLI::App* growthbook = command->add_subcommand("growthbook", "features, experiments and saved groups of a payload");
  growthbook->add_option("FILE", options->payload, "the payload: what GrowthBook's API answers, not encrypted")
      ->required();
  growthbook
      ->add_option("--policy", options->policy,
                   "the site's folder; what features.json has there of a payload is replaced")
      ->required();
  growthbook->add_option("--purpose", options->purpose, "the purpose that all of its features serve")
      ->capture_default_str();
  growthbook->add_option("--retention", options->retention, "how long its attributes are kept in the browser")
      ->capture_default_str();
  growthbook->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
