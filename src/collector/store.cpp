// Consents and events: what arrives is inserted, and the primary key says whether it was here before.
#include "collector/store.hpp"

#include "collector/contact_store.hpp"
#include "collector/correction_store.hpp"
#include "collector/dead_letters.hpp"
#include "collector/device_store.hpp"
#include "collector/outbox.hpp"
#include "collector/retention.hpp"
#include "collector/withdrawal_store.hpp"

namespace assent::collector::store {

namespace {

constexpr std::int64_t schema_version = 4;

constexpr const char* schema = R"(
CREATE TABLE consents (
  site TEXT NOT NULL, record_id TEXT NOT NULL, subject TEXT, key TEXT, signature TEXT, body TEXT NOT NULL,
  time_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, gpc INTEGER NOT NULL, unproven INTEGER NOT NULL,
  receipt TEXT NOT NULL, PRIMARY KEY (site, record_id)) STRICT;
CREATE INDEX consents_subject ON consents (subject) WHERE subject IS NOT NULL;

CREATE TABLE standing (
  site TEXT NOT NULL, subject TEXT NOT NULL, record_id TEXT NOT NULL, time_ms INTEGER NOT NULL,
  PRIMARY KEY (subject, site)) STRICT;

CREATE TABLE events (
  source TEXT NOT NULL, id TEXT NOT NULL, site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL,
  record_id TEXT NOT NULL, pack TEXT NOT NULL, digest TEXT NOT NULL, time_ms INTEGER NOT NULL,
  received_ms INTEGER NOT NULL, PRIMARY KEY (source, id)) STRICT;
CREATE INDEX events_subject ON events (subject);
CREATE INDEX events_received ON events (received_ms);

CREATE TABLE attribute_sets (
  site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL, time_ms INTEGER NOT NULL,
  PRIMARY KEY (subject, site, destination)) STRICT;

CREATE TABLE attributes (
  site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL,
  purposes TEXT NOT NULL, time_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
  PRIMARY KEY (subject, site, destination, attribute)) STRICT;
CREATE INDEX attributes_expiry ON attributes (expires_ms);

CREATE TABLE exposures (
  source TEXT NOT NULL, id TEXT NOT NULL, site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL,
  slot TEXT NOT NULL, experience TEXT, variant TEXT, purposes TEXT NOT NULL, time_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL, PRIMARY KEY (source, id)) STRICT;
CREATE INDEX exposures_subject ON exposures (subject);
CREATE INDEX exposures_expiry ON exposures (expires_ms);

CREATE TABLE spent_nonces (nonce TEXT NOT NULL PRIMARY KEY, expires_ms INTEGER NOT NULL) STRICT;
)";

constexpr const char* holdout_schema = "ALTER TABLE exposures ADD COLUMN holdout INTEGER NOT NULL DEFAULT 0";

std::int64_t whole(double ms) { return static_cast<std::int64_t>(ms); }

}  // namespace

void prepare(Database& database) {
  std::int64_t version = 0;
  {
    Query query = database.query("PRAGMA user_version");
    if (query.step()) version = query.number(0);
  }
  if (version > schema_version)
    throw DatabaseError("a newer collector made this database; run that one, or restore an older backup");
  if (version == schema_version) return;
  database.execute("BEGIN IMMEDIATE");
  if (version == 0) database.execute(schema);
  if (version < 2) database.execute(device_schema);
  if (version < 3) database.execute(withdrawal_schema);
  if (version < 3) database.execute(contact_schema);
  if (version < 3) database.execute(correction_schema);
  if (version < 3) database.execute(retention_schema);
  if (version < 3) database.execute(dead_letters_schema);
  if (version < 3) database.execute(outbox_schema);
  if (version < 4) database.execute("ALTER TABLE exposures ADD COLUMN goal TEXT");
  if (version < 4) database.execute(holdout_schema);
  database.execute("PRAGMA user_version = 4");
  database.execute("COMMIT");
}

Insertion insert(Database& database, const Consent& consent, std::string& receipt) {
  database
      .query(
          "INSERT INTO consents (site, record_id, subject, key, signature, body, time_ms, received_ms, gpc, unproven, "
          "receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, record_id) DO NOTHING")
      .bind(consent.site)
      .bind(consent.record_id)
      .bind_or_null(consent.subject)
      .bind_or_null(consent.key)
      .bind_or_null(consent.signature)
      .bind(consent.body)
      .bind(whole(consent.time_ms))
      .bind(whole(consent.received_ms))
      .bind(consent.gpc ? 1 : 0)
      .bind(consent.unproven ? 1 : 0)
      .bind(consent.receipt)
      .run();
  if (database.changes() == 1) return Insertion::fresh;
  Query stored = database.query("SELECT body, subject, receipt FROM consents WHERE site = ? AND record_id = ?");
  stored.bind(consent.site).bind(consent.record_id);
  if (!stored.step() || stored.text(0) != consent.body || stored.text(1) != consent.subject) return Insertion::reused;
  receipt = stored.text(2);
  return Insertion::repeated;
}

bool let_stand(Database& database, const Consent& consent) {
  database
      .query(
          "INSERT INTO standing (site, subject, record_id, time_ms) VALUES (?, ?, ?, ?) ON CONFLICT (subject, site) "
          "DO UPDATE SET record_id = excluded.record_id, time_ms = excluded.time_ms "
          "WHERE excluded.time_ms >= standing.time_ms")
      .bind(consent.site)
      .bind(consent.subject)
      .bind(consent.record_id)
      .bind(whole(consent.time_ms))
      .run();
  return database.changes() == 1;
}

std::optional<Standing> standing(Database& database, std::string_view site, std::string_view subject) {
  Query query = database.query(
      "SELECT c.body, c.gpc, c.unproven FROM standing s JOIN consents c ON c.site = s.site AND c.record_id = "
      "s.record_id WHERE s.subject = ? AND s.site = ?");
  query.bind(subject).bind(site);
  if (!query.step()) return {};
  return Standing{query.text(0), query.number(1) != 0, query.number(2) != 0};
}

bool has_record(Database& database, std::string_view site, std::string_view subject, std::string_view record_id) {
  Query query = database.query("SELECT 1 FROM consents WHERE site = ? AND record_id = ? AND subject = ?");
  return query.bind(site).bind(record_id).bind(subject).step();
}

Insertion insert(Database& database, const Event& event) {
  database
      .query(
          "INSERT INTO events (source, id, site, subject, destination, record_id, pack, digest, time_ms, received_ms) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, id) DO NOTHING")
      .bind(event.source)
      .bind(event.id)
      .bind(event.site)
      .bind(event.subject)
      .bind(event.destination)
      .bind(event.record_id)
      .bind(event.pack)
      .bind(event.digest)
      .bind(whole(event.time_ms))
      .bind(whole(event.received_ms))
      .run();
  if (database.changes() == 1) return Insertion::fresh;
  Query stored = database.query("SELECT 1 FROM events WHERE source = ? AND id = ? AND subject = ? AND digest = ?");
  const bool same = stored.bind(event.source).bind(event.id).bind(event.subject).bind(event.digest).step();
  return same ? Insertion::repeated : Insertion::reused;
}

void replace_attributes(Database& database, const Event& event, const std::vector<Attribute>& attributes) {
  database
      .query(
          "INSERT INTO attribute_sets (site, subject, destination, time_ms) VALUES (?, ?, ?, ?) ON CONFLICT (subject, "
          "site, destination) DO UPDATE SET time_ms = excluded.time_ms WHERE excluded.time_ms >= "
          "attribute_sets.time_ms")
      .bind(event.site)
      .bind(event.subject)
      .bind(event.destination)
      .bind(whole(event.time_ms))
      .run();
  if (database.changes() == 0) return;
  database.query("DELETE FROM attributes WHERE subject = ? AND site = ? AND destination = ?")
      .bind(event.subject)
      .bind(event.site)
      .bind(event.destination)
      .run();
  if (database.changes() > 0) database.mark_erased();
  for (const Attribute& each : attributes)
    database
        .query(
            "INSERT INTO attributes (site, subject, destination, attribute, value, purposes, time_ms, expires_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(event.site)
        .bind(event.subject)
        .bind(each.destination)
        .bind(each.id)
        .bind(each.value)
        .bind(each.purposes)
        .bind(whole(event.time_ms))
        .bind(whole(each.expires_ms))
        .run();
}

void insert_exposure(Database& database, const Event& event, const Exposure& exposure) {
  database
      .query(
          "INSERT INTO exposures (source, id, site, subject, destination, slot, experience, variant, goal, "
          "purposes, time_ms, expires_ms, holdout) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(event.source)
      .bind(event.id)
      .bind(event.site)
      .bind(event.subject)
      .bind(exposure.destination)
      .bind(exposure.slot)
      .bind_or_null(exposure.experience)
      .bind_or_null(exposure.variant)
      .bind_or_null(exposure.goal)
      .bind(exposure.purposes)
      .bind(whole(event.time_ms))
      .bind(whole(exposure.expires_ms))
      .bind(exposure.held_out ? 1 : 0)
      .run();
}

}  // namespace assent::collector::store
