// Choices of a signed-in customer: merged, kept under a name that nobody can read, and gone when they are to go.
#include "collector/devices.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/digest.hpp"
#include "collector/choices.hpp"
#include "collector/device_store.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/retention.hpp"
#include "collector/running.hpp"
#include "collector/store.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::device_token;
using collector::test::Fields;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;

namespace {

constexpr const char* path = "/v1/subjects/device";
constexpr const char* books = "https://books.example";

struct Shop : Running {
  std::string accepted = hex(test::choices({"personalization", "measurement"}, noon_ms - 2 * hour_ms));
  std::string refused = hex(test::choices({}, noon_ms - hour_ms));
  std::string later = hex(test::choices({"personalization"}, noon_ms - 2 * minute_ms));

  Json question(std::string_view choices, std::string_view customer = "customer-7") const {
    return {{"site", "corner-books"},
            {"token", device_token(customer, now_ms())},
            {"choices", choices},
            {"now_ms", now_ms()}};
  }
  Reply put(const Json& body, std::string_view origin = books) const { return from_page("PUT", path, origin, body); }
  Reply forget(const std::string& token) const {
    return request("DELETE", path, {}, {{"Authorization", "Bearer " + token}});
  }
  /// The purposes that stand after these choices were put.
  std::string granted(const Json& body) const { return test::granted_in(*choices_from_hex(choices_in(put(body)))); }
  std::string granted_after(std::string_view choices, std::string_view customer = "customer-7") const {
    return granted(question(choices, customer));
  }
  static std::string choices_in(const Reply& reply) {
    return Json::parse(reply.body.substr(reply.body.find('\n') + 1))["choices"];
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(devices, Shop)

BOOST_AUTO_TEST_CASE(another_device_gets_what_one_has_chosen) {
  BOOST_TEST(granted_after("") == "no choices");
  BOOST_TEST(ask("SELECT count(*) FROM device_choices") == "0");
  BOOST_TEST(granted_after(accepted) == "personalization measurement");
  BOOST_TEST(granted_after("") == "personalization measurement");
  BOOST_TEST(granted_after("", "customer-8") == "no choices");
  BOOST_TEST(ask("SELECT count(*) FROM device_choices") == "1");
}

BOOST_AUTO_TEST_CASE(answer_is_signed_for_this_request) {
  const Json body = question(accepted);
  const Reply reply = put(body);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("access-control-allow-origin") == books);
  const std::size_t end = reply.body.find('\n');
  const std::string line = reply.body.substr(end + 1, reply.body.size() - end - 2);
  const auto key = from_base64(server().public_key("corner-books"));
  BOOST_TEST(verify(*key, line, *from_base64(reply.body.substr(0, end))));
  BOOST_TEST(Json::parse(line)["answers"] == authoring::sha256_hex(body.dump()));
  BOOST_TEST(Json::parse(line)["site"] == "corner-books");
}

BOOST_AUTO_TEST_CASE(later_act_holds_whichever_device_sends_it_first) {
  BOOST_TEST(granted_after(accepted) == "personalization measurement");
  BOOST_TEST(granted_after(refused) == "nothing");
  BOOST_TEST(granted_after(accepted) == "nothing");
  BOOST_TEST(granted_after(later) == "personalization");
  BOOST_TEST(granted_after(refused) == "personalization");
}

BOOST_AUTO_TEST_CASE(two_answers_of_one_minute_restrict) {
  const std::string same = hex(test::choices({"personalization", "measurement"}, noon_ms - hour_ms));
  BOOST_TEST(granted_after(refused) == "nothing");
  BOOST_TEST(granted_after(same) == "nothing");
  BOOST_TEST(granted_after(same, "customer-8") == "personalization measurement");
  BOOST_TEST(granted_after(refused, "customer-8") == "nothing");
}

BOOST_AUTO_TEST_CASE(clock_that_is_off_can_only_restrict) {
  BOOST_REQUIRE(granted_after(refused) == "nothing");
  for (const double off_ms : {max_sender_off_ms + 1, -max_sender_off_ms - 1}) {
    Json off = question(later);
    off["now_ms"] = noon_ms + off_ms;
    BOOST_TEST(granted(off) == "nothing", off_ms);
  }
  Json near = question(later);
  near["now_ms"] = noon_ms - max_sender_off_ms;
  BOOST_TEST(granted(near) == "personalization");
}

BOOST_AUTO_TEST_CASE(refusal_of_a_clock_that_is_off_holds_until_something_later_is_chosen) {
  const std::string earlier = hex(test::choices({}, noon_ms - day_ms));
  BOOST_REQUIRE(granted_after(accepted) == "personalization measurement");
  Json off = question(earlier);
  off["now_ms"] = noon_ms - day_ms;
  BOOST_TEST(granted(off) == "nothing");
  BOOST_TEST(granted_after(later) == "nothing");
  set_time(noon_ms + hour_ms);
  BOOST_TEST(granted_after(hex(test::choices({"measurement"}, noon_ms + hour_ms))) == "measurement");
}

BOOST_AUTO_TEST_CASE(grant_of_an_unknown_time_is_not_kept_even_where_nothing_is) {
  Json off = question(accepted);
  off["now_ms"] = noon_ms + day_ms;
  BOOST_TEST(granted(off) == "nothing");
}

BOOST_AUTO_TEST_CASE(grants_expire_at_the_collector_too) {
  BOOST_REQUIRE(granted_after(accepted) == "personalization measurement");
  set_time(noon_ms + 364 * day_ms);
  BOOST_TEST(granted_after("") == "personalization measurement");
  set_time(noon_ms + 366 * day_ms);
  BOOST_TEST(granted_after("") == "nothing");
}

BOOST_AUTO_TEST_CASE(refusals_count_under_another_regime_and_grants_do_not) {
  BOOST_REQUIRE(granted_after(accepted) == "personalization measurement");
  const Json in_california = question(hex(test::choices({}, noon_ms - 3 * hour_ms, 1)));
  BOOST_TEST(test::granted_in(*choices_from_hex(choices_in(put(in_california))), 1) == "nothing");
}

BOOST_AUTO_TEST_CASE(customers_name_lies_nowhere) {
  BOOST_REQUIRE(put(question(accepted, "somebody@books.example")).status == 200u);
  const std::string kept = ask("SELECT customer FROM device_choices");
  BOOST_TEST(kept.size() == 43u);
  BOOST_TEST(kept != base64url(sha256("somebody@books.example")));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data()))
    if (entry.is_regular_file())
      BOOST_TEST(test::read_all(entry.path()).find("somebody@books") == std::string::npos, entry.path());
}

BOOST_AUTO_TEST_CASE(site_without_a_key_shares_with_no_device) {
  authoring::Compiled without = test::shop();
  without.share.device_key.clear();
  const Running other({}, without);
  BOOST_TEST(other.from_page("PUT", path, books, question(accepted)).problem() == "device-off");
}

BOOST_AUTO_TEST_CASE(token_must_be_the_servers_and_fresh) {
  Json body = question(accepted);
  const auto problem_with = [&](const std::string& token) {
    body["token"] = token;
    return put(body).problem();
  };
  BOOST_TEST(problem_with(device_token({{"sub", "a"}, {"aud", "corner-books"}, {"iat", 1'795'435'200}},
                                       {{"alg", "EdDSA"}}, test::Visitor())) == "device-token");
  BOOST_TEST(problem_with(device_token("customer-7", noon_ms - device_token_valid_ms)) == "");
  BOOST_TEST(problem_with(device_token("customer-7", noon_ms - device_token_valid_ms - 1000)) == "device-token-late");
  BOOST_TEST(problem_with(device_token("customer-7", noon_ms + device_token_ahead_ms)) == "");
  BOOST_TEST(problem_with(device_token("customer-7", noon_ms + device_token_ahead_ms + 1000)) == "device-token-late");
  BOOST_TEST(problem_with("") == "device-token");
  BOOST_TEST(problem_with(std::string(max_device_token_bytes, 'a')) == "device-token");
  BOOST_TEST(problem_with(std::string(max_device_token_bytes + 1, 'a')) == "malformed-request");
}

BOOST_AUTO_TEST_CASE(requests_have_exactly_their_form) {
  for (const char* name : {"site", "token", "choices", "now_ms"}) {
    Json less = question(accepted);
    less.erase(name);
    BOOST_TEST(put(less).problem() == "malformed-request", name);
  }
  Json other = question(accepted);
  other["site"] = "other";
  BOOST_TEST(put(other).problem() == "unknown-site");
  BOOST_TEST(put(question("00")).problem() == "choices-damaged");
  BOOST_TEST(put(question("zz")).problem() == "choices-damaged");
  BOOST_TEST(put(question(accepted), "https://evil.example").problem() == "origin");
  BOOST_TEST(put(question(accepted), "null").problem() == "origin");
  BOOST_TEST(ask("SELECT count(*) FROM device_choices") == "0");
}

BOOST_AUTO_TEST_CASE(pages_may_put) {
  const Reply reply = request("OPTIONS", path, {}, {{"Origin", books}, {"Access-Control-Request-Method", "PUT"}});
  BOOST_TEST(reply.field("access-control-allow-methods").find("PUT") != std::string::npos);
  // Only the site's server forgets: no page may send what the route reads.
  BOOST_TEST(reply.field("access-control-allow-headers").find("authorization") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(forgotten_customer_is_gone_and_nobody_else) {
  granted_after(accepted);
  granted_after(accepted, "customer-8");
  const std::string kept = ask("SELECT customer FROM device_choices ORDER BY rowid LIMIT 1");
  const Reply reply = forget(device_token("customer-7", noon_ms));
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.json()["erased"] == 1);
  BOOST_TEST(ask("SELECT count(*) FROM device_choices") == "1");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data()))
    if (entry.is_regular_file()) BOOST_TEST(test::read_all(entry.path()).find(kept) == std::string::npos, entry.path());
  BOOST_TEST(granted_after("") == "no choices");
  BOOST_TEST(forget(device_token("customer-7", noon_ms)).json()["erased"] == 0);
}

BOOST_AUTO_TEST_CASE(forgetting_takes_a_token_too) {
  BOOST_TEST(request("DELETE", path).problem() == "device-token");
  BOOST_TEST(forget("a.b.c").problem() == "device-token");
  BOOST_TEST(forget(device_token("customer-7", noon_ms - device_token_valid_ms - 1000)).problem() ==
             "device-token-late");
  BOOST_TEST(forget(device_token({{"sub", "a"}, {"aud", "other"}, {"iat", 1'795'435'200}}, {{"alg", "EdDSA"}},
                                 test::shop_server()))
                 .problem() == "unknown-site");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_any_more_is_no_choice) {
  granted_after(accepted);
  {
    Database database(data() / "assent.sqlite3");
    database.execute("UPDATE device_choices SET choices = 'ff00'");
  }
  BOOST_TEST(granted_after("") == "no choices");
  BOOST_TEST(granted_after(refused) == "nothing");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(device_stores)

BOOST_AUTO_TEST_CASE(choices_go_when_their_time_has_come) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  store::prepare(database);
  const std::string bytes("\x00\xff", 2);
  store::keep_device_choices(database, "a", "c", bytes, noon_ms);
  store::sweep(database, noon_ms);
  BOOST_TEST(store::device_choices(database, "a", "c") == bytes);
  BOOST_TEST(store::device_choices(database, "b", "c").empty());
  store::sweep(database, noon_ms + 1);
  BOOST_TEST(store::device_choices(database, "a", "c").empty());
}

BOOST_AUTO_TEST_CASE(database_of_an_earlier_collector_gets_the_table) {
  const test::Folder folder;
  Database database(folder.path() / "a.sqlite3");
  store::prepare(database);
  database.execute(R"(
DROP TABLE device_choices; DROP TABLE withdrawals; DROP TABLE contact_tokens; DROP TABLE dead_letters;
DROP TABLE addressees; DROP TABLE recipients; DROP TABLE deliveries; DROP TABLE dead_deliveries;
DROP INDEX attributes_age; DROP INDEX exposures_age; DROP INDEX consents_received;
ALTER TABLE attributes DROP COLUMN corrected_ms; ALTER TABLE exposures DROP COLUMN goal;
ALTER TABLE exposures DROP COLUMN holdout; PRAGMA user_version = 1)");
  store::prepare(database);
  BOOST_TEST(store::device_choices(database, "a", "c").empty());
}

BOOST_AUTO_TEST_SUITE_END()
