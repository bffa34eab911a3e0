// What goes by age, purpose by purpose, and the report of it.
#include "collector/retention.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/contact_store.hpp"
#include "collector/limits.hpp"
#include "collector/shop.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal_store.hpp"

using namespace assent::collector;
using assent::collector::test::Json;
using assent::collector::test::noon_ms;

namespace {

const std::vector<Term> terms{{"a", "personalization", 30 * day_ms}, {"a", "measurement", 60 * day_ms}};
constexpr double year_ms = 365.25 * day_ms;

struct Kept {
  test::Folder folder;
  Database database{folder.path() / "a.sqlite3"};
  Kept() { store::prepare(database); }

  std::string ask(const std::string& sql) {
    Database other(folder.path() / "a.sqlite3");
    Query query = other.query(sql);
    return query.step() ? query.text(0) : std::string();
  }
  std::string count(const std::string& table) { return ask("SELECT count(*) FROM " + table); }
  std::string consents() { return ask("SELECT group_concat(record_id, ' ') FROM (SELECT * FROM consents ORDER BY 2)"); }

  static store::Event event(const std::string& id) {
    return {"urn:assent:a", id, "a", "subject", "crm", "record", "pack", "digest", noon_ms, noon_ms};
  }
  void keep(const std::string& purposes, double kept_ms) {
    store::replace_attributes(database, event("1"), {{"crm", "town", "\"B\"", purposes, noon_ms + kept_ms}});
    store::insert_exposure(database, event("2"), {"crm", "hero", "everyone", "red", purposes, noon_ms + kept_ms});
  }
  void give(const std::string& id, double time_ms, const std::string& subject = "subject") {
    store::Consent consent{"a",     id,      subject, "key", "signature", R"({"validity_s":31557600})",
                           time_ms, time_ms, false,   false, "{}"};
    std::string receipt;
    store::insert(database, consent, receipt);
    if (!subject.empty()) store::let_stand(database, consent);
  }
  void withdraw(const std::string& id, double time_ms) {
    store::insert(database,
                  store::Withdrawal{"a", id, "subject", "key", "signature", "{}", "marketing", time_ms, "{}"});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(retention, Kept)

BOOST_AUTO_TEST_CASE(purpose_ends_when_its_own_retention_does) {
  keep("measurement personalization", 60 * day_ms);
  BOOST_TEST(store::sweep(database, noon_ms + 30 * day_ms, terms).empty());
  const Swept swept = store::sweep(database, noon_ms + 30 * day_ms + 1, terms);
  BOOST_TEST(to_json(swept) == R"([{"kind":"attribute","site":"a","id":"town","purpose":"personalization","rows":1},)"
                               R"({"kind":"exposure","site":"a","id":"hero","purpose":"personalization","rows":1}])");
  BOOST_TEST(ask("SELECT purposes FROM attributes") == "measurement");
  BOOST_TEST(ask("SELECT purposes FROM exposures") == "measurement");
  store::sweep(database, noon_ms + 60 * day_ms + 1, terms);
  BOOST_TEST(count("attributes") == "0");
  BOOST_TEST(count("exposures") == "0");
}

BOOST_AUTO_TEST_CASE(policy_of_today_counts_for_what_is_stored_already) {
  keep("personalization", 365 * day_ms);
  store::sweep(database, noon_ms + 31 * day_ms, {{"a", "personalization", 31 * day_ms}});
  BOOST_TEST(count("attributes") == "1");
  store::sweep(database, noon_ms + 31 * day_ms, {{"b", "personalization", day_ms}, {"a", "person", day_ms}});
  BOOST_TEST(count("attributes") == "1");
  store::sweep(database, noon_ms + 31 * day_ms, {{"a", "personalization", 30 * day_ms}});
  BOOST_TEST(count("attributes") == "0");
}

BOOST_AUTO_TEST_CASE(row_of_two_purposes_is_counted_under_each) {
  keep("measurement personalization", day_ms);
  const Swept swept = store::sweep(database, noon_ms + day_ms + 1);
  BOOST_TEST(to_json(swept) == R"([{"kind":"attribute","site":"a","id":"town","purpose":"measurement","rows":1},)"
                               R"({"kind":"attribute","site":"a","id":"town","purpose":"personalization","rows":1},)"
                               R"({"kind":"exposure","site":"a","id":"hero","purpose":"measurement","rows":1},)"
                               R"({"kind":"exposure","site":"a","id":"hero","purpose":"personalization","rows":1}])");
  Metrics metrics;
  assent::collector::count(metrics, swept);
  BOOST_TEST(metrics.text().find(
                 R"(assent_retention_deleted_total{id="town",kind="attribute",purpose="measurement",site="a"} 1)") !=
                 std::string::npos,
             metrics.text());
}

BOOST_AUTO_TEST_CASE(nothing_deleted_is_nothing_told) {
  keep("personalization", 30 * day_ms);
  BOOST_TEST(to_json(store::sweep(database, noon_ms, terms)) == "[]");
}

BOOST_AUTO_TEST_CASE(contact_token_ends_with_its_time) {
  store::keep_contact_token(database, "hash", "a", "subject", noon_ms, noon_ms + 1000);
  store::sweep(database, noon_ms + 1000);
  BOOST_TEST(count("contact_tokens") == "1");
  BOOST_TEST(to_json(store::sweep(database, noon_ms + 1001)) == R"([{"kind":"contact-token","site":"a","rows":1}])");
}

BOOST_AUTO_TEST_CASE(evidence_goes_five_years_after_it_stopped_standing) {
  give("1", noon_ms);
  give("2", noon_ms + year_ms);  // ended the first
  store::sweep(database, noon_ms + year_ms + evidence_kept_ms);
  BOOST_TEST(consents() == "1 2");
  BOOST_TEST(to_json(store::sweep(database, noon_ms + year_ms + evidence_kept_ms + 1)) ==
             R"([{"kind":"consent","site":"a","rows":1}])");
  BOOST_TEST(consents() == "2");
}

BOOST_AUTO_TEST_CASE(consent_that_nothing_replaced_stands_until_its_validity_ends) {
  give("1", noon_ms);
  store::sweep(database, noon_ms + year_ms + evidence_kept_ms);
  BOOST_TEST(consents() == "1");
  BOOST_TEST(count("standing") == "1");
  store::sweep(database, noon_ms + year_ms + evidence_kept_ms + 1);
  BOOST_TEST(consents() == "");
  BOOST_TEST(count("standing") == "0");
}

BOOST_AUTO_TEST_CASE(consent_on_which_something_rests_stays) {
  give("1", noon_ms);
  keep("personalization", 20 * year_ms);
  store::sweep(database, noon_ms + 10 * year_ms);
  BOOST_TEST(consents() == "1");
  BOOST_TEST(count("standing") == "1");
}

BOOST_AUTO_TEST_CASE(refusal_without_a_subject_goes_five_years_after_it_came) {
  give("1", noon_ms, "");
  store::sweep(database, noon_ms + evidence_kept_ms);
  BOOST_TEST(consents() == "1");
  store::sweep(database, noon_ms + evidence_kept_ms + 1);
  BOOST_TEST(consents() == "");
}

BOOST_AUTO_TEST_CASE(withdrawal_never_goes_before_the_consent_that_it_narrows) {
  give("1", noon_ms);
  keep("personalization", 20 * year_ms);
  withdraw("w", noon_ms + 1);
  store::sweep(database, noon_ms + 10 * year_ms);
  BOOST_TEST(count("withdrawals") == "1");
  give("2", noon_ms + 10 * year_ms);
  store::sweep(database, noon_ms + 10 * year_ms + evidence_kept_ms);
  BOOST_TEST(count("withdrawals") == "1");
  store::sweep(database, noon_ms + 10 * year_ms + evidence_kept_ms + 1);
  BOOST_TEST(count("withdrawals") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
