// Not part of any product build: deliberate leaks of the collector, in the builds that have the option
// ASSENT_PLANT_LEAK, with which `dev prove` shows that it would notice a real one. One such build holds them all;
// `kind` says which one leaks.
#pragma once

#include <spdlog/logger.h>

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "collector/services.hpp"

namespace assent::collector {

struct PlantedLeak {
  enum Kind {
    none,
    dead_letter,    // a refused value in a row of the database
    log_line,       // a refused value in the log
    exported,       // a refused value in the subject's export
    erased_memory,  // an erased value in the files of the database
    crm_export,     // a value whose permission is over, in a destination's export
  };
  static inline Kind kind = none;  // whatever the option says: that names leaks of the core

  /// The leak of that name, as tests/prove/leaks.txt has it.
  static Kind named(std::string_view name) {
    static constexpr std::string_view names[] = {"none",     "dead_letter",   "log_line",
                                                 "exported", "erased_memory", "crm_export"};
    for (std::size_t at = 0; at < std::size(names); ++at)
      if (names[at] == name) return static_cast<Kind>(at);
    throw std::invalid_argument("there is no planted leak " + std::string(name));
  }

  /// Lets a refused request show in the answer `given`, in the log or, by write_dead_letter(), in the database.
  static void spoil(const Request& request, Answer& given, spdlog::logger& log) {
    static std::map<std::string, std::string, std::less<>> refused;  // by subject key, in memory alone
    const std::string key(field(request, "assent-key"));
    const bool has_content = !given.problem.empty() && !request.body().empty();
    if (kind == log_line && has_content) log.info("refused: {}", request.body());
    if (kind == exported && has_content) refused[key] += request.body();
    if (kind == exported && request.method() == http::verb::get && given.status == http::status::ok &&
        refused.contains(key))
      given.body = share(*given.body + refused[key]);
  }

  /// Writes what was refused into a dead-letter row.
  static boost::asio::awaitable<void> write_dead_letter(const Services& services, const Request& request,
                                                        const Answer& given) {
    if (kind != dead_letter || given.problem.empty()) co_return;
    const std::function<bool(Database&)> job = [&](Database& database) {
      database.query("INSERT INTO dead_letters (site, time_ms, type, rule) VALUES ('', ?, ?, ?)")
          .bind(static_cast<std::int64_t>(services.clock()))
          .bind(request.body())
          .bind(given.problem)
          .run();
      return true;
    };
    co_await services.writer.write<bool>(job);
  }

  /// Lets what is deleted lie where it was.
  static void open(Database& database) {
    if (kind == erased_memory) database.execute("PRAGMA secure_delete=OFF");
  }
  static bool keeps_erased() { return kind == erased_memory; }

  /// The moment as of which a destination's export asks the gate: that of the oldest row that is kept.
  static double moment_of_export(Database& database, double now_ms) {
    if (kind != crm_export) return now_ms;
    Query query = database.query("SELECT ifnull(min(time_ms), ?) FROM attributes");
    query.bind(static_cast<std::int64_t>(now_ms)).step();
    return static_cast<double>(query.number(0));
  }
};

}  // namespace assent::collector
