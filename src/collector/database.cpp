// Every failure of SQLite becomes a DatabaseError with its own sentence; no result code is dropped.
#include "collector/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef ASSENT_PLANT_LEAK
#include "collector/planted_leak.hpp"
#endif

namespace assent::collector {

namespace {

constexpr int busy_timeout_ms = 5'000;

[[noreturn]] void fail(sqlite3* handle) {
  throw DatabaseError(handle ? sqlite3_errmsg(handle) : "SQLite is out of memory");
}

void check(int code, sqlite3* handle) {
  if (code != SQLITE_OK) fail(handle);
}

// SQLite makes its files as the umask says, and gives -wal and -shm the mode of the main file.
void make_private(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) throw DatabaseError(file.string() + ": cannot be opened for writing");
  ::close(descriptor);
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value), sqlite3_db_handle(statement_));
  return *this;
}

Query& Query::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_, ++bound_, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8),
        sqlite3_db_handle(statement_));
  return *this;
}

Query& Query::bind_or_null(std::string_view text) {
  if (!text.empty()) return bind(text);
  check(sqlite3_bind_null(statement_, ++bound_), sqlite3_db_handle(statement_));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_));
  return code == SQLITE_ROW;
}

void Query::run() {
  while (step()) {
  }
}

std::int64_t Query::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Query::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string();
}

Database::Database(const std::filesystem::path& file) {
  make_private(file);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    const std::string why = handle_ ? sqlite3_errmsg(handle_) : "SQLite is out of memory";
    close();
    throw DatabaseError(file.string() + ": " + why);
  }
  try {
    check(sqlite3_busy_timeout(handle_, busy_timeout_ms), handle_);
    execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF");
#ifdef ASSENT_PLANT_LEAK
    PlantedLeak::open(*this);
#endif
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() { close(); }

void Database::close() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Query Database::query(std::string_view sql) {
  sqlite3_stmt*& statement = statements_[sql.data()];
  if (!statement)
    check(sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr),
          handle_);
  return Query(statement);
}

void Database::execute(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr), handle_); }

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

void Database::forget_erased() {
  if (!erased_ && !scrub_) return;
#ifdef ASSENT_PLANT_LEAK
  if (PlantedLeak::keeps_erased()) return;
#endif
  // Where it fails (a full disk), the next commit tries again.
  if (scrub_ && sqlite3_exec(handle_, "VACUUM", nullptr, nullptr, nullptr) == SQLITE_OK) scrub_ = residue_ = false;
  // A reader (a backup, a person with sqlite3) may hold the log; then the next commit tries again.
  erased_ = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) != SQLITE_OK;
}

}  // namespace assent::collector
