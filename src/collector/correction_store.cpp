// The old value is overwritten in the file and goes from the log with the commit.
#include "collector/correction_store.hpp"

namespace assent::collector::store {

const char* const correction_schema = "ALTER TABLE attributes ADD COLUMN corrected_ms INTEGER";

namespace {

void bind(Query& query, const Kept& kept) {
  query.bind(kept.site).bind(kept.subject).bind(kept.destination).bind(kept.attribute);
}

}  // namespace

bool is_kept(Database& database, const Kept& kept) {
  Query query =
      database.query("SELECT 1 FROM attributes WHERE site = ? AND subject = ? AND destination = ? AND attribute = ?");
  bind(query, kept);
  return query.step();
}

void correct(Database& database, const Kept& kept, std::string_view value, double now_ms) {
  Query query = database.query(
      "UPDATE attributes SET value = ?, corrected_ms = ? WHERE site = ? AND subject = ? AND destination = ? AND "
      "attribute = ?");
  query.bind(value).bind(static_cast<std::int64_t>(now_ms));
  bind(query, kept);
  query.run();
  database.mark_erased();
  database.scrub();
}

void remove(Database& database, const Kept& kept) {
  Query query =
      database.query("DELETE FROM attributes WHERE site = ? AND subject = ? AND destination = ? AND attribute = ?");
  bind(query, kept);
  query.run();
  database.mark_erased();
  database.scrub();
}

}  // namespace assent::collector::store
