// One row a declaration. It narrows what stands and is never changed.
#include "collector/withdrawal_store.hpp"

#include <algorithm>

namespace assent::collector::store {

const char* const withdrawal_schema = R"(
CREATE TABLE withdrawals (
  site TEXT NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL, key TEXT NOT NULL, signature TEXT NOT NULL,
  body TEXT NOT NULL, purposes TEXT NOT NULL, time_ms INTEGER NOT NULL, receipt TEXT NOT NULL,
  PRIMARY KEY (site, id)) STRICT;
CREATE INDEX withdrawals_subject ON withdrawals (subject, site);
)";

void insert(Database& database, const Withdrawal& withdrawal) {
  database
      .query(
          "INSERT INTO withdrawals (site, id, subject, key, signature, body, purposes, time_ms, receipt) VALUES (?, ?, "
          "?, ?, ?, ?, ?, ?, ?)")
      .bind(withdrawal.site)
      .bind(withdrawal.id)
      .bind(withdrawal.subject)
      .bind(withdrawal.key)
      .bind(withdrawal.signature)
      .bind(withdrawal.body)
      .bind(withdrawal.purposes)
      .bind(static_cast<std::int64_t>(withdrawal.time_ms))
      .bind(withdrawal.receipt)
      .run();
}

std::vector<Withdrawal> counting_withdrawals(Database& database, std::string_view site, std::string_view subject) {
  Query query = database.query(
      "SELECT id, key, signature, body, purposes, time_ms, receipt FROM withdrawals WHERE subject = ?1 AND site = ?2 "
      "AND time_ms >= ifnull((SELECT time_ms FROM standing WHERE subject = ?1 AND site = ?2), 0) ORDER BY time_ms, id");
  query.bind(subject).bind(site);
  std::vector<Withdrawal> all;
  while (query.step())
    all.push_back({std::string(site), query.text(0), std::string(subject), query.text(1), query.text(2), query.text(3),
                   query.text(4), static_cast<double>(query.number(5)), query.text(6)});
  return all;
}

std::string withdrawn_after(Database& database, std::string_view site, std::string_view subject,
                            std::string_view record_id) {
  Query query = database.query(
      "SELECT purposes FROM withdrawals WHERE subject = ? AND site = ? AND time_ms >= (SELECT time_ms FROM consents "
      "WHERE site = ? AND record_id = ?)");
  query.bind(subject).bind(site).bind(site).bind(record_id);
  std::string ids;
  while (query.step()) ids.append(ids.empty() ? "" : " ").append(query.text(0));
  return ids;
}

std::vector<std::string> withdrawn_since(Database& database, std::string_view site, std::string_view subject) {
  std::vector<std::string> purposes;
  for (const Withdrawal& each : counting_withdrawals(database, site, subject)) {
    std::string_view ids = each.purposes;
    while (!ids.empty()) {
      const std::string id(ids.substr(0, ids.find(' ')));
      ids.remove_prefix(std::min(ids.size(), id.size() + 1));
      if (std::find(purposes.begin(), purposes.end(), id) == purposes.end()) purposes.push_back(id);
    }
  }
  return purposes;
}

}  // namespace assent::collector::store
