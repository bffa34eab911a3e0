// Places are the order in which deliveries were queued, and no VACUUM moves them; a destination's count of what waits
// is kept by triggers, so that a full outbox costs no counting.
#include "collector/outbox.hpp"

#include "authoring/strict_json.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "egress/minimize.hpp"

namespace assent::collector::store {

const char* const outbox_schema = R"(
CREATE TABLE addressees (
  site TEXT NOT NULL, destination TEXT NOT NULL, exports INTEGER NOT NULL, waiting INTEGER NOT NULL,
  PRIMARY KEY (site, destination)) STRICT;

CREATE TABLE recipients (
  site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL, revoked TEXT NOT NULL,
  PRIMARY KEY (subject, site, destination)) STRICT;

CREATE TABLE deliveries (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site TEXT NOT NULL, subject TEXT NOT NULL, destination TEXT NOT NULL,
  kind TEXT NOT NULL, reference TEXT NOT NULL, attempts INTEGER NOT NULL, next_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL) STRICT;
CREATE INDEX deliveries_subject ON deliveries (subject, site, destination);
CREATE INDEX deliveries_due ON deliveries (site, destination, next_ms);
CREATE TRIGGER deliveries_come AFTER INSERT ON deliveries BEGIN
  UPDATE addressees SET waiting = waiting + 1 WHERE site = new.site AND destination = new.destination; END;
CREATE TRIGGER deliveries_go AFTER DELETE ON deliveries BEGIN
  UPDATE addressees SET waiting = waiting - 1 WHERE site = old.site AND destination = old.destination; END;

CREATE TABLE dead_deliveries (
  place INTEGER PRIMARY KEY, site TEXT NOT NULL, destination TEXT NOT NULL, kind TEXT NOT NULL, time_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL, problem TEXT NOT NULL, subject TEXT, reference TEXT) STRICT;
CREATE INDEX dead_deliveries_time ON dead_deliveries (time_ms);
CREATE INDEX dead_deliveries_subject ON dead_deliveries (subject) WHERE subject IS NOT NULL;
)";

namespace {

using authoring::Json;

constexpr std::string_view names[] = {"attributes", "exposure", "goal", "withdrawal", "erasure"};

std::int64_t whole(double ms) { return static_cast<std::int64_t>(ms); }

Told told_from(std::string_view name) {
  std::size_t at = 0;
  while (at + 1 < std::size(names) && names[at] != name) ++at;
  return static_cast<Told>(at);
}

bool is_notice(Told told) { return told == Told::withdrawal || told == Told::erasure; }

bool is_of_one_event(Told told) { return told == Told::exposure || told == Told::goal; }

// "source id" of the event of an exposure or a goal.
std::string reference_of(const Event& event, Told told) {
  return is_of_one_event(told) ? event.source + " " + event.id : std::string();
}

void insert(Database& database, std::string_view site, std::string_view subject, std::string_view destination,
            Told told, std::string_view reference, double now_ms) {
  database
      .query(
          "INSERT INTO deliveries (id, site, subject, destination, kind, reference, attempts, next_ms, created_ms) "
          "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)")
      .bind(random_id())
      .bind(site)
      .bind(subject)
      .bind(destination)
      .bind(told_name(told))
      .bind(reference)
      .bind(whole(now_ms))
      .bind(whole(now_ms))
      .run();
}

// A delivery that waits before a withdrawal does not stand for what was granted after it.
bool waits_untried(Database& database, const Event& event) {
  Query query = database.query(
      "SELECT 1 FROM deliveries WHERE subject = ?1 AND site = ?2 AND destination = ?3 AND kind = 'attributes' AND "
      "attempts = 0 AND place > ifnull((SELECT max(n.place) FROM deliveries n WHERE n.subject = ?1 AND n.site = ?2 AND "
      "n.destination = ?3 AND n.kind = 'withdrawal'), 0)");
  return query.bind(event.subject).bind(event.site).bind(event.destination).step();
}

// How many wait for the destination; nothing where it has no webhook.
std::optional<std::int64_t> waiting_for(Database& database, std::string_view site, std::string_view destination) {
  Query query = database.query("SELECT waiting FROM addressees WHERE site = ? AND destination = ?");
  if (!query.bind(site).bind(destination).step()) return {};
  return query.number(0);
}

struct Recipient {
  std::string destination;
  std::string revoked;
};

// Who has a webhook and knows of the subject.
std::vector<Recipient> recipients_of(Database& database, std::string_view site, std::string_view subject) {
  Query query = database.query(
      "SELECT a.destination, r.revoked FROM addressees a LEFT JOIN recipients r ON r.site = a.site AND r.destination = "
      "a.destination AND r.subject = ?1 WHERE a.site = ?2 AND (r.subject IS NOT NULL OR (a.exports = 1 AND EXISTS "
      "(SELECT 1 FROM attribute_sets s WHERE s.subject = ?1 AND s.site = a.site AND s.destination = a.destination)))");
  query.bind(subject).bind(site);
  std::vector<Recipient> recipients;
  while (query.step()) recipients.push_back({query.text(0), query.text(1)});
  return recipients;
}

void set_revoked(Database& database, std::string_view site, std::string_view subject, std::string_view destination,
                 std::string_view revoked) {
  database
      .query(
          "INSERT INTO recipients (site, subject, destination, revoked) VALUES (?, ?, ?, ?) ON CONFLICT (subject, "
          "site, destination) DO UPDATE SET revoked = excluded.revoked")
      .bind(site)
      .bind(subject)
      .bind(destination)
      .bind(revoked)
      .run();
}

bool holds(const Json& list, const Json& id) {
  for (const Json& each : list)
    if (each == id) return true;
  return false;
}

// True where `now` takes back something that `before`, as revoked_for wrote it, did not.
bool takes_more(const std::string& before, const Json& now) {
  if (before.empty()) return true;
  const Json earlier = Json::parse(before);
  for (const auto& [kind, ids] : now.items())
    for (const Json& id : ids)
      if (!holds(earlier.at(kind), id)) return true;
  return false;
}

bool names_something(const Json& revoked) {
  for (const Json& ids : revoked)
    if (!ids.empty()) return true;
  return false;
}

// True where the policy lets a value of the attribute leave for the destination at all.
bool may_carry(const pack::Attribute& attribute, policy::DestinationId destination) {
  const pack::Leave* leave = egress::leave_for(attribute, destination);
  return leave && !leave->decision() && leave->minimizer() != pack::Minimizer::drop && !attribute.special();
}

bool is_revoked(const policy::Pack& pack, const consent::Permissions& permissions, const pack::Slot& slot,
                policy::DestinationId destination) {
  if (!policy::has(slot.exposes(), destination)) return false;
  if (!permissions.permitted[slot.purpose()]) return true;
  for (std::size_t at = 0; at < policy::size(slot.labels()); ++at)
    if (!egress::approved(pack, permissions, policy::at(slot.labels(), at), destination, false)) return true;
  return false;
}

}  // namespace

std::string_view told_name(Told told) { return names[static_cast<std::size_t>(told)]; }

void set_addressees(Database& database, const std::vector<Addressee>& addressees, double now_ms) {
  database.query("DELETE FROM addressees").run();
  for (const Addressee& each : addressees)
    database
        .query(
            "INSERT INTO addressees (site, destination, exports, waiting) SELECT ?1, ?2, ?3, count(*) FROM deliveries "
            "WHERE site = ?1 AND destination = ?2")
        .bind(each.site)
        .bind(each.destination)
        .bind(each.exports ? 1 : 0)
        .run();
  database
      .query(
          "INSERT INTO dead_deliveries (site, destination, kind, time_ms, attempts, problem, subject, reference) "
          "SELECT "
          "site, destination, kind, ?, attempts, 'no_webhook', CASE WHEN kind IN ('withdrawal', 'erasure') THEN "
          "subject END, CASE WHEN kind IN ('withdrawal', 'erasure') THEN reference END FROM deliveries d WHERE NOT "
          "EXISTS (SELECT 1 FROM addressees a WHERE a.site = d.site AND a.destination = d.destination)")
      .bind(whole(now_ms))
      .run();
  database
      .query(
          "DELETE FROM deliveries AS d WHERE NOT EXISTS (SELECT 1 FROM addressees a WHERE a.site = d.site AND "
          "a.destination = d.destination)")
      .run();
  database
      .query(
          "INSERT INTO deliveries (id, site, subject, destination, kind, reference, attempts, next_ms, created_ms) "
          "SELECT lower(hex(randomblob(16))), site, subject, destination, kind, ifnull(reference, ''), 0, ?1, ?1 FROM "
          "dead_deliveries d WHERE subject IS NOT NULL AND EXISTS (SELECT 1 FROM addressees a WHERE a.site = d.site "
          "AND "
          "a.destination = d.destination) ORDER BY place")
      .bind(whole(now_ms))
      .run();
  database
      .query(
          "DELETE FROM dead_deliveries AS d WHERE subject IS NOT NULL AND EXISTS (SELECT 1 FROM addressees a WHERE "
          "a.site = d.site AND a.destination = d.destination)")
      .run();
}

void queue(Database& database, const Event& event, Told told) {
  const auto waiting = waiting_for(database, event.site, event.destination);
  if (!waiting) return;
  if (told == Told::attributes && waits_untried(database, event)) return;
  if (is_of_one_event(told) && *waiting >= max_waiting_deliveries) {
    bury(database, {{}, event.site, {}, event.destination, told, {}, 0, 0}, "outbox_full", event.received_ms);
    return;
  }
  insert(database, event.site, event.subject, event.destination, told, reference_of(event, told), event.received_ms);
}

std::string revoked_for(const policy::Pack& pack, const consent::Permissions& permissions,
                        policy::DestinationId destination) {
  Json revoked{{"purposes", Json::array()}, {"attributes", Json::array()}, {"slots", Json::array()}};
  const auto gone = policy::purposes_of(policy::at(pack.destinations(), destination)) - permissions.permitted;
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at)
    if (gone[at]) revoked["purposes"].push_back(policy::view(policy::id_at(pack.purposes(), at)));
  for (std::size_t at = 0; at < policy::size(pack.attributes()); ++at) {
    const auto attribute = static_cast<policy::AttributeId>(at);
    if (may_carry(policy::at(pack.attributes(), at), destination) &&
        !egress::approved(pack, permissions, attribute, destination, true))
      revoked["attributes"].push_back(policy::view(policy::id_at(pack.attributes(), at)));
  }
  for (std::size_t at = 0; at < policy::size(pack.slots()); ++at)
    if (is_revoked(pack, permissions, policy::at(pack.slots(), at), destination))
      revoked["slots"].push_back(policy::view(policy::id_at(pack.slots(), at)));
  return revoked.dump();
}

void notify_withdrawal(Database& database, std::string_view site, std::string_view subject, const policy::Pack& pack,
                       const consent::Permissions& permissions, double now_ms) {
  for (const Recipient& each : recipients_of(database, site, subject)) {
    const int destination = policy::find(pack.destinations(), each.destination);
    if (destination < 0) continue;
    const std::string text = revoked_for(pack, permissions, static_cast<policy::DestinationId>(destination));
    const Json revoked = Json::parse(text);
    if (names_something(revoked) && takes_more(each.revoked, revoked))
      insert(database, site, subject, each.destination, Told::withdrawal, text, now_ms);
    set_revoked(database, site, subject, each.destination, text);
  }
}

void notify_erasure(Database& database, std::string_view site, std::string_view subject, double now_ms) {
  for (const Recipient& each : recipients_of(database, site, subject))
    insert(database, site, subject, each.destination, Told::erasure, {}, now_ms);
  database.query("DELETE FROM recipients WHERE subject = ? AND site = ?").bind(subject).bind(site).run();
  database.mark_erased();
}

void forget_deliveries(Database& database, std::string_view subject) {
  database.query("DELETE FROM deliveries WHERE subject = ? AND kind != 'erasure'").bind(subject).run();
  database.query("DELETE FROM dead_deliveries WHERE subject = ? AND kind != 'erasure'").bind(subject).run();
  database.mark_erased();
}

std::optional<Delivery> next_delivery(Database& database, std::string_view site, std::string_view destination,
                                      double now_ms) {
  Query query = database.query(
      "SELECT id, subject, kind, reference, attempts, created_ms FROM deliveries d WHERE site = ? AND destination = ? "
      "AND next_ms <= ? AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.subject = d.subject AND e.site = d.site AND "
      "e.destination = d.destination AND e.place < d.place) ORDER BY next_ms, place LIMIT 1");
  if (!query.bind(site).bind(destination).bind(whole(now_ms)).step()) return {};
  return Delivery{query.text(0),
                  std::string(site),
                  query.text(1),
                  std::string(destination),
                  told_from(query.text(2)),
                  query.text(3),
                  query.number(4),
                  static_cast<double>(query.number(5))};
}

bool was_told(Database& database, const Delivery& delivery) {
  Query query = database.query("SELECT 1 FROM recipients WHERE subject = ? AND site = ? AND destination = ?");
  return query.bind(delivery.subject).bind(delivery.site).bind(delivery.destination).step();
}

void begin_attempt(Database& database, const Delivery& delivery, std::string_view revoked, double next_ms) {
  database.query("UPDATE deliveries SET attempts = attempts + 1, next_ms = ? WHERE id = ?")
      .bind(whole(next_ms))
      .bind(delivery.id)
      .run();
  if (!is_notice(delivery.told)) set_revoked(database, delivery.site, delivery.subject, delivery.destination, revoked);
}

void finish(Database& database, const Delivery& delivery) {
  database.query("DELETE FROM deliveries WHERE id = ?").bind(delivery.id).run();
  if (delivery.told == Told::erasure) database.mark_erased();
}

void bury(Database& database, const Delivery& delivery, std::string_view problem, double now_ms) {
  finish(database, delivery);
  // Taken back while it was under way: then nobody must be told of it any more.
  if (database.changes() == 0 && !delivery.id.empty()) return;
  const bool notice = is_notice(delivery.told);
  database
      .query(
          "INSERT INTO dead_deliveries (site, destination, kind, time_ms, attempts, problem, subject, reference) "
          "VALUES "
          "(?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(delivery.site)
      .bind(delivery.destination)
      .bind(told_name(delivery.told))
      .bind(whole(now_ms))
      .bind(delivery.attempts)
      .bind(problem)
      .bind_or_null(notice ? delivery.subject : std::string())
      .bind_or_null(notice ? delivery.reference : std::string())
      .run();
  database.query("DELETE FROM dead_deliveries WHERE subject IS NULL AND place <= last_insert_rowid() - ?")
      .bind(max_dead_letters)
      .run();
}

void sweep_outbox(Database& database, double now_ms) {
  database.query("DELETE FROM dead_deliveries WHERE time_ms < ? AND subject IS NULL")
      .bind(whole(now_ms - dead_letters_kept_ms))
      .run();
  database.query("DELETE FROM dead_deliveries WHERE time_ms < ?").bind(whole(now_ms - dead_notices_kept_ms)).run();
}

}  // namespace assent::collector::store
