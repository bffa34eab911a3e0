// What `assent export` writes of a destination: one row a subject, of what the gate releases at the moment of export.
// What is withheld is counted by rule and appears nowhere.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

#include "authoring/outlets.hpp"
#include "collector/database.hpp"
#include "collector/release.hpp"

namespace assent::collector {

enum class ExportFormat { csv, jsonl };

struct ExportCount {
  std::size_t rows = 0;
  std::map<std::string_view, std::size_t> withheld;  // attributes by the rule that keeps them back
};

/// Writes the rows of `outlet`'s columns to `out`, subjects in the order of their ids. A subject of whom no column's
/// attribute may go has no row. csv: RFC 4180 with a head, UTF-8; a list's items with ";" between ("\;" and "\\" inside
/// an item). jsonl: an object a line, null where a column has nothing. Whether `out` took it is the caller's to see.
ExportCount export_rows(Database& database, const Policing& policing, const authoring::Outlet& outlet,
                        ExportFormat format, double now_ms, std::ostream& out);

/// A text as a cell (RFC 4180). One that a spreadsheet could take for a formula (it begins with = + - @, a tab or a
/// line end) gets a "'" before it.
std::string csv_cell(std::string_view text);

}  // namespace assent::collector
