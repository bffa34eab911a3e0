// Cases of the way from a consent record to a state, which must fail closed.
#include "collector/consent_record.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>

#include "collector/shop.hpp"
#include "consent/record.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::shop_pack;

namespace {

Json granted(const std::vector<std::string>& purposes, bool separate = false) {
  return test::record(purposes, noon_ms, "token", separate);
}

Json changed(const std::function<void(Json&)>& change) {
  Json record = granted({"personalization"});
  change(record);
  return record;
}

std::string_view problem_of(const std::function<void(Json&)>& change) {
  const auto record = read_record(changed(change));
  if (!record) return "malformed";
  const auto problem = check_record(*record, shop_pack());
  return problem ? problem->name : "sound";
}

std::vector<std::string> permitted(const Json& body, bool gpc = false) {
  const auto state = state_under(*read_record(body), shop_pack(), gpc);
  const auto permissions = consent::permissions(shop_pack(), *state, noon_ms);
  std::vector<std::string> ids;
  for (std::size_t at = 0; at < policy::size(shop_pack().purposes()); ++at)
    if (permissions.permitted[at]) ids.emplace_back(policy::view(policy::at(shop_pack().purposes(), at).id()));
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(consent_records)

BOOST_AUTO_TEST_CASE(record_as_the_core_writes_it_is_read) {
  consent::State state;
  consent::answer_all(shop_pack(), state, consent::Act::accept_all);
  state.act = consent::Act::accept_all;
  state.shown = consent::Layer::banner;
  state.chosen_ms = noon_ms;
  state.clock_ms = noon_ms;
  const std::string hash = test::pack_hash();
  const auto written = consent::write_record(shop_pack(), state, {hash, "token", "DE"}, std::string(32, 'a'), true);
  const auto record = read_record(Json::parse(std::string(written.body().view())));
  BOOST_REQUIRE(record);
  BOOST_TEST(!check_record(*record, shop_pack()));
  BOOST_TEST(grants(*record));
  const auto read = state_under(*record, shop_pack(), false);
  BOOST_REQUIRE(read);
  BOOST_TEST(read->chosen_ms == noon_ms);
  BOOST_TEST((read->act == consent::Act::accept_all));
  for (policy::PurposeId purpose = 0; purpose < policy::size(shop_pack().purposes()); ++purpose)
    BOOST_TEST((read->choices[purpose] == state.choices[purpose]));
}

BOOST_AUTO_TEST_CASE(record_permits_what_it_grants_and_nothing_else) {
  BOOST_TEST(permitted(granted({"personalization"})) == (Ids{"necessary", "personalization"}));
  BOOST_TEST(permitted(granted({})) == Ids{"necessary"});
  BOOST_TEST(permitted(granted({"large-print"})) == Ids{"necessary"});
  BOOST_TEST(permitted(granted({"large-print"}, true)) == (Ids{"necessary", "large-print"}));
}

BOOST_AUTO_TEST_CASE(validity_counts_from_when_it_was_given_and_not_from_the_record) {
  Json record = granted({"personalization"});
  record["given"] = "2025-11-01T00:00:00.000Z";
  BOOST_TEST(permitted(record) == Ids{"necessary"});
}

BOOST_AUTO_TEST_CASE(grant_of_another_revision_permits_nothing_and_a_refusal_stays_one) {
  auto record = *read_record(granted({"personalization", "measurement"}));
  record.purposes[1].revision += 1;
  record.purposes[3].revision += 1;
  const auto state = state_under(record, shop_pack(), false);
  BOOST_REQUIRE(state);
  BOOST_TEST((state->choices[1].answer == consent::Answer::none));
  BOOST_TEST((state->choices[2].answer == consent::Answer::granted));
  BOOST_TEST((state->choices[3].answer == consent::Answer::denied));
}

BOOST_AUTO_TEST_CASE(expired_and_withdrawn_records_are_read_and_permit_nothing) {
  Json record = granted({});
  record["act"] = "expiry";
  record["purposes"][1]["state"] = "none";
  record["purposes"][2]["state"] = "withdrawn";
  BOOST_TEST(permitted(record) == Ids{"necessary"});
  BOOST_TEST((state_under(*read_record(record), shop_pack(), false)->choices[2].answer == consent::Answer::withdrawn));
}

BOOST_AUTO_TEST_CASE(grants_that_prove_nothing_permit_nothing) {
  auto state = state_under(*read_record(granted({"personalization", "measurement"})), shop_pack(), false);
  const auto permissions = consent::permissions(shop_pack(), without_grants(std::move(*state)), noon_ms);
  BOOST_TEST(!permissions.permitted[1]);
  BOOST_TEST(!permissions.permitted[2]);
  BOOST_TEST(permissions.permitted[0]);
}

BOOST_AUTO_TEST_CASE(gpc_of_record_or_browser_counts) {
  const auto californian = [](bool gpc) {
    Json record = granted({});
    record["regime"] = "us-ca";
    record["jurisdiction"] = "US-CA";
    record["gpc"] = gpc;
    record["act"] = "none";
    for (Json& purpose : record["purposes"]) {
      purpose["state"] = "none";
      if (purpose["lawful_basis"] == "consent") purpose["lawful_basis"] = "legitimate_interest";
    }
    return record;
  };
  const Ids all{"necessary", "personalization", "measurement", "marketing"};
  const Ids without_marketing{"necessary", "personalization", "measurement"};
  BOOST_TEST(!check_record(*read_record(californian(false)), shop_pack()));
  BOOST_TEST(permitted(californian(false)) == all);
  BOOST_TEST(permitted(californian(true)) == without_marketing);
  BOOST_TEST(permitted(californian(false), true) == without_marketing);
}

BOOST_AUTO_TEST_CASE(purposes_are_matched_by_id_and_the_missing_have_no_answer) {
  auto record = *read_record(granted({"personalization", "measurement"}));
  std::swap(record.purposes[1], record.purposes[2]);
  record.purposes.erase(record.purposes.begin() + 1);  // measurement
  const auto state = state_under(record, shop_pack(), false);
  BOOST_TEST((state->choices[1].answer == consent::Answer::granted));
  BOOST_TEST((state->choices[2].answer == consent::Answer::none));
}

BOOST_AUTO_TEST_CASE(unknown_purpose_regime_and_basis_are_refused) {
  BOOST_TEST(problem_of([](Json&) {}) == "sound");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][1]["purpose"] = "spying"; }) == "unknown-purpose");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"].erase(1); }) == "unknown-purpose");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][1] = record["purposes"][2]; }) == "unknown-purpose");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"].push_back(record["purposes"][1]); }) ==
             "unknown-purpose");
  BOOST_TEST(problem_of([](Json& record) { record["regime"] = "none"; }) == "unknown-regime");
  BOOST_TEST(problem_of([](Json& record) { record["regime"] = "us-ca"; }) == "unknown-regime");
  BOOST_TEST(problem_of([](Json& record) { record["jurisdiction"] = "US-CA"; }) == "unknown-regime");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][1]["lawful_basis"] = "contract"; }) == "wrong-basis");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][4]["lawful_basis"] = "consent"; }) == "wrong-basis");
  BOOST_TEST(problem_of([](Json& record) { record["validity_s"] = 1e9; }) == "wrong-validity");
  BOOST_TEST(problem_of([](Json& record) { record["privacy_notice"] = std::string(64, 'a'); }) == "wrong-notice");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][1]["revision"] = 1; }) == "wrong-notice");
  BOOST_TEST(problem_of([](Json& record) { record["jurisdiction"] = "US DE"; }) == "sound");
  BOOST_TEST(problem_of([](Json& record) { record["given"] = "2099-01-01T00:00:00.000Z"; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["site"] = "other"; }) == "other-site");
  BOOST_TEST(problem_of([](Json& record) { record["language"] = "de"; }) == "other-site");
  BOOST_TEST(problem_of([](Json& record) { record["act"] = "none"; }) == "grant-without-act");
}

BOOST_AUTO_TEST_CASE(malformed_records_are_refused) {
  const Json sound = granted({});
  for (const auto& [name, value] : sound.items()) {
    const std::string member = name;
    BOOST_TEST(problem_of([&](Json& record) { record.erase(member); }) == "malformed", member << " missing");
    BOOST_TEST(problem_of([&](Json& record) { record[member] = nullptr; }) == "malformed", member << " null");
    BOOST_TEST(problem_of([&](Json& record) { record[member] = Json::array({1}); }) == "malformed", member << " array");
  }
  BOOST_TEST(problem_of([](Json& record) { record["extra"] = 1; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][0]["extra"] = 1; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["purposes"][0] = "necessary"; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["schema_version"] = "assent-1"; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["act"] = "accept"; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["record_id"] = std::string(32, 'G'); }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["record_id"] = std::string(33, 'a'); }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["time"] = "yesterday"; }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["token"] = std::string(129, 'a'); }) == "malformed");
  BOOST_TEST(problem_of([](Json& record) { record["token"] = std::string(128, 'a'); }) == "sound");
  for (const char* body : {"null", "[]", "1", "\"\"", "{}"}) BOOST_TEST(!read_record(Json::parse(body)), body);
}

BOOST_AUTO_TEST_SUITE_END()
