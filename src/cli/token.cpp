// `assent token`: makes an API token with which a site's mailing system asks whether a customer may be contacted. The
// token is printed this once; the data folder keeps its hash.
#include <sodium.h>

#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "collector/api_tokens.hpp"

namespace assent::cli {

namespace {

struct Options {
  std::string data;
  std::string site;
  std::string name;
};

int print_token(const Options& options) {
  if (sodium_init() < 0) {
    std::cerr << "assent token: libsodium cannot start; the machine gives no random bytes\n";
    return exit_failed;
  }
  std::cout << collector::add_api_token(options.data, options.site, options.name) << '\n';
  return exit_ok;
}

}  // namespace

void add_token(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("token", "make an API token for a site's mailing system, printed this once");
  const auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "the collector's data folder")->required();
  command->add_option("--site", options->site, "the site's id")->required();
  command->add_option("--name", options->name, "what the token is called in keys/api-tokens")->required();
  command->callback([options, &exit_code] { exit_code = print_token(*options); });
}

}  // namespace assent::cli
