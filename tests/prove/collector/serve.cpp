// The log's lines have no time here: it would be the machine's, and the only thing that differs by chance.
#include "collector/serve.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <atomic>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "collector/drawn_random.hpp"
#include "collector/export.hpp"
#include "collector/server.hpp"
#include "collector/shop.hpp"
#ifdef ASSENT_PLANT_LEAK
#include "collector/planted_leak.hpp"
#endif

namespace assent::prove {

namespace {

constexpr std::uint64_t shop_seed = 1;
constexpr std::uint64_t server_seed = 2;

void plant(const std::string& leak) {
#ifdef ASSENT_PLANT_LEAK
  collector::PlantedLeak::kind = collector::PlantedLeak::named(leak);
#else
  if (!leak.empty()) throw std::invalid_argument("this build has no planted leaks");
#endif
}

std::shared_ptr<spdlog::logger> make_log() {
  auto log = std::make_shared<spdlog::logger>("assent", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern("%l %v");
  return log;
}

// The shop's policy has no columns of its own: these hold all that the CRM may ever have, and what it never may.
void print_crm_rows(const std::string& data, double now_ms) {
  authoring::Outlet crm;
  crm.destination = "crm";
  for (const char* holds : {"subject", "time", "purposes", "age", "topic", "birthday", "genres", "secret", "eyesight"})
    crm.columns.push_back({holds, holds, {}});
  collector::Database database(std::filesystem::path(data) / "assent.sqlite3");
  const collector::Policing policing{"corner-books", collector::test::shop_pack()};
  collector::export_rows(database, policing, crm, collector::ExportFormat::jsonl, now_ms, std::cout);
}

}  // namespace

void settle_shop() {
  draw_randomness_from(shop_seed);
  collector::test::shop_server();
  // What is drawn next names folders of the machine, which other processes must not share.
  draw_randomness_from(static_cast<std::uint64_t>(getpid()) << 32);
  collector::test::shop();
}

int serve(const std::string& data, const std::string& leak) {
  plant(leak);
  settle_shop();
  draw_randomness_from(server_seed);
  const auto now_ms = std::make_shared<std::atomic<double>>(collector::test::noon_ms);
  collector::Config config;
  config.data = data;
  config.threads = 1;
  config.clock = [now_ms] { return now_ms->load(); };
  collector::Server server(config, {collector::test::shop()}, make_log());
  std::cout << server.port() << std::endl;
  std::thread thread([&server] { server.run(); });
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "export")
      print_crm_rows(data, now_ms->load());
    else
      *now_ms = std::stod(line);
    std::cout << "ok" << std::endl;
  }
  server.stop();
  thread.join();
  return 0;
}

}  // namespace assent::prove
