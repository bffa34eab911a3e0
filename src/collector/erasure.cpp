// The store's other half: what leaves it again, by withdrawal or by a subject's wish. What leaves it by age is in
// retention.cpp.
#include "collector/outbox.hpp"
#include "collector/store.hpp"

namespace assent::collector::store {

namespace {

std::int64_t whole(double ms) { return static_cast<std::int64_t>(ms); }

struct AttributeRow {
  std::int64_t row;
  Attribute attribute;
};

struct ExposureRow {
  std::int64_t row;
  Exposure exposure;
};

std::vector<AttributeRow> attributes_of(Database& database, std::string_view site, std::string_view subject) {
  Query query = database.query(
      "SELECT rowid, destination, attribute, value, purposes FROM attributes WHERE subject = ? AND site = ?");
  query.bind(subject).bind(site);
  std::vector<AttributeRow> rows;
  while (query.step()) rows.push_back({query.number(0), {query.text(1), query.text(2), query.text(3), query.text(4)}});
  return rows;
}

std::vector<ExposureRow> exposures_of(Database& database, std::string_view site, std::string_view subject) {
  Query query = database.query(
      "SELECT rowid, destination, slot, experience, variant, purposes, goal, holdout FROM exposures WHERE subject = ? "
      "AND site = ?");
  query.bind(subject).bind(site);
  std::vector<ExposureRow> rows;
  while (query.step())
    rows.push_back({query.number(0),
                    {query.text(1), query.text(2), query.text(3), query.text(4), query.text(5), 0, query.text(6),
                     query.number(7) != 0}});
  return rows;
}

std::int64_t erase(Database& database, std::string_view sql, std::string_view subject) {
  database.query(sql).bind(subject).run();
  const std::int64_t erased = database.changes();
  if (erased > 0) database.mark_erased();
  return erased;
}

// Where the collector has, or had, something of the subject.
std::vector<std::string> sites_of(Database& database, std::string_view subject) {
  Query query = database.query(
      "SELECT site FROM attribute_sets WHERE subject = ?1 UNION SELECT site FROM exposures WHERE subject = ?1 "
      "UNION SELECT site FROM events WHERE subject = ?1 UNION SELECT site FROM recipients WHERE subject = ?1");
  query.bind(subject);
  std::vector<std::string> sites;
  while (query.step()) sites.push_back(query.text(0));
  return sites;
}

// A subject is answered when its bytes are gone.
bool is_something(const Erased& erased) {
  return erased.consents + erased.withdrawals + erased.events + erased.attributes + erased.exposures +
             erased.contact_tokens >
         0;
}

// An event from before the erasure that arrives after it (a queue, a repetition) must not bring attributes back: the
// time of the set stays, without any value.
void outdate_earlier_events(Database& database, std::string_view subject, double now_ms) {
  database.query("UPDATE attribute_sets SET time_ms = max(time_ms, ?) WHERE subject = ?")
      .bind(whole(now_ms) + 1)
      .bind(subject)
      .run();
}

void erase_evidence(Database& database, std::string_view subject, Erased& erased) {
  erase(database, "DELETE FROM attribute_sets WHERE subject = ?", subject);
  erase(database, "DELETE FROM standing WHERE subject = ?", subject);
  erased.withdrawals = erase(database, "DELETE FROM withdrawals WHERE subject = ?", subject);
  erased.consents = erase(database, "DELETE FROM consents WHERE subject = ?", subject);
}

}  // namespace

void keep_only(Database& database, std::string_view site, std::string_view subject,
               const AttributePurposes& attribute_stands, const ExposurePurposes& exposure_stands) {
  for (const AttributeRow& each : attributes_of(database, site, subject)) {
    const std::string purposes = attribute_stands(each.attribute);
    if (purposes.empty()) {
      database.query("DELETE FROM attributes WHERE rowid = ?").bind(each.row).run();
      database.mark_erased();
    } else if (purposes != each.attribute.purposes) {
      database.query("UPDATE attributes SET purposes = ? WHERE rowid = ?").bind(purposes).bind(each.row).run();
    }
  }
  for (const ExposureRow& each : exposures_of(database, site, subject)) {
    const std::string purposes = exposure_stands(each.exposure);
    if (purposes.empty()) {
      database.query("DELETE FROM exposures WHERE rowid = ?").bind(each.row).run();
      database.mark_erased();
    } else if (purposes != each.exposure.purposes) {
      database.query("UPDATE exposures SET purposes = ? WHERE rowid = ?").bind(purposes).bind(each.row).run();
    }
  }
}

void forget_digests(Database& database, std::string_view site, std::string_view subject) {
  database.query("UPDATE events SET digest = '' WHERE subject = ? AND site = ?").bind(subject).bind(site).run();
}

bool spend(Database& database, std::string_view nonce, double now_ms, double expires_ms) {
  database.query("DELETE FROM spent_nonces WHERE expires_ms < ?").bind(whole(now_ms)).run();
  database.query("INSERT INTO spent_nonces (nonce, expires_ms) VALUES (?, ?) ON CONFLICT (nonce) DO NOTHING")
      .bind(nonce)
      .bind(whole(expires_ms))
      .run();
  return database.changes() == 1;
}

Erased erase_subject(Database& database, std::string_view subject, double now_ms, Erasure what) {
  forget_deliveries(database, subject);
  // While it can still be told who had something.
  for (const std::string& site : sites_of(database, subject)) notify_erasure(database, site, subject, now_ms);
  Erased erased;
  erased.attributes = erase(database, "DELETE FROM attributes WHERE subject = ?", subject);
  erased.exposures = erase(database, "DELETE FROM exposures WHERE subject = ?", subject);
  erased.events = erase(database, "DELETE FROM events WHERE subject = ?", subject);
  erased.contact_tokens = erase(database, "DELETE FROM contact_tokens WHERE subject = ?", subject);
  if (what == Erasure::attributes)
    outdate_earlier_events(database, subject, now_ms);
  else
    erase_evidence(database, subject, erased);
  if (is_something(erased)) database.scrub();
  return erased;
}

}  // namespace assent::collector::store
