// The collector as a whole: owns every part and wires them. There is no other state.
#pragma once

#include <spdlog/logger.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "authoring/compile.hpp"
#include "collector/clock.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

struct Config {
  std::filesystem::path data;  // keys, packs, database
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;                      // 0: any that is free
  std::optional<std::filesystem::path> web;    // the built widget
  std::optional<std::filesystem::path> files;  // a folder to serve at "/"
  std::vector<std::string> allow_origins;
  std::string region_header;                 // believed from the trusted proxies only
  std::vector<std::string> trusted_proxies;  // IP addresses
  bool unproven_grants_stand = false;
  unsigned threads = 2;
  bool heed_signals = false;  // SIGTERM and SIGINT stop the collector, from its making on
  Limits limits;
  WebhookLimits webhooks;
  std::optional<std::filesystem::path> webhook_authorities;  // PEM, trusted besides the machine's own
  Rate rate;                                                 // of one client address
  Clock clock = system_now_ms;
};

class Server {
 public:
  /// Opens and binds everything. Throws std::runtime_error with a sentence where it cannot.
  Server(Config config, const std::vector<authoring::Compiled>& sites, std::shared_ptr<spdlog::logger> log);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// The embed's public key of a site; empty where there is none.
  std::string public_key(std::string_view site) const;

  /// Serves until stop() or a signal that is heeded; then lets requests under way end, commits what waits and returns.
  void run();
  /// From any thread.
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The head stub as pages embed it, inline and before any tag: `code` is that of web/dist/head.js, `config` a policy's.
std::string head_snippet(const std::string& code, const std::string& config);

/// `<script async src=… data-site=… data-key=…></script>` as the site's pages embed it.
std::string embed_snippet(const std::string& site, const std::string& public_key, const std::string& collector);

}  // namespace assent::collector
