// The store's other half: what leaves it again, by withdrawal, by a subject's wish, by age.
#include "authoring/strict_json.hpp"
#include "collector/clock.hpp"
#include "collector/device_store.hpp"
#include "collector/limits.hpp"
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
      "SELECT rowid, destination, slot, experience, variant, purposes FROM exposures WHERE subject = ? AND site = ?");
  query.bind(subject).bind(site);
  std::vector<ExposureRow> rows;
  while (query.step())
    rows.push_back({query.number(0), {query.text(1), query.text(2), query.text(3), query.text(4), query.text(5)}});
  return rows;
}

std::int64_t erase(Database& database, std::string_view sql, std::string_view subject) {
  database.query(sql).bind(subject).run();
  const std::int64_t erased = database.changes();
  if (erased > 0) database.mark_erased();
  return erased;
}

void expire(Database& database, std::string_view sql, double before_ms) {
  database.query(sql).bind(whole(before_ms)).run();
  if (database.changes() > 0) database.mark_erased();
}

using authoring::Json;

// What is stored is JSON that was checked when it came.
Json parse(const std::string& stored) { return Json::parse(stored); }

Json time_of(const Query& query, int column) { return format_time(static_cast<double>(query.number(column))); }

Json name_or_null(const Query& query, int column) {
  const std::string name = query.text(column);
  return name.empty() ? Json() : Json(name);
}

Json consents_of(Database& database, std::string_view subject) {
  Query query = database.query("SELECT body, receipt FROM consents WHERE subject = ? ORDER BY received_ms");
  query.bind(subject);
  Json all = Json::array();
  while (query.step()) all.push_back({{"record", parse(query.text(0))}, {"receipt", parse(query.text(1))}});
  return all;
}

Json attributes_of(Database& database, std::string_view subject) {
  Query query = database.query(
      "SELECT site, destination, attribute, value, purposes, time_ms FROM attributes WHERE subject = ? "
      "ORDER BY site, destination, attribute");
  query.bind(subject);
  Json all = Json::array();
  while (query.step())
    all.push_back({{"site", query.text(0)},
                   {"destination", query.text(1)},
                   {"attribute", query.text(2)},
                   {"value", parse(query.text(3))},
                   {"purposes", query.text(4)},
                   {"time", time_of(query, 5)}});
  return all;
}

Json exposures_of(Database& database, std::string_view subject) {
  Query query = database.query(
      "SELECT site, destination, slot, experience, variant, purposes, time_ms FROM exposures WHERE subject = ? "
      "ORDER BY time_ms");
  query.bind(subject);
  Json all = Json::array();
  while (query.step())
    all.push_back({{"site", query.text(0)},
                   {"destination", query.text(1)},
                   {"slot", query.text(2)},
                   {"experience", name_or_null(query, 3)},
                   {"variant", name_or_null(query, 4)},
                   {"purposes", query.text(5)},
                   {"time", time_of(query, 6)}});
  return all;
}

Json events_of(Database& database, std::string_view subject) {
  Query query = database.query(
      "SELECT source, id, destination, record_id, time_ms FROM events WHERE subject = ? ORDER BY received_ms");
  query.bind(subject);
  Json all = Json::array();
  while (query.step())
    all.push_back({{"source", query.text(0)},
                   {"id", query.text(1)},
                   {"destination", query.text(2)},
                   {"record", query.text(3)},
                   {"time", time_of(query, 4)}});
  return all;
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

bool spend(Database& database, std::string_view nonce, double now_ms, double expires_ms) {
  database.query("DELETE FROM spent_nonces WHERE expires_ms < ?").bind(whole(now_ms)).run();
  database.query("INSERT INTO spent_nonces (nonce, expires_ms) VALUES (?, ?) ON CONFLICT (nonce) DO NOTHING")
      .bind(nonce)
      .bind(whole(expires_ms))
      .run();
  return database.changes() == 1;
}

std::string export_subject(Database& database, std::string_view subject) {
  Json all;
  all["subject"] = subject;
  all["consents"] = consents_of(database, subject);
  all["attributes"] = attributes_of(database, subject);
  all["exposures"] = exposures_of(database, subject);
  all["events"] = events_of(database, subject);
  return all.dump();
}

Erased erase_subject(Database& database, std::string_view subject) {
  erase(database, "DELETE FROM standing WHERE subject = ?", subject);
  erase(database, "DELETE FROM attribute_sets WHERE subject = ?", subject);
  Erased erased;
  erased.attributes = erase(database, "DELETE FROM attributes WHERE subject = ?", subject);
  erased.exposures = erase(database, "DELETE FROM exposures WHERE subject = ?", subject);
  erased.events = erase(database, "DELETE FROM events WHERE subject = ?", subject);
  erased.consents = erase(database, "DELETE FROM consents WHERE subject = ?", subject);
  return erased;
}

void sweep(Database& database, double now_ms) {
  expire(database, "DELETE FROM attributes WHERE expires_ms < ?", now_ms);
  expire(database, "DELETE FROM exposures WHERE expires_ms < ?", now_ms);
  sweep_device_choices(database, now_ms);
  database.query("DELETE FROM spent_nonces WHERE expires_ms < ?").bind(whole(now_ms)).run();
  // An event that came this long ago would be refused as late, so nobody needs to know that it came.
  expire(database, "DELETE FROM events WHERE received_ms < ?", now_ms - max_queued_ms - max_ahead_ms);
}

}  // namespace assent::collector::store
