// `assent export`: what a destination may have, as a file for it, by the mapping of its policy. It writes nothing into
// the database; what is withheld is counted on the error stream.
#include "collector/export.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

#include "cli/commands.hpp"
#include "collector/catalog.hpp"
#include "collector/clock.hpp"
#include "collector/store.hpp"
#include "policy/verify.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string data, policies, site, destination, format, output;
  bool unproven_grants_stand = false;
};

// A file for its owner alone that has its name only once it is whole.
class PrivateFile {
 public:
  explicit PrivateFile(fs::path file) : file_(std::move(file)), part_(file_.string() + ".part") {
    const int descriptor = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) throw std::runtime_error(part_.string() + ": cannot be made, or stands there already");
    ::close(descriptor);
    stream_.open(part_, std::ios::binary);
  }
  ~PrivateFile() {
    std::error_code ignored;
    if (!part_.empty()) fs::remove(part_, ignored);
  }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  std::ostream& stream() { return stream_; }
  void keep() {
    stream_.close();
    if (!stream_) throw std::runtime_error(part_.string() + ": cannot be written; is the disk full?");
    fs::rename(part_, file_);
    part_.clear();
  }

 private:
  fs::path file_, part_;
  std::ofstream stream_;
};

int misused(const std::string& sentence) {
  std::cerr << "assent export: " << sentence << '\n';
  return exit_misused;
}

// The site's compiled policy; nothing, and every problem told, where one of the policies has errors.
std::optional<authoring::Compiled> compiled_site(const Options& options, bool& sound) {
  collector::Policies policies = collector::compile_policies(options.policies);
  sound = policies.sound;
  if (!sound)
    for (const authoring::Problem& problem : policies.problems) std::cerr << authoring::to_line(problem) << '\n';
  for (authoring::Compiled& each : policies.sites)
    if (each.site == options.site) return std::move(each);
  return {};
}

void report(const Options& options, const collector::ExportCount& count) {
  std::cerr << options.site << '/' << options.destination << ": " << count.rows << " subjects exported\n";
  for (const auto& [rule, attributes] : count.withheld)
    std::cerr << "withheld by " << rule << ": " << attributes << " attributes\n";
}

void write(const Options& options, const authoring::Compiled& site, const authoring::Outlet& outlet,
           std::ostream& out) {
  const std::string& bytes = site.packs.at(site.languages.front());
  const std::vector<std::uint8_t> aligned(bytes.begin(), bytes.end());
  const auto pack = policy::open(aligned);
  if (!pack) throw std::runtime_error(site.site + ": its compiled pack cannot be opened");
  collector::Database database(fs::path(options.data) / "assent.sqlite3");
  collector::store::prepare(database);
  const collector::Policing policing{site.site, *pack.value, options.unproven_grants_stand};
  const auto format = options.format == "csv" ? collector::ExportFormat::csv : collector::ExportFormat::jsonl;
  report(options, collector::export_rows(database, policing, outlet, format, collector::system_now_ms(), out));
}

int run(const Options& options) {
  if (!fs::exists(fs::path(options.data) / "assent.sqlite3"))
    return misused(options.data + ": holds no database of a collector");
  bool sound = false;
  const auto site = compiled_site(options, sound);
  if (!sound) {
    std::cerr << "assent export: the policies have errors; nothing is exported\n";
    return exit_failed;
  }
  if (!site) return misused(options.policies + ": has no site \"" + options.site + "\"");
  const auto outlet = std::find_if(site->outlets.begin(), site->outlets.end(), [&](const authoring::Outlet& each) {
    return each.destination == options.destination;
  });
  if (outlet == site->outlets.end() || outlet->columns.empty())
    return misused(options.site + ": the site has no destination \"" + options.destination +
                   "\" with an \"export\" in site.json");
  if (options.output.empty()) {
    write(options, *site, *outlet, std::cout);
    std::cout.flush();
    if (!std::cout) throw std::runtime_error("the export cannot be written to the output");
  } else {
    PrivateFile file(options.output);
    write(options, *site, *outlet, file.stream());
    file.keep();
  }
  return exit_ok;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("export", "write what a destination may have, by its policy's columns");
  command->add_option("--data", options->data, "the collector's data folder")->required();
  command->add_option("--policies", options->policies, "the folder with one folder a site")->required();
  command->add_option("--site", options->site, "the site's id")->required();
  command->add_option("--destination", options->destination, "one with an \"export\" in site.json")->required();
  command->add_option("--format", options->format, "csv or jsonl")->required()->check(CLI::IsMember({"csv", "jsonl"}));
  command->add_option("--output", options->output, "the file to write, mode 0600; else it goes to the output");
  command->add_flag("--unproven-grants-stand", options->unproven_grants_stand,
                    "as the collector was told: a grant without a fresh notice token permits too");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
