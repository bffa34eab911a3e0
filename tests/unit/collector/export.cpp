// Cases of an export's rows: what is in them, what is not, and that no spreadsheet runs them.
#include "collector/export.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "collector/visit.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Visit;
using collector::test::Visitor;

namespace {

const authoring::Outlet outlet{"crm",
                               {},
                               {{"Id", "subject", {}},
                                {"Age, band", "age", {}},
                                {"Topic", "topic", {}},
                                {"Genres", "genres", {}},
                                {"Why", "purposes", {}},
                                {"Record", "consent-record", {}},
                                {"When", "time", {}}},
                               {}};

struct Shop : Visit {
  ExportCount count;

  std::string exported(ExportFormat format, double now_ms = noon_ms) {
    Database database(data() / "assent.sqlite3");
    std::ostringstream out;
    count = export_rows(database, {"corner-books", test::shop_pack(), false}, outlet, format, now_ms, out);
    return out.str();
  }
  std::string rest() const { return standing["record_id"].get<std::string>() + ",2026-11-23T12:00:00.000Z\r\n"; }
};

const std::string head = "Id,\"Age, band\",Topic,Genres,Why,Record,When\r\n";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(exports, Shop)

BOOST_AUTO_TEST_CASE(row_holds_what_stands_in_the_order_of_the_columns) {
  grant({"personalization", "marketing"});
  BOOST_REQUIRE(rule(attributes("crm", {{"age", "18-34"}, {"topic", "poetry"}, {"genres", {"crime", "travel"}}},
                                {"personalization", "marketing"})) == "stored");
  BOOST_TEST(exported(ExportFormat::csv) ==
             head + visitor.subject() + ",18-34,poetry,crime;travel,personalization;marketing," + rest());
  BOOST_TEST(count.rows == 1u);
  BOOST_TEST(count.withheld.empty());
  const Json object = Json::parse(exported(ExportFormat::jsonl));
  BOOST_TEST(object["Genres"] == Json::array({"crime", "travel"}));
  BOOST_TEST(object["Why"] == Json::array({"personalization", "marketing"}));
  BOOST_TEST(object.size() == outlet.columns.size());
}

BOOST_AUTO_TEST_CASE(what_no_longer_stands_is_counted_and_not_written) {
  grant({"personalization", "marketing"});
  BOOST_REQUIRE(rule(attributes("crm", {{"age", "18-34"}, {"topic", "poetry"}}, {"personalization", "marketing"})) ==
                "stored");
  const double validity_ms = standing["validity_s"].get<double>() * 1000;
  // The rows are there still; the consent has expired, as nobody has told the collector yet.
  Database(data() / "assent.sqlite3").execute("UPDATE attributes SET expires_ms = 9000000000000000");
  BOOST_TEST(exported(ExportFormat::csv, noon_ms + validity_ms + 1) == head);
  BOOST_TEST(count.rows == 0u);
  BOOST_TEST(count.withheld["destination_without_consent"] == 2u);
  BOOST_TEST(exported(ExportFormat::jsonl, noon_ms + validity_ms + 1) == "");
  grant_later({"personalization"});
  const std::string text = exported(ExportFormat::csv);
  BOOST_TEST(text.find(",18-34,,,personalization,") != std::string::npos);
  BOOST_TEST(text.find("poetry") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(subject_of_whom_nothing_may_go_has_no_row) {
  grant({"personalization"});
  BOOST_REQUIRE(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "stored");
  grant_later({});
  const std::string text = exported(ExportFormat::csv);
  BOOST_TEST(text == head);
}

BOOST_AUTO_TEST_CASE(every_subject_of_many_pages_has_a_row) {
  constexpr int subjects = 1203;  // pages of 500
  grant({"personalization"});
  BOOST_REQUIRE(rule(attributes("crm", {{"age", "18-34"}}, {"personalization"})) == "stored");
  Database database(data() / "assent.sqlite3");
  database.execute("BEGIN");
  for (int at = 1; at < subjects; ++at) {
    const std::string name = "s" + std::to_string(at);
    for (const char* sql :
         {"INSERT INTO attribute_sets SELECT site, ?1, destination, time_ms FROM attribute_sets WHERE subject = ?2",
          "INSERT INTO attributes (site, subject, destination, attribute, value, purposes, time_ms, expires_ms) SELECT "
          "site, ?1, destination, attribute, value, purposes, time_ms, expires_ms FROM "
          "attributes WHERE subject = ?2",
          "INSERT INTO standing SELECT site, ?1, record_id, time_ms FROM standing WHERE subject = ?2"})
      database.query(sql).bind(name).bind(visitor.subject()).run();
  }
  database.execute("COMMIT");
  const std::string text = exported(ExportFormat::jsonl);
  BOOST_TEST(count.rows == static_cast<std::size_t>(subjects));
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == subjects);
}

BOOST_AUTO_TEST_CASE(cell_is_no_formula_and_ends_where_it_ends) {
  for (const char* text : {"=1+1", "+1", "-1", "@sum", "\tx"}) BOOST_TEST(csv_cell(text) == std::string("'") + text);
  BOOST_TEST(csv_cell("\rx") == "\"'\rx\"");
  BOOST_TEST(csv_cell("\nx") == "\"'\nx\"");
  BOOST_TEST(csv_cell("=\"a\",b") == "\"'=\"\"a\"\",b\"");
  BOOST_TEST(csv_cell("a,b") == "\"a,b\"");
  BOOST_TEST(csv_cell("a\"b") == "\"a\"\"b\"");
  BOOST_TEST(csv_cell("a=b") == "a=b");
  BOOST_TEST(csv_cell("") == "");
}

BOOST_AUTO_TEST_SUITE_END()
