// One function a table. Titles are those of the policy of today, in the site's first language.
#include "collector/subject_export.hpp"

#include <algorithm>
#include <map>

#include "authoring/strict_json.hpp"
#include "authoring/write_layers.hpp"
#include "collector/clock.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

// What is stored is JSON that was checked when it came.
Json parse(const std::string& stored) { return Json::parse(stored); }

Json time_of(const Query& query, int column) { return format_time(static_cast<double>(query.number(column))); }

Json name_or_null(const Query& query, int column) {
  const std::string name = query.text(column);
  return name.empty() ? Json() : Json(name);
}

// The page of the site's pack with its titles, which stand in the second-layer document.
Json page_of(const Catalog& catalog, const Site& site) {
  const std::string_view page = policy::view(pack_of(site).page());
  return parse(authoring::complete_page(page, *catalog.file(authoring::layers_hash(page))->plain));
}

// The titles that a site's pack has for what the rows name.
class Titles {
 public:
  Titles(const Catalog& catalog, const std::string& site) {
    const Site* found = catalog.site(site);
    if (!found) return;  // a site that has left: its rows stay readable by their ids
    site_ = found->title;
    const Json page = page_of(catalog, *found);
    for (const Json& each : page.at("purposes")) purposes_[each.at("id")] = each.at("title");
    for (const Json& each : page.at("attributes")) attributes_[each.at("id")] = each.at("title");
  }

  const std::string& site() const { return site_; }
  Json attribute(const std::string& id) const { return named(attributes_, id); }
  Json purposes(std::string_view ids) const {
    Json all = Json::array();
    while (!ids.empty()) {
      const std::string id(ids.substr(0, ids.find(' ')));
      ids.remove_prefix(std::min(ids.size(), id.size() + 1));
      all.push_back(named(purposes_, id));
    }
    return all;
  }

 private:
  using Map = std::map<std::string, std::string>;
  static Json named(const Map& titles, const std::string& id) {
    Json made{{"id", id}};
    if (const auto found = titles.find(id); found != titles.end()) made["title"] = found->second;
    return made;
  }

  std::string site_;
  Map purposes_, attributes_;
};

class Export {
 public:
  Export(Database& database, const Catalog& catalog, std::string_view subject)
      : database_(database), catalog_(catalog), subject_(subject) {}

  std::string write(double now_ms) {
    Json all;
    all["format"] = export_format;
    all["subject"] = subject_;
    all["time"] = format_time(now_ms);
    all["sites"] = Json::array();  // here in the text, known at the end
    all["consents"] = consents();
    all["withdrawals"] = withdrawals();
    all["attributes"] = attributes();
    all["exposures"] = exposures();
    all["events"] = events();
    all["contact_tokens"] = contact_tokens();
    all["deliveries"] = deliveries();
    for (const auto& [id, titles] : titles_) {
      Json site{{"id", id}};
      if (!titles.site().empty()) site["title"] = titles.site();
      all["sites"].push_back(std::move(site));
    }
    return all.dump(2) + "\n";
  }

 private:
  const Titles& titles(const std::string& site) { return titles_.try_emplace(site, catalog_, site).first->second; }

  // The rows of a statement whose first column is the site, each made by `make`.
  template <class Make>
  Json rows(std::string_view sql, Make make) {
    Query query = database_.query(sql);
    query.bind(subject_);
    Json all = Json::array();
    while (query.step()) {
      const std::string site = query.text(0);
      all.push_back(make(query, titles(site)));
    }
    return all;
  }

  Json consents() {
    return rows(
        "SELECT c.site, c.body, c.receipt, c.key, c.signature, c.received_ms, c.unproven, s.record_id IS NOT NULL "
        "FROM consents c LEFT JOIN standing s ON s.site = c.site AND s.subject = c.subject AND s.record_id = "
        "c.record_id WHERE c.subject = ? ORDER BY c.received_ms, c.rowid",
        [](const Query& row, const Titles&) -> Json {
          return {{"site", row.text(0)},          {"received", time_of(row, 5)},
                  {"stands", row.number(7) != 0}, {"unproven", row.number(6) != 0},
                  {"record", parse(row.text(1))}, {"receipt", parse(row.text(2))},
                  {"key", row.text(3)},           {"signature", row.text(4)}};
        });
  }

  Json withdrawals() {
    return rows(
        "SELECT site, body, receipt, key, signature, purposes FROM withdrawals WHERE subject = ? ORDER BY time_ms, id",
        [](const Query& row, const Titles& titles) -> Json {
          return {{"site", row.text(0)},
                  {"purposes", titles.purposes(row.text(5))},
                  {"withdrawal", parse(row.text(1))},
                  {"receipt", parse(row.text(2))},
                  {"key", row.text(3)},
                  {"signature", row.text(4)}};
        });
  }

  Json attributes() {
    return rows(
        "SELECT site, destination, attribute, value, purposes, time_ms, expires_ms, corrected_ms FROM attributes "
        "WHERE subject = ? ORDER BY site, destination, attribute",
        [](const Query& row, const Titles& titles) -> Json {
          Json one{{"site", row.text(0)},
                   {"destination", row.text(1)},
                   {"attribute", titles.attribute(row.text(2))},
                   {"value", parse(row.text(3))},
                   {"purposes", titles.purposes(row.text(4))},
                   {"time", time_of(row, 5)},
                   {"kept_until", time_of(row, 6)}};
          if (row.number(7) != 0) one["corrected"] = time_of(row, 7);
          return one;
        });
  }

  Json exposures() {
    return rows(
        "SELECT site, destination, slot, experience, variant, goal, purposes, time_ms, expires_ms, holdout FROM "
        "exposures "
        "WHERE subject = ? ORDER BY time_ms, rowid",
        [](const Query& row, const Titles& titles) -> Json {
          Json one{{"site", row.text(0)},
                   {"destination", row.text(1)},
                   {"slot", row.text(2)},
                   {"experience", name_or_null(row, 3)},
                   {"variant", name_or_null(row, 4)},
                   {"goal", name_or_null(row, 5)},
                   {"purposes", titles.purposes(row.text(6))},
                   {"time", time_of(row, 7)},
                   {"kept_until", time_of(row, 8)}};
          if (row.number(9) != 0) one["holdout"] = true;
          return one;
        });
  }

  Json events() {
    return rows(
        "SELECT site, source, id, destination, record_id, pack, time_ms, received_ms FROM events WHERE subject = ? "
        "ORDER BY received_ms, rowid",
        [](const Query& row, const Titles&) -> Json {
          return {{"site", row.text(0)},        {"source", row.text(1)},      {"id", row.text(2)},
                  {"destination", row.text(3)}, {"record", row.text(4)},      {"pack", row.text(5)},
                  {"time", time_of(row, 6)},    {"received", time_of(row, 7)}};
        });
  }

  Json contact_tokens() {
    return rows("SELECT site, created_ms, expires_ms FROM contact_tokens WHERE subject = ? ORDER BY created_ms, rowid",
                [](const Query& row, const Titles&) -> Json {
                  return {{"site", row.text(0)}, {"given", time_of(row, 1)}, {"kept_until", time_of(row, 2)}};
                });
  }

  Json deliveries() {
    return rows(
        "SELECT site, destination, kind, attempts, created_ms, next_ms FROM deliveries WHERE subject = ? "
        "ORDER BY created_ms, place",
        [](const Query& row, const Titles&) -> Json {
          return {{"site", row.text(0)},       {"destination", row.text(1)}, {"kind", row.text(2)},
                  {"attempts", row.number(3)}, {"since", time_of(row, 4)},   {"next", time_of(row, 5)}};
        });
  }

  Database& database_;
  const Catalog& catalog_;
  std::string subject_;
  std::map<std::string, Titles> titles_;
};

}  // namespace

std::string export_subject(Database& database, const Catalog& catalog, std::string_view subject, double now_ms) {
  return Export(database, catalog, subject).write(now_ms);
}

}  // namespace assent::collector
