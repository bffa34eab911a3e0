// Builds the parts in the order in which they need each other and takes them down in reverse.
#include "collector/server.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <thread>

#include "collector/client_address.hpp"
#include "collector/listener.hpp"
#include "collector/rate_limit.hpp"
#include "collector/retention.hpp"
#include "collector/router.hpp"
#include "collector/routes.hpp"
#include "collector/sender.hpp"
#include "collector/store.hpp"

namespace assent::collector {

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

void initialize_crypto() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start; the machine gives no random bytes");
}

std::unique_ptr<Database> open_database(const fs::path& data, const Catalog& catalog, double now_ms) {
  auto database = std::make_unique<Database>(data / "assent.sqlite3");
  store::prepare(*database);
  database->execute("BEGIN IMMEDIATE");
  store::set_addressees(*database, addressees_of(catalog), now_ms);
  database->execute("COMMIT");
  return database;
}

std::vector<asio::ip::address> addresses(const std::vector<std::string>& texts) {
  std::vector<asio::ip::address> addresses;
  for (const std::string& text : texts) {
    boost::system::error_code error;
    addresses.push_back(plain(asio::ip::make_address(text, error)));
    if (error) throw std::runtime_error(text + ": is not the IP address of a proxy");
  }
  return addresses;
}

}  // namespace

// Declared in the order of need: the io_context goes first when all goes, so no coroutine outlives what it uses.
struct Server::Parts {
  Parts(Config given, const std::vector<authoring::Compiled>& sites, std::shared_ptr<spdlog::logger> logger);
  asio::awaitable<void> sweep_often();
  void report(const Swept& swept);
  asio::awaitable<void> stop();
  void heed_signals();
  std::optional<Answer> admit(const Request& head, const Address& peer);

  Config config;
  std::shared_ptr<spdlog::logger> log;
  Catalog catalog;
  std::vector<Term> terms;
  Tokens tokens;
  Secret customers;
  Cors cors;
  Metrics metrics;
  Writer writer;
  Services services;
  Routes routes;
  Router router;
  RateLimit rate_limit;
  Wiring wiring;
  asio::io_context context;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  Listener listener;
  WebhookSender sender;
  asio::steady_timer sweep_timer;
  asio::signal_set signals;
  bool stopping = false;
};

Server::Parts::Parts(Config given, const std::vector<authoring::Compiled>& sites,
                     std::shared_ptr<spdlog::logger> logger)
    : config(std::move(given)),
      log(std::move(logger)),
      catalog(sites, private_folder(config.data)),
      terms(terms_of(catalog)),
      tokens(Secret::load_or_create(config.data / "keys" / "token.key")),
      customers(Secret::load_or_create(config.data / "keys" / "customers.key")),
      cors(config.allow_origins),
      writer(open_database(config.data, catalog, config.clock())),
      services{catalog, tokens, customers, cors, writer, metrics, config.clock, config.unproven_grants_stand},
      routes(services, config),
      router(services, log, routes.all(), routes.files()),
      rate_limit(config.rate),
      wiring{[this](const Request& request, bool trusted) { return router.answer(request, trusted); },
             [this](const Request& head, const Address& peer) { return admit(head, peer); },
             [this](std::string_view problem) { metrics.refused(problem); },
             config.clock,
             addresses(config.trusted_proxies),
             config.limits},
      context(static_cast<int>(config.threads)),
      work(context.get_executor()),
      listener(context, config.host, config.port, wiring, metrics),
      sender(listener.executor(), services, log, config.webhooks, config.webhook_authorities),
      sweep_timer(listener.executor()),
      signals(listener.executor()) {
  for (const std::string& name : catalog.damaged()) log->warn("packs/{} is damaged and is not served", name);
  if (config.heed_signals) heed_signals();
}

std::optional<Answer> Server::Parts::admit(const Request& head, const Address& peer) {
  const auto client = client_of(peer, head, wiring.trusted_proxies);
  const double wait_s = client ? rate_limit.take(*client, config.clock()) : 0;
  return wait_s > 0 ? std::optional(router.too_often(head, wait_s)) : std::nullopt;
}

// Runs on the listener's executor, as everything here that is not a connection.
asio::awaitable<void> Server::Parts::sweep_often() {
  while (!stopping) {
    try {
      const std::function<Swept(Database&)> job = [this, now_ms = config.clock()](Database& database) {
        return store::sweep(database, now_ms, terms);
      };
      report(co_await writer.write<Swept>(job));
    } catch (const std::exception& error) {
      log->error("what is past its retention could not be deleted: {}", error.what());
    }
    if (stopping) break;
    sweep_timer.expires_after(sweep_interval);
    co_await sweep_timer.async_wait(quietly);
  }
}

void Server::Parts::report(const Swept& swept) {
  if (swept.empty()) return;
  count(metrics, swept);
  log->info("retention deleted {}", to_json(swept));
}

asio::awaitable<void> Server::Parts::stop() {
  if (stopping) co_return;
  stopping = true;
  log->info("stopping: no new connections, requests under way may end");
  boost::system::error_code error;
  signals.cancel(error);
  sweep_timer.cancel();
  sender.halt();
  co_await listener.stop();
  co_await sender.stop(config.limits.drain);
  work.reset();
  context.stop();
}

void Server::Parts::heed_signals() {
  signals.add(SIGTERM);
  signals.add(SIGINT);
  signals.async_wait([this](const boost::system::error_code& error, int) {
    if (!error) asio::co_spawn(listener.executor(), stop(), asio::detached);
  });
}

Server::Server(Config config, const std::vector<authoring::Compiled>& sites, std::shared_ptr<spdlog::logger> log) {
  initialize_crypto();
  parts_ = std::make_unique<Parts>(std::move(config), sites, std::move(log));
}

Server::~Server() = default;

std::uint16_t Server::port() const { return parts_->listener.port(); }

std::string Server::public_key(std::string_view site) const {
  const Site* found = parts_->catalog.site(site);
  return found ? found->key->public_base64() : std::string();
}

void Server::run() {
  Parts& parts = *parts_;
  asio::co_spawn(parts.listener.executor(), parts.listener.run(), asio::detached);
  asio::co_spawn(parts.listener.executor(), parts.sweep_often(), asio::detached);
  asio::post(parts.listener.executor(), [&parts] { parts.sender.start(); });
  std::vector<std::jthread> helpers;
  for (unsigned at = 1; at < parts.config.threads; ++at) helpers.emplace_back([&parts] { parts.context.run(); });
  parts.context.run();
  helpers.clear();
  parts.writer.stop();
  parts.log->info("stopped: everything that was answered is on disk");
}

void Server::stop() { asio::co_spawn(parts_->listener.executor(), parts_->stop(), asio::detached); }

std::string head_snippet(const std::string& code, const std::string& config) {
  std::string attribute;
  for (const char letter : config) {
    if (letter == '&')
      attribute += "&amp;";
    else if (letter == '\'')
      attribute += "&#39;";
    else
      attribute += letter;
  }
  return "<script data-assent-head='" + attribute + "'>" + code + "</script>";
}

std::string embed_snippet(const std::string& site, const std::string& public_key, const std::string& collector) {
  std::string snippet =
      "<script async src=\"" + collector + "/assent.js\" data-site=\"" + site + "\" data-key=\"" + public_key + "\"";
  return snippet + "></script>";
}

}  // namespace assent::collector
