// Cases of dead letters as rows: their limit and their end.
#include "collector/dead_letters.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/retention.hpp"
#include "collector/shop.hpp"
#include "collector/store.hpp"

using namespace assent::collector;
using assent::collector::test::noon_ms;

namespace {

struct Kept {
  test::Folder folder;
  Database database{folder.path() / "a.sqlite3"};
  Kept() { store::prepare(database); }

  std::int64_t count() {
    Query query = database.query("SELECT count(*) FROM dead_letters");
    query.step();
    return query.number(0);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(dead_letters, Kept)

BOOST_AUTO_TEST_CASE(letter_has_no_more_columns_than_it_may) {
  store::add_dead_letter(database, "shop", letter::exposure, "no_consent", noon_ms);
  Query query = database.query("SELECT * FROM dead_letters");
  BOOST_REQUIRE(query.step());
  BOOST_TEST(query.text(0) == "shop");
  BOOST_TEST(query.number(1) == static_cast<std::int64_t>(noon_ms));
  BOOST_TEST(query.text(2) == "exposure");
  BOOST_TEST(query.text(3) == "no_consent");
  BOOST_TEST(query.text(4) == "");
}

BOOST_AUTO_TEST_CASE(letters_go_after_thirty_days) {
  store::add_dead_letter(database, "shop", letter::event, "malformed_event", noon_ms);
  store::sweep(database, noon_ms + dead_letters_kept_ms);
  BOOST_TEST(count() == 1);
  store::sweep(database, noon_ms + dead_letters_kept_ms + 1);
  BOOST_TEST(count() == 0);
}

BOOST_AUTO_TEST_CASE(oldest_letter_goes_past_the_limit) {
  database.execute("BEGIN");
  for (std::int64_t at = 0; at < max_dead_letters; ++at)
    store::add_dead_letter(database, "shop", letter::event, at == 0 ? "first" : "later", noon_ms);
  BOOST_TEST(count() == max_dead_letters);
  store::add_dead_letter(database, "shop", letter::event, "last", noon_ms);
  database.execute("COMMIT");
  BOOST_TEST(count() == max_dead_letters);
  Query query = database.query("SELECT count(*) FROM dead_letters WHERE rule = 'first'");
  query.step();
  BOOST_TEST(query.number(0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
