// `assent snippet`: prints the script tags that a site's pages embed. It makes the site's key where there is none yet,
// and never prints anything of the private one.
#include <sodium.h>

#include <iostream>
#include <memory>
#include <string>

#include "authoring/compile.hpp"
#include "cli/commands.hpp"
#include "collector/clock.hpp"
#include "collector/files.hpp"
#include "collector/keys.hpp"
#include "collector/server.hpp"

namespace assent::cli {

namespace {

constexpr std::size_t max_head_bytes = 16 * 1024;

struct Options {
  std::string site;
  std::string data;
  std::string collector;
  std::string policy;
  std::string head;
};

// An origin, perhaps with a path, that can stand between quotation marks in HTML.
bool is_collector_url(std::string_view url) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]%";
  const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
  return has_scheme && url.find_first_not_of(allowed) == std::string_view::npos;
}

// The head stub, configured by the site's policy; a problem is told.
bool make_head(const Options& options, std::string& head) {
  const authoring::Outcome outcome = authoring::compile(options.policy, collector::system_today());
  if (!outcome.compiled) {
    for (const authoring::Problem& each : outcome.problems) std::cerr << to_line(each) << '\n';
    return false;
  }
  std::string code = collector::read_file(options.head, max_head_bytes);
  while (code.ends_with('\n')) code.pop_back();
  head = collector::head_snippet(code, outcome.compiled->head) + '\n';
  return true;
}

int print_snippet(const Options& options) {
  if (!collector::is_site_id(options.site)) {
    std::cerr << "assent snippet: --site takes 1 to 64 of a-z, 0-9 and \"-\"\n";
    return exit_misused;
  }
  std::string collector_url = options.collector;
  if (!collector_url.empty() && !is_collector_url(collector_url)) {
    std::cerr << "assent snippet: --collector takes a URL such as https://consent.example\n";
    return exit_misused;
  }
  while (collector_url.ends_with('/')) collector_url.pop_back();
  if (sodium_init() < 0) {
    std::cerr << "assent snippet: libsodium cannot start; the machine gives no random bytes\n";
    return exit_failed;
  }
  std::string head;
  if (!options.head.empty() && !make_head(options, head)) return exit_failed;
  std::cout << head;
  const collector::SigningKey key(collector::site_seed(options.data, options.site));
  std::cout << collector::embed_snippet(options.site, key.public_base64(), collector_url) << '\n';
  return exit_ok;
}

}  // namespace

void add_snippet(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("snippet", "print the script tag that a site's pages embed");
  const auto options = std::make_shared<Options>();
  command->add_option("--site", options->site, "the site's id")->required();
  command->add_option("--data", options->data, "the collector's data folder")->required();
  command->add_option("--collector", options->collector, "the collector's URL; without it the page's own origin");
  CLI::Option* policy =
      command->add_option("--policy", options->policy, "the site's folder, for example policies/shop");
  command
      ->add_option("--head", options->head, "web/dist/head.js: prints the head stub too, as the policy configures it")
      ->needs(policy);
  command->callback([options, &exit_code] { exit_code = print_snippet(*options); });
}

}  // namespace assent::cli
