// Cases of the tables that need no request: versions, retention, nonces.
#include "collector/store.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/retention.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
using assent::collector::test::noon_ms;

namespace {

struct Kept {
  test::Folder folder;
  Database database{folder.path() / "a.sqlite3"};
  Kept() { store::prepare(database); }

  std::int64_t count(const std::string& table) {
    Database other(folder.path() / "a.sqlite3");
    const std::string sql = "SELECT count(*) FROM " + table;
    Query query = other.query(sql);
    query.step();
    return query.number(0);
  }
  static store::Event event(const std::string& id, double time_ms) {
    return {"urn:assent:a", id, "a", "subject", "crm", "record", "pack", "digest", time_ms, time_ms};
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stores, Kept)

BOOST_AUTO_TEST_CASE(tables_are_made_once) {
  store::prepare(database);
  database.execute("PRAGMA user_version = 5");
  BOOST_CHECK_THROW(store::prepare(database), DatabaseError);
}

BOOST_AUTO_TEST_CASE(data_goes_when_its_retention_ends) {
  store::replace_attributes(database, event("1", noon_ms),
                            {{"crm", "age", "\"18-34\"", "personalization", noon_ms + 1000}});
  const auto seen = event("2", noon_ms);
  store::insert_exposure(database, seen, {"crm", "hero", "everyone", "red", "personalization", noon_ms + 1000});
  store::sweep(database, noon_ms + 1000);
  BOOST_TEST(count("attributes") == 1);
  BOOST_TEST(count("exposures") == 1);
  store::sweep(database, noon_ms + 1001);
  BOOST_TEST(count("attributes") == 0);
  BOOST_TEST(count("exposures") == 0);
}

BOOST_AUTO_TEST_CASE(trace_of_an_event_stays_as_long_as_the_event_could_come_again) {
  store::insert(database, event("1", noon_ms));
  store::sweep(database, noon_ms + max_queued_ms + max_ahead_ms);
  BOOST_TEST(count("events") == 1);
  store::sweep(database, noon_ms + max_queued_ms + max_ahead_ms + 1);
  BOOST_TEST(count("events") == 0);
}

BOOST_AUTO_TEST_CASE(nonce_is_spent_once_and_forgotten_when_it_would_be_too_old) {
  BOOST_TEST(store::spend(database, "nonce", noon_ms, noon_ms + 1000));
  BOOST_TEST(!store::spend(database, "nonce", noon_ms, noon_ms + 1000));
  BOOST_TEST(store::spend(database, "other", noon_ms + 1001, noon_ms + 2000));
  BOOST_TEST(count("spent_nonces") == 1);
}

BOOST_AUTO_TEST_CASE(purposes_that_remain_are_kept_and_rows_without_any_go) {
  store::replace_attributes(
      database, event("1", noon_ms),
      {{"crm", "age", "1", "personalization marketing", noon_ms}, {"crm", "town", "2", "marketing", noon_ms}});
  store::keep_only(
      database, "a", "subject",
      [](const store::Attribute& attribute) { return attribute.id == "age" ? "personalization" : ""; },
      [](const store::Exposure&) { return ""; });
  Query query = database.query("SELECT attribute, purposes FROM attributes");
  BOOST_TEST(query.step());
  BOOST_TEST(query.text(0) == "age");
  BOOST_TEST(query.text(1) == "personalization");
  BOOST_TEST(!query.step());
}

BOOST_AUTO_TEST_SUITE_END()
