// Reads page by page, each in a transaction of its own, so that a long export neither blocks the collector nor writes
// what was withdrawn while it ran.
#include "collector/export.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

#include "authoring/strict_json.hpp"
#include "collector/clock.hpp"
#include "collector/purpose_set.hpp"
#include "collector/value_json.hpp"
#ifdef ASSENT_PLANT_LEAK
#include "collector/planted_leak.hpp"
#endif

namespace assent::collector {

namespace {

using authoring::Json;

constexpr std::int64_t page_rows = 500;

struct Row {
  std::string subject;
  Release release;
};

std::vector<std::string> subjects_after(Database& database, const Policing& policing, std::string_view destination,
                                        std::string_view last) {
  Query query = database.query(
      "SELECT subject FROM attribute_sets WHERE site = ? AND destination = ? AND subject > ? ORDER BY subject LIMIT ?");
  query.bind(policing.site).bind(destination).bind(last).bind(page_rows);
  std::vector<std::string> subjects;
  while (query.step()) subjects.push_back(query.text(0));
  return subjects;
}

Json attribute_in(const policy::Pack& pack, const Release& release, std::string_view id) {
  for (const egress::Item& item : release.permit->draft().items)
    if (policy::view(policy::id_at(pack.attributes(), item.attribute)) == id)
      return Json::parse(value_json(item.value));
  return {};
}

Json purposes_in(const policy::Pack& pack, const Release& release) {
  Json ids = Json::array();
  const consent::PurposeSet purposes = release.purposes();
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at)
    if (purposes[at]) ids.push_back(policy::view(policy::id_at(pack.purposes(), at)));
  return ids;
}

Json cell_of(const policy::Pack& pack, const Row& row, std::string_view holds) {
  if (holds == "subject") return row.subject;
  if (holds == "consent-record") return row.release.record;
  if (holds == "time") return format_time(row.release.time_ms);
  if (holds == "purposes") return purposes_in(pack, row.release);
  return attribute_in(pack, row.release, holds);
}

// The cells of a row; none where no attribute of the columns may go.
std::vector<Json> cells_of(const policy::Pack& pack, const authoring::Outlet& outlet, const Row& row) {
  std::vector<Json> cells;
  bool holds_something = false;
  for (const authoring::ExportColumn& column : outlet.columns) {
    cells.push_back(cell_of(pack, row, column.holds));
    holds_something = holds_something || (!authoring::is_column_word(column.holds) && !cells.back().is_null());
  }
  if (!holds_something) cells.clear();
  return cells;
}

std::string joined(const Json& list) {
  std::string text;
  for (const Json& item : list) {
    if (&item != &list.front()) text += ';';
    for (const char letter : item.get_ref<const std::string&>()) {
      if (letter == ';' || letter == '\\') text += '\\';
      text += letter;
    }
  }
  return text;
}

std::string csv_of(const Json& cell) {
  if (cell.is_null()) return {};
  if (cell.is_string()) return csv_cell(cell.get_ref<const std::string&>());
  return cell.is_array() ? csv_cell(joined(cell)) : cell.dump();
}

void write_head(const authoring::Outlet& outlet, std::ostream& out) {
  for (std::size_t at = 0; at < outlet.columns.size(); ++at)
    out << (at > 0 ? "," : "") << csv_cell(outlet.columns[at].name);
  out << "\r\n";
}

void write_row(const authoring::Outlet& outlet, const std::vector<Json>& cells, ExportFormat format,
               std::ostream& out) {
  if (format == ExportFormat::csv) {
    for (std::size_t at = 0; at < cells.size(); ++at) out << (at > 0 ? "," : "") << csv_of(cells[at]);
    out << "\r\n";
    return;
  }
  Json object = Json::object();
  for (std::size_t at = 0; at < cells.size(); ++at) object[outlet.columns[at].name] = cells[at];
  out << object.dump() << '\n';
}

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view begins_formula = "=+-@\t\r\n";
  std::string cell;
  if (!text.empty() && begins_formula.find(text.front()) != text.npos) cell = "'";
  cell += text;
  if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
  std::string quoted = "\"";
  for (const char letter : cell) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + "\"";
}

ExportCount export_rows(Database& database, const Policing& policing, const authoring::Outlet& outlet,
                        ExportFormat format, double now_ms, std::ostream& out) {
#ifdef ASSENT_PLANT_LEAK
  now_ms = PlantedLeak::moment_of_export(database, now_ms);
#endif
  ExportCount count;
  if (format == ExportFormat::csv) write_head(outlet, out);
  std::string last;
  for (;;) {
    database.query("BEGIN").run();
    const auto subjects = subjects_after(database, policing, outlet.destination, last);
    for (const std::string& subject : subjects) {
      const Row row{subject, release_attributes(database, policing, subject, outlet.destination, now_ms)};
      for (const auto& [rule, attributes] : row.release.withheld) count.withheld[rule] += attributes;
      if (!row.release.permit) continue;
      const auto cells = cells_of(policing.pack, outlet, row);
      if (cells.empty()) continue;
      write_row(outlet, cells, format, out);
      ++count.rows;
    }
    database.query("COMMIT").run();
    if (subjects.empty()) return count;
    last = subjects.back();
  }
}

}  // namespace assent::collector
