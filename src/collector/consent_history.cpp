// Records count in the order in which they came to stand: by time, and of one time the later arrival.
#include "collector/consent_history.hpp"

#include "collector/body.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

namespace {

std::optional<Stands> read(const Query& query) {
  const auto body = read_body(query.text(0));
  auto record = body ? read_record(*body) : std::nullopt;
  if (!record) return {};
  return Stands{std::move(*record), query.number(1) != 0, query.number(2) != 0};
}

}  // namespace

std::optional<Stands> record_of(Database& database, std::string_view site, std::string_view subject,
                                std::string_view record_id) {
  Query query =
      database.query("SELECT body, gpc, unproven FROM consents WHERE site = ? AND record_id = ? AND subject = ?");
  query.bind(site).bind(record_id).bind(subject);
  return query.step() ? read(query) : std::nullopt;
}

std::vector<Stands> records_after(Database& database, std::string_view site, std::string_view subject,
                                  std::string_view record_id) {
  Query query = database.query(
      "SELECT body, gpc, unproven FROM consents WHERE subject = ? AND site = ? AND (time_ms, rowid) > (SELECT time_ms, "
      "rowid FROM consents WHERE site = ? AND record_id = ?) ORDER BY time_ms, rowid LIMIT ?");
  query.bind(subject).bind(site).bind(site).bind(record_id).bind(max_newer_records + 1);
  std::vector<Stands> records;
  while (query.step()) records.push_back(read(query).value_or(Stands{}));
  return records;
}

}  // namespace assent::collector
