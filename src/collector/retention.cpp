// Counts first, then deletes, in one transaction: the report says what is gone.
#include "collector/retention.hpp"

#include <algorithm>

#include "authoring/strict_json.hpp"
#include "collector/dead_letters.hpp"
#include "collector/limits.hpp"
#include "collector/outbox.hpp"
#include "collector/purpose_set.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal.hpp"

namespace assent::collector {

std::vector<Term> terms_of(const Catalog& catalog) {
  std::vector<Term> terms;
  for (const Site& site : catalog.sites()) {
    const policy::Pack& pack = pack_of(site);
    for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
      consent::PurposeSet one;
      one.set(at);
      terms.push_back({site.id, purpose_ids(pack, one), retention_ms(pack, one)});
    }
  }
  return terms;
}

std::string to_json(const Swept& swept) {
  authoring::Json all = authoring::Json::array();
  for (const Deletion& each : swept) {
    authoring::Json one{{"kind", each.kind}, {"site", each.site}};
    if (!each.id.empty()) one["id"] = each.id;
    if (!each.purpose.empty()) one["purpose"] = each.purpose;
    one["rows"] = each.rows;
    all.push_back(std::move(one));
  }
  return all.dump();
}

void count(Metrics& metrics, const Swept& swept) {
  for (const Deletion& each : swept) metrics.deleted(each.kind, each.site, each.id, each.purpose, each.rows);
}

namespace store {

const char* const retention_schema = R"(
CREATE INDEX attributes_age ON attributes (site, time_ms);
CREATE INDEX exposures_age ON exposures (site, time_ms);
CREATE INDEX consents_received ON consents (received_ms);
)";

namespace {

std::int64_t whole(double ms) { return static_cast<std::int64_t>(ms); }

// One table of what is kept for purposes, and its statements: literals, since a statement is prepared once.
struct Kept {
  std::string_view kind, aged, narrow, remove, expired, expire;
};

constexpr Kept attributes{
    "attribute",
    "SELECT rowid, attribute, purposes FROM attributes WHERE site = ? AND time_ms < ? AND "
    "instr(' ' || purposes || ' ', ' ' || ? || ' ') > 0",
    "UPDATE attributes SET purposes = ? WHERE rowid = ?",
    "DELETE FROM attributes WHERE rowid = ?",
    "SELECT site, attribute, purposes, count(*) FROM attributes WHERE expires_ms < ? GROUP BY 1, 2, 3",
    "DELETE FROM attributes WHERE expires_ms < ?"};
constexpr Kept exposures{"exposure",
                         "SELECT rowid, slot, purposes FROM exposures WHERE site = ? AND time_ms < ? AND "
                         "instr(' ' || purposes || ' ', ' ' || ? || ' ') > 0",
                         "UPDATE exposures SET purposes = ? WHERE rowid = ?",
                         "DELETE FROM exposures WHERE rowid = ?",
                         "SELECT site, slot, purposes, count(*) FROM exposures WHERE expires_ms < ? GROUP BY 1, 2, 3",
                         "DELETE FROM exposures WHERE expires_ms < ?"};

void add(Swept& swept, std::string_view kind, const std::string& site, const std::string& id,
         const std::string& purpose, std::int64_t rows) {
  const auto found = std::find_if(swept.begin(), swept.end(), [&](const Deletion& each) {
    return each.kind == kind && each.site == site && each.id == id && each.purpose == purpose;
  });
  if (found == swept.end())
    swept.push_back({kind, site, id, purpose, rows});
  else
    found->rows += rows;
}

std::vector<std::string> words_of(std::string_view ids) {
  std::vector<std::string> words;
  while (!ids.empty()) {
    words.emplace_back(ids.substr(0, ids.find(' ')));
    ids.remove_prefix(std::min(ids.size(), words.back().size() + 1));
  }
  return words;
}

std::string without(std::string_view ids, const std::string& id) {
  std::string rest;
  for (const std::string& each : words_of(ids))
    if (each != id) rest.append(rest.empty() ? "" : " ").append(each);
  return rest;
}

struct Aged {
  std::int64_t row;
  std::string id;
  std::string purposes;
};

// What the purpose keeps no longer: its name goes, and the row where there is no other.
void end_purpose(Database& database, const Kept& kept, const Term& term, double now_ms, Swept& swept) {
  std::vector<Aged> rows;
  {
    Query query = database.query(kept.aged);
    query.bind(term.site).bind(whole(now_ms - term.kept_ms)).bind(term.purpose);
    while (query.step()) rows.push_back({query.number(0), query.text(1), query.text(2)});
  }
  for (const Aged& each : rows) {
    const std::string rest = without(each.purposes, term.purpose);
    if (rest.empty())
      database.query(kept.remove).bind(each.row).run();
    else
      database.query(kept.narrow).bind(rest).bind(each.row).run();
    database.mark_erased();
    add(swept, kept.kind, term.site, each.id, term.purpose, 1);
  }
}

void end_rows(Database& database, const Kept& kept, double now_ms, Swept& swept) {
  {
    Query query = database.query(kept.expired);
    query.bind(whole(now_ms));
    while (query.step())
      for (const std::string& purpose : words_of(query.text(2)))
        add(swept, kept.kind, query.text(0), query.text(1), purpose, query.number(3));
  }
  database.query(kept.expire).bind(whole(now_ms)).run();
  if (database.changes() > 0) database.mark_erased();
}

// Deletes by a statement that returns the site of each row it deleted.
bool end(Database& database, std::string_view kind, std::string_view deleting, double before_ms, Swept& swept) {
  bool some = false;
  Query query = database.query(deleting);
  query.bind(whole(before_ms));
  while (query.step()) {
    add(swept, kind, query.text(0), "", "", 1);
    some = true;
  }
  if (some) database.mark_erased();
  return some;
}

// A consent stands no longer when its time is over and nothing rests on it: in regimes where a visitor objects, data
// may rest on a record that is older than any validity.
constexpr std::string_view end_of_standing =
    "DELETE FROM standing WHERE rowid IN (SELECT s.rowid FROM consents c JOIN standing s ON s.site = c.site AND "
    "s.subject = c.subject AND s.record_id = c.record_id WHERE c.received_ms < ?1 AND "
    "c.received_ms + 1000 * json_extract(c.body, '$.validity_s') < ?1 "
    "AND NOT EXISTS (SELECT 1 FROM attributes a WHERE a.subject = s.subject AND a.site = s.site) "
    "AND NOT EXISTS (SELECT 1 FROM exposures x WHERE x.subject = s.subject AND x.site = s.site) "
    "AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = s.subject AND e.site = s.site)) RETURNING site";

// A withdrawal counts until a newer record is there, and goes with the record that it narrows.
constexpr std::string_view end_of_withdrawals =
    "DELETE FROM withdrawals WHERE time_ms < ?1 AND (EXISTS (SELECT 1 FROM consents c WHERE c.subject = "
    "withdrawals.subject AND c.site = withdrawals.site AND c.time_ms > withdrawals.time_ms AND c.received_ms < ?1) OR "
    "NOT EXISTS (SELECT 1 FROM standing s WHERE s.subject = withdrawals.subject AND s.site = withdrawals.site)) "
    "RETURNING site";

// A record stopped standing when the next one came. Without a subject it never stood.
constexpr std::string_view end_of_consents =
    "DELETE FROM consents WHERE received_ms < ?1 AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.site = consents.site "
    "AND s.record_id = consents.record_id AND s.subject = consents.subject) AND (subject IS NULL OR NOT EXISTS (SELECT "
    "1 FROM consents n WHERE n.subject = consents.subject AND n.site = consents.site AND n.rowid <> consents.rowid AND "
    "n.time_ms >= consents.time_ms) OR EXISTS (SELECT 1 FROM consents n WHERE n.subject = consents.subject AND n.site "
    "= consents.site AND n.rowid <> consents.rowid AND n.time_ms >= consents.time_ms AND n.received_ms < ?1)) "
    "RETURNING site";

void end_evidence(Database& database, double now_ms, Swept& swept) {
  const double before_ms = now_ms - evidence_kept_ms;
  Swept ended;  // no rows of evidence, only what says which of them stands
  end(database, "standing", end_of_standing, before_ms, ended);
  end(database, "withdrawal", end_of_withdrawals, before_ms, swept);
  if (!end(database, "consent", end_of_consents, before_ms, swept)) return;
  database
      .query(
          "DELETE FROM attribute_sets WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.subject = "
          "attribute_sets.subject AND c.site = attribute_sets.site)")
      .run();
  database
      .query(
          "DELETE FROM recipients WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.subject = recipients.subject AND "
          "c.site = recipients.site)")
      .run();
}

}  // namespace

Swept sweep(Database& database, double now_ms, const std::vector<Term>& terms) {
  Swept swept;
  for (const Term& term : terms)
    for (const Kept& kept : {attributes, exposures}) end_purpose(database, kept, term, now_ms, swept);
  for (const Kept& kept : {attributes, exposures}) end_rows(database, kept, now_ms, swept);
  end(database, "device-choices", "DELETE FROM device_choices WHERE expires_ms < ? RETURNING site", now_ms, swept);
  end(database, "contact-token", "DELETE FROM contact_tokens WHERE expires_ms < ? RETURNING site", now_ms, swept);
  // An event that came this long ago would be refused as late, so nobody needs to know that it came.
  end(database, "event", "DELETE FROM events WHERE received_ms < ? RETURNING site",
      now_ms - max_queued_ms - max_ahead_ms, swept);
  end_evidence(database, now_ms, swept);
  sweep_dead_letters(database, now_ms);
  sweep_outbox(database, now_ms);
  database.query("DELETE FROM spent_nonces WHERE expires_ms < ?").bind(whole(now_ms)).run();
  // Also what withdrawals and newer values have replaced since the last time.
  database.scrub();
  return swept;
}

}  // namespace store

}  // namespace assent::collector
