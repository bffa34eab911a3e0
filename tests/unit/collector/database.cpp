// Cases of the SQLite wrapper: durable, private, and erased bytes are gone.
#include "collector/database.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/shop.hpp"

using namespace assent::collector;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(database)

BOOST_AUTO_TEST_CASE(file_is_private_and_durable) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  database.execute("CREATE TABLE t (x TEXT)");
  for (const char* name : {"a.sqlite3", "a.sqlite3-wal"})
    BOOST_TEST((fs::status(folder.path() / name).permissions() == (fs::perms::owner_read | fs::perms::owner_write)),
               name);
  Query mode = database.query("PRAGMA journal_mode");
  BOOST_TEST(mode.step());
  BOOST_TEST(mode.text(0) == "wal");
  Query synchronous = database.query("PRAGMA synchronous");
  BOOST_TEST(synchronous.step());
  BOOST_TEST(synchronous.number(0) == 2);
}

BOOST_AUTO_TEST_CASE(queries_bind_step_and_reset) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  database.execute("CREATE TABLE t (x TEXT, n INTEGER)");
  constexpr std::string_view insert = "INSERT INTO t VALUES (?, ?)";
  for (int at = 0; at < 3; ++at) database.query(insert).bind("text").bind(std::int64_t{at}).run();
  database.query(insert).bind_or_null("").bind(9).run();
  Query query = database.query("SELECT x, n, x IS NULL FROM t ORDER BY n");
  for (int at = 0; at < 3; ++at) {
    BOOST_TEST(query.step());
    BOOST_TEST(query.text(0) == "text");
    BOOST_TEST(query.number(1) == at);
  }
  BOOST_TEST(query.step());
  BOOST_TEST(query.number(2) == 1);
  BOOST_TEST(!query.step());
}

BOOST_AUTO_TEST_CASE(failures_are_told) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  BOOST_CHECK_THROW(database.query("SELECT nonsense FROM nowhere"), DatabaseError);
  BOOST_CHECK_THROW(Database(folder.path() / "missing" / "a.sqlite3"), DatabaseError);
  test::write_file(folder.path() / "b.sqlite3", std::string(5000, 'x'));
  BOOST_CHECK_THROW(Database(folder.path() / "b.sqlite3"), DatabaseError);
}

BOOST_AUTO_TEST_CASE(erased_bytes_are_gone_from_every_file) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  database.execute("CREATE TABLE t (x TEXT)");
  database.query("INSERT INTO t VALUES (?)").bind("a-value-to-be-erased").run();
  database.execute("DELETE FROM t");
  database.mark_erased();
  database.forget_erased();
  for (const auto& entry : fs::directory_iterator(folder.path()))
    BOOST_TEST(test::read_all(entry.path()).find("a-value-to-be-erased") == std::string::npos, entry.path());
}

BOOST_AUTO_TEST_SUITE_END()
