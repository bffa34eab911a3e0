// Cases of a subject's rights to see and to erase, for the holder of the key alone.
#include "collector/subjects.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::Visitor;

namespace {

constexpr const char* me = "/v1/subjects/me";

struct Shop : Running {
  Visitor visitor;
  Json record = test::record({"personalization"}, noon_ms, token());
  Json batch =
      Json::array({test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"}),
                   test::exposure_event("collector", "everyone", "red", record, noon_ms, {"personalization"})});

  Shop() {
    consent(record, &visitor);
    events(batch, visitor);
  }
  std::string count(const std::string& table) const { return ask("SELECT count(*) FROM " + table); }
  void give_contact_token() const { subject("POST", visitor, "/v1/subjects/me/contact", R"({"site":"corner-books"})"); }
  void withdraw(const std::string& purpose) const {
    subject("POST", visitor, "/v1/subjects/me/withdraw",
            Json{{"site", "corner-books"}, {"purposes", Json::array({purpose})}}.dump());
  }
  bool is_in_the_files(const std::string& text) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data()))
      if (entry.is_regular_file() && test::read_all(entry.path()).find(text) != std::string::npos) return true;
    return false;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(subjects, Shop)

BOOST_AUTO_TEST_CASE(subject_gets_everything_that_is_kept) {
  give_contact_token();
  withdraw("marketing");
  const Reply reply = subject("GET", visitor);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("cache-control") == "no-store");
  const Json all = reply.json();
  BOOST_TEST(all["format"] == "assent-export-1");
  BOOST_TEST(all["subject"] == visitor.subject());
  BOOST_TEST(all["time"] == "2026-11-23T12:00:00.000Z");
  BOOST_TEST(all["sites"] == Json::parse(R"([{"id":"corner-books","title":"Corner Books"}])"));
  BOOST_TEST(all["consents"].size() == 1u);
  BOOST_TEST(all["consents"][0]["record"] == record);
  BOOST_TEST(all["consents"][0]["receipt"]["record_id"] == record["record_id"]);
  BOOST_TEST(all["consents"][0]["stands"] == true);
  BOOST_TEST(all["consents"][0]["key"] == visitor.key());
  BOOST_TEST(all["withdrawals"].size() == 1u);
  BOOST_TEST(all["withdrawals"][0]["purposes"] == Json::parse(R"([{"id":"marketing","title":"Marketing"}])"));
  BOOST_TEST(all["attributes"].size() == 1u);
  BOOST_TEST(all["attributes"][0]["attribute"] == Json::parse(R"({"id":"age","title":"Age"})"));
  BOOST_TEST(all["attributes"][0]["value"] == "18-34");
  BOOST_TEST(all["attributes"][0]["purposes"] ==
             Json::parse(R"([{"id":"personalization","title":"Personalization"}])"));
  BOOST_TEST(all["attributes"][0]["kept_until"] == "2026-12-23T12:00:00.000Z");
  BOOST_TEST(!all["attributes"][0].contains("corrected"));
  BOOST_TEST(all["exposures"].size() == 1u);
  BOOST_TEST(all["exposures"][0]["variant"] == "red");
  BOOST_TEST(all["exposures"][0]["goal"].is_null());
  BOOST_TEST(all["events"].size() == 2u);
  BOOST_TEST(all["events"][0]["pack"] == test::pack_hash());
  BOOST_TEST(all["contact_tokens"].size() == 1u);
  BOOST_TEST(all["contact_tokens"][0].size() == 3u);  // that it is there, not what it is
  BOOST_TEST(all["deliveries"].empty());
}

BOOST_AUTO_TEST_CASE(export_is_for_people_to_read) {
  const std::string text = subject("GET", visitor).body;
  BOOST_TEST(text.find("\n  \"attributes\": [\n") != std::string::npos);
  BOOST_TEST(text.ends_with("}\n"));
}

BOOST_AUTO_TEST_CASE(deliveries_are_told_where_there_are_any) {
  {
    Database database(data() / "assent.sqlite3");
    database.execute(
        "CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, site TEXT, subject TEXT, destination TEXT, kind "
        "TEXT, reference TEXT, attempts INTEGER, next_ms INTEGER, created_ms INTEGER)");
    Query query =
        database.query("INSERT INTO deliveries VALUES (1, '1', 'corner-books', ?, 'crm', 'attributes', '', 2, 2, 1)");
    query.bind(visitor.subject()).run();
  }
  const Json all = subject("GET", visitor).json();
  BOOST_REQUIRE(all["deliveries"].size() == 1u);
  BOOST_TEST(all["deliveries"][0]["destination"] == "crm");
  BOOST_TEST(all["deliveries"][0]["attempts"] == 2);
}

BOOST_AUTO_TEST_CASE(subject_erases_everything_and_nobody_elses) {
  const Visitor other;
  const Json others = test::record({"personalization"}, noon_ms, token());
  BOOST_REQUIRE(consent(others, &other).status == 201u);
  give_contact_token();
  withdraw("marketing");
  const Reply reply = subject("DELETE", visitor);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(
      reply.json()["erased"] ==
      Json::parse(R"({"consents":1,"withdrawals":1,"events":2,"attributes":1,"exposures":1,"contact_tokens":1})"));
  for (const char* table : {"attributes", "exposures", "events", "attribute_sets", "withdrawals", "contact_tokens"})
    BOOST_TEST(count(table) == "0", table);
  BOOST_TEST(ask("SELECT group_concat(subject) FROM consents") == other.subject());
  BOOST_TEST(ask("SELECT group_concat(subject) FROM standing") == other.subject());
  BOOST_TEST(!is_in_the_files(visitor.subject()));
  BOOST_TEST(is_in_the_files(other.subject()));
  BOOST_TEST(subject("GET", visitor).json()["consents"].empty());
}

BOOST_AUTO_TEST_CASE(attributes_go_and_the_evidence_stays) {
  give_contact_token();
  withdraw("marketing");
  const Reply reply = subject("DELETE", visitor, "/v1/subjects/me?what=attributes");
  BOOST_TEST(
      reply.json()["erased"] ==
      Json::parse(R"({"consents":0,"withdrawals":0,"events":2,"attributes":1,"exposures":1,"contact_tokens":1})"));
  for (const char* table : {"attributes", "exposures", "events", "contact_tokens"})
    BOOST_TEST(count(table) == "0", table);
  for (const char* table : {"consents", "standing", "withdrawals"}) BOOST_TEST(count(table) == "1", table);
  BOOST_TEST(!is_in_the_files("18-34"));
}

BOOST_AUTO_TEST_CASE(erased_attributes_do_not_come_back_by_an_event_from_before) {
  set_time(noon_ms + minute_ms);
  subject("DELETE", visitor, "/v1/subjects/me?what=attributes");
  events(Json::array({test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"})}),
         visitor);
  BOOST_TEST(count("attributes") == "0");
  set_time(noon_ms + 2 * minute_ms);
  events(Json::array({test::attributes_event("crm", {{"age", "18-34"}}, record, now_ms(), {"personalization"})}),
         visitor);
  BOOST_TEST(count("attributes") == "1");
}

BOOST_AUTO_TEST_CASE(nothing_stands_on_erased_evidence) {
  withdraw("marketing");
  const Reply reply = subject("DELETE", visitor, "/v1/subjects/me?what=evidence");
  BOOST_TEST(reply.json()["erased"]["consents"] == 1);
  BOOST_TEST(reply.json()["erased"]["withdrawals"] == 1);
  BOOST_TEST(reply.json()["erased"]["attributes"] == 1);
  for (const char* table : {"attributes", "exposures", "events", "consents", "standing", "withdrawals"})
    BOOST_TEST(count(table) == "0", table);
  BOOST_TEST(!is_in_the_files(record["record_id"]));
  const Reply later = events(batch, visitor);
  BOOST_TEST(later.status == 403u);
  BOOST_TEST(later.json()["rule"] == "no_consent");
}

BOOST_AUTO_TEST_CASE(misspelt_erasure_erases_nothing) {
  for (const char* query : {"?what=", "?what=everything", "?wat=attributes", "?what=attributes&what=all"}) {
    const Reply reply = subject("DELETE", visitor, std::string(me) + query);
    BOOST_TEST(reply.status == 422u, query);
    BOOST_TEST(reply.problem() == "unknown-erasure", query);
    BOOST_TEST(count("attributes") == "1", query);
  }
}

BOOST_AUTO_TEST_CASE(another_key_sees_nothing_of_the_subject) {
  const Json all = subject("GET", Visitor()).json();
  for (const char* part : {"sites", "consents", "withdrawals", "attributes", "exposures", "events", "contact_tokens"})
    BOOST_TEST(all[part].empty(), part);
}

BOOST_AUTO_TEST_SUITE_END()
