// A row has no place for anything that was sent.
#include "collector/dead_letters.hpp"

#include "collector/limits.hpp"

namespace assent::collector {

namespace store {

const char* const dead_letters_schema = R"(
CREATE TABLE dead_letters (
  site TEXT NOT NULL, time_ms INTEGER NOT NULL, type TEXT NOT NULL, rule TEXT NOT NULL) STRICT;
CREATE INDEX dead_letters_time ON dead_letters (time_ms);
)";

void add_dead_letter(Database& database, std::string_view site, std::string_view type, std::string_view rule,
                     double now_ms) {
  database.query("INSERT INTO dead_letters (site, time_ms, type, rule) VALUES (?, ?, ?, ?)")
      .bind(site)
      .bind(static_cast<std::int64_t>(now_ms))
      .bind(type)
      .bind(rule)
      .run();
  // Row ids grow by one, so this finds the one row that is too many.
  database.query("DELETE FROM dead_letters WHERE rowid <= last_insert_rowid() - ?").bind(max_dead_letters).run();
}

void sweep_dead_letters(Database& database, double now_ms) {
  database.query("DELETE FROM dead_letters WHERE time_ms < ?")
      .bind(static_cast<std::int64_t>(now_ms - dead_letters_kept_ms))
      .run();
}

}  // namespace store

}  // namespace assent::collector
