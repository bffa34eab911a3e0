// What site.json says of a destination beyond the collector: the address that is told ("webhook") and the columns of
// its export ("export"). Both are the collector's business: nothing of them reaches a pack or a page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/problem.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_webhook_bytes = 2048;
inline constexpr std::size_t max_export_columns = 128;
inline constexpr std::size_t max_column_bytes = 128;

/// What a column may hold besides an attribute.
inline constexpr std::string_view column_words[] = {"subject", "consent-record", "time", "purposes"};

/// One column of an export: its name there, and what stands in it: an attribute's id or one of `column_words`.
struct ExportColumn {
  std::string name;
  std::string holds;
  Place place;
};

/// Where the data of a destination goes from the collector.
struct Outlet {
  std::string destination;
  std::string webhook;                // empty: none
  std::vector<ExportColumn> columns;  // in the order in which they are written; empty: no export
  Place place;
};

/// True where `holds` is one of `column_words`.
bool is_column_word(std::string_view holds);

/// An address that a webhook may have, taken apart.
struct WebAddress {
  bool secure = true;
  std::string host;
  std::string port;
  std::string target;  // path and query, "/" at the least
};

/// "https://host[:port][/path][?query]"; http is for 127.0.0.1 and localhost. Nothing for any other text: one with
/// credentials, a fragment, capitals in the host, spaces or letters beyond ASCII.
std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace assent::authoring
