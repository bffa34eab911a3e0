// `assent pack DIR -o OUT`: a site's policy, compiled into files that are named by their hashes. With an error in the
// policy it writes nothing.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "authoring/strict_json.hpp"
#include "cli/commands.hpp"
#include "collector/clock.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder, out;
};

void write(const fs::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + file.string());
}

void write_all(const authoring::Compiled& compiled, const fs::path& out) {
  fs::create_directories(out);
  authoring::Json index;
  index["site"] = compiled.site;
  index["packs"] = authoring::Json::object();
  for (const std::string& language : compiled.languages) {
    const std::string& bytes = compiled.packs.at(language);
    const std::string hash = authoring::sha256_hex(bytes);
    write(out / (hash + ".pack"), bytes);
    index["packs"][language] = hash;
    std::cout << language << ' ' << hash << ' ' << bytes.size() << " bytes\n";
  }
  index["contents"] = authoring::Json::object();
  for (const auto& [hash, bytes] : compiled.contents) {
    const std::string& path = compiled.content_paths.at(hash);
    write(out / (hash + fs::path(path).extension().string()), bytes);
    index["contents"][hash] = path;
  }
  write(out / "index.json", index.dump(2) + "\n");
}

int run(const Options& options) {
  const authoring::Outcome outcome = authoring::compile(options.folder, collector::system_today());
  for (const authoring::Problem& each : outcome.problems) std::cerr << to_line(each) << '\n';
  if (!outcome.compiled) return exit_failed;
  write_all(*outcome.compiled, options.out);
  return exit_ok;
}

}  // namespace

void add_pack(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("pack", "compile a site's policy into packs, one per language");
  command->add_option("DIR", options->folder, "the site's folder, for example policies/aurora-travel")->required();
  command->add_option("-o,--out", options->out, "the folder to write to")->required();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace assent::cli
