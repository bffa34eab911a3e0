// A token of another site and a token that nobody gave are the same to whoever asks.
#include "collector/contact_store.hpp"

#include "collector/limits.hpp"

namespace assent::collector::store {

const char* const contact_schema = R"(
CREATE TABLE contact_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY, site TEXT NOT NULL, subject TEXT NOT NULL, created_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL) STRICT;
CREATE INDEX contact_tokens_subject ON contact_tokens (subject, site);
CREATE INDEX contact_tokens_expiry ON contact_tokens (expires_ms);
)";

void keep_contact_token(Database& database, std::string_view token_hash, std::string_view site,
                        std::string_view subject, double now_ms, double expires_ms) {
  database
      .query(
          "DELETE FROM contact_tokens WHERE rowid IN (SELECT rowid FROM contact_tokens WHERE subject = ? AND site = ? "
          "ORDER BY created_ms DESC, rowid DESC LIMIT -1 OFFSET ?)")
      .bind(subject)
      .bind(site)
      .bind(static_cast<std::int64_t>(max_contact_tokens) - 1)
      .run();
  if (database.changes() > 0) database.mark_erased();
  database
      .query("INSERT INTO contact_tokens (token_hash, site, subject, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?)")
      .bind(token_hash)
      .bind(site)
      .bind(subject)
      .bind(static_cast<std::int64_t>(now_ms))
      .bind(static_cast<std::int64_t>(expires_ms))
      .run();
}

std::optional<std::string> contact_subject(Database& database, std::string_view token_hash, std::string_view site,
                                           double now_ms) {
  Query query =
      database.query("SELECT subject FROM contact_tokens WHERE token_hash = ? AND site = ? AND expires_ms >= ?");
  query.bind(token_hash).bind(site).bind(static_cast<std::int64_t>(now_ms));
  return query.step() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace assent::collector::store
