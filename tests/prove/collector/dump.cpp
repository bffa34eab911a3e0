// Reads with SQLite itself, not through the collector's own statements.
#include "collector/dump.hpp"

#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace assent::prove {

namespace {

// The rows of a statement, their columns as text. Throws where they cannot be read to their end.
std::vector<std::string> rows(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
  std::vector<std::string> all;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::string row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      row.append(column > 0 ? " | " : "");
      if (text) row.append(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    all.push_back(row);
  }
  if (sqlite3_finalize(statement) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
  return all;
}

}  // namespace

std::string dump_rows(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
    throw std::runtime_error(file.string() + " cannot be read");
  std::string dump;
  for (const std::string& table : rows(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
    for (const std::string& row : rows(database, "SELECT * FROM \"" + table + "\" ORDER BY rowid"))
      dump.append(table).append(": ").append(row).append("\n");
  sqlite3_close(database);
  return dump;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string database_files(const std::filesystem::path& data) {
  std::string bytes;
  for (const char* ending : {"", "-wal", "-shm"})
    bytes.append(read_file(data / (std::string("assent.sqlite3") + ending)));
  return bytes;
}

}  // namespace assent::prove
