// `assent serve`: the collector. It compiles the policies, opens the data folder, prints what a site embeds, and
// serves until SIGTERM or SIGINT.
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "collector/catalog.hpp"
#include "collector/server.hpp"

namespace assent::cli {

namespace {

struct Options {
  std::string policies;
  std::string web;
  std::string files;
  std::string authorities;
  collector::Config config;
};

void add_options(CLI::App& command, Options& options) {
  collector::Config& config = options.config;
  command.add_option("--policies", options.policies, "the folder with one folder a site")->required();
  command.add_option("--data", config.data, "keys, packs and database; made with mode 0700")->required();
  command.add_option("--port", config.port, "0: any that is free")->required();
  command.add_option("--host", config.host, "the IP address to listen on")->capture_default_str();
  command.add_option("--web", options.web, "the built widget: assent.js and its parts");
  command.add_option("--static", options.files, "a folder to serve at /, for demos");
  command.add_option("--allow-origin", config.allow_origins, "an origin that may send besides the sites' own");
  auto* header =
      command.add_option("--region-header", config.region_header, "the field in which a proxy names the region");
  auto* proxy = command.add_option("--trusted-proxy", config.trusted_proxies,
                                   "the IP address of a proxy, believed in that field and in X-Forwarded-For");
  header->needs(proxy);
  command.add_option("--webhook-ca", options.authorities,
                     "a PEM file of authorities that webhooks' certificates may come from, besides the machine's");
  command.add_option("--rate", config.rate.per_second, "requests a second that one address may send; 0: no limit")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--burst", config.rate.burst, "requests that one address may send at once")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  command.add_flag("--unproven-grants-stand", config.unproven_grants_stand,
                   "let a grant without a fresh notice token permit events");
}

std::shared_ptr<spdlog::logger> make_log() {
  auto log = std::make_shared<spdlog::logger>("assent", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  return log;
}

int serve(Options& options) {
  if (!options.web.empty()) options.config.web = options.web;
  if (!options.files.empty()) options.config.files = options.files;
  if (!options.authorities.empty()) options.config.webhook_authorities = options.authorities;
  options.config.heed_signals = true;
  const collector::Policies policies = collector::compile_policies(options.policies);
  for (const authoring::Problem& problem : policies.problems) std::cerr << authoring::to_line(problem) << '\n';
  if (!policies.sound) {
    std::cerr << "assent serve: the policies have errors; nothing is served\n";
    return exit_failed;
  }
  collector::Server server(options.config, policies.sites, make_log());
  for (const authoring::Compiled& site : policies.sites)
    std::cout << site.site << ": " << collector::embed_snippet(site.site, server.public_key(site.site), "") << '\n';
  const bool is_v6 = options.config.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + options.config.host + "]" : options.config.host;
  std::cout << "listening on http://" << host << ':' << server.port() << std::endl;
  server.run();
  return exit_ok;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("serve", "run the collector: packs, consents, events, subjects' rights");
  const auto options = std::make_shared<Options>();
  add_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace assent::cli
