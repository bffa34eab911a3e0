// SQLite with owners: a database that closes itself and queries that reset themselves. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace assent::collector {

/// The disk is full, the file is damaged, or a statement is wrong: nothing that a request could put right.
struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One use of a prepared statement: bind in order, step, read the row.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& bind(std::int64_t value);
  Query& bind(std::string_view text);
  /// Binds NULL for an empty text: "no subject" is absence, not a text.
  Query& bind_or_null(std::string_view text);

  /// Goes to the next row; false where there is none.
  bool step();
  /// For statements without rows.
  void run();

  std::int64_t number(int column) const;
  std::string text(int column) const;

 private:
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

class Database {
 public:
  /// Opens or makes the file, mode 0600: WAL, synchronous=FULL, deleted bytes are overwritten.
  explicit Database(const std::filesystem::path& file);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// A query of `sql`, a literal: its statement is prepared once and kept.
  Query query(std::string_view sql);
  /// Runs statements without results.
  void execute(const char* sql);
  /// Rows that the last statement changed.
  std::int64_t changes() const;

  /// Marks that something was erased: the write-ahead log is emptied after the commit, so that no copy stays in it.
  void mark_erased() { erased_ = residue_ = true; }
  /// Where something was erased: after the commit the file is written anew too. SQLite overwrites what it deletes, but
  /// not the copies that it leaves in the free part of a page when it moves rows to another. Takes as long as writing
  /// the whole database.
  void scrub() { scrub_ = residue_; }
  /// Empties the write-ahead log where something was erased, and writes the file anew where that was asked for.
  void forget_erased();

 private:
  void close();

  sqlite3* handle_ = nullptr;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
  bool erased_ = false;
  bool scrub_ = false;
  bool residue_ = true;  // nobody knows how the last process ended
};

}  // namespace assent::collector
