// `assent snippet`: prints the script tag that a site's pages embed. It makes the site's key where there is none yet,
// and never prints anything of the private one.
#include <sodium.h>

#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "collector/keys.hpp"
#include "collector/server.hpp"

namespace assent::cli {

namespace {

struct Options {
  std::string site;
  std::string data;
  std::string collector;
};

// An origin, perhaps with a path, that can stand between quotation marks in HTML.
bool is_collector_url(std::string_view url) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]%";
  const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
  return has_scheme && url.find_first_not_of(allowed) == std::string_view::npos;
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
  command->callback([options, &exit_code] { exit_code = print_snippet(*options); });
}

}  // namespace assent::cli
