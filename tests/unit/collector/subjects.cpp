// Cases of a subject's rights, for the holder of the key alone.
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

struct Shop : Running {
  Visitor visitor;
  Json record = test::record({"personalization"}, noon_ms, token());

  Shop() {
    consent(record, &visitor);
    events(Json::array({test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"}),
                        test::exposure_event("collector", "everyone", "red", record, noon_ms, {"personalization"})}),
           visitor);
  }
  Reply ask_with(const std::string& nonce, const std::string& signed_text) const {
    return request(
        "GET", "/v1/subjects/me", {},
        {{"Assent-Key", visitor.key()}, {"Assent-Nonce", nonce}, {"Assent-Signature", visitor.sign(signed_text)}});
  }
  std::string nonce() const { return request("POST", "/v1/subjects/nonce").json()["nonce"]; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(subjects, Shop)

BOOST_AUTO_TEST_CASE(subject_gets_everything_that_is_kept) {
  const Reply reply = subject("GET", visitor);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("cache-control") == "no-store");
  const Json all = reply.json();
  BOOST_TEST(all["subject"] == visitor.subject());
  BOOST_TEST(all["consents"].size() == 1u);
  BOOST_TEST(all["consents"][0]["record"] == record);
  BOOST_TEST(all["consents"][0]["receipt"]["record_id"] == record["record_id"]);
  BOOST_TEST(all["attributes"].size() == 1u);
  BOOST_TEST(all["attributes"][0]["value"] == "18-34");
  BOOST_TEST(all["exposures"].size() == 1u);
  BOOST_TEST(all["exposures"][0]["variant"] == "red");
  BOOST_TEST(all["events"].size() == 2u);
}

BOOST_AUTO_TEST_CASE(subject_erases_everything_and_nobody_elses) {
  const Visitor other;
  const Json others = test::record({"personalization"}, noon_ms, token());
  BOOST_REQUIRE(consent(others, &other).status == 201u);
  const Reply reply = subject("DELETE", visitor);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.json()["erased"]["attributes"] == 1);
  BOOST_TEST(reply.json()["erased"]["consents"] == 1);
  for (const char* table : {"attributes", "exposures", "events", "attribute_sets"})
    BOOST_TEST(ask(std::string("SELECT count(*) FROM ") + table) == "0", table);
  BOOST_TEST(ask("SELECT group_concat(subject) FROM consents") == other.subject());
  BOOST_TEST(ask("SELECT group_concat(subject) FROM standing") == other.subject());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data()))
    if (entry.is_regular_file())
      BOOST_TEST(test::read_all(entry.path()).find(visitor.subject()) == std::string::npos, entry.path());
  BOOST_TEST(subject("GET", visitor).json()["consents"].empty());
}

BOOST_AUTO_TEST_CASE(another_key_sees_nothing_of_the_subject) {
  const Json all = subject("GET", Visitor()).json();
  for (const char* part : {"consents", "attributes", "exposures", "events"}) BOOST_TEST(all[part].empty(), part);
}

BOOST_AUTO_TEST_CASE(nonce_is_good_for_one_request) {
  const std::string one = nonce();
  BOOST_TEST(ask_with(one, "GET /v1/subjects/me " + one).status == 200u);
  const Reply again = ask_with(one, "GET /v1/subjects/me " + one);
  BOOST_TEST(again.status == 403u);
  BOOST_TEST(again.problem() == "nonce");
}

BOOST_AUTO_TEST_CASE(nonce_ends_after_five_minutes) {
  const std::string one = nonce();
  set_time(noon_ms + nonce_valid_ms + 1);
  BOOST_TEST(ask_with(one, "GET /v1/subjects/me " + one).problem() == "nonce");
}

BOOST_AUTO_TEST_CASE(signature_is_bound_to_method_path_and_nonce) {
  const std::string one = nonce();
  BOOST_TEST(ask_with(one, "DELETE /v1/subjects/me " + one).problem() == "signature");
  BOOST_TEST(ask_with(one, "GET /v1/subjects/you " + one).problem() == "signature");
  BOOST_TEST(ask_with(one, "GET /v1/subjects/me " + nonce()).problem() == "signature");
  BOOST_TEST(ask_with("made-up", "GET /v1/subjects/me made-up").problem() == "nonce");
  BOOST_TEST(get("/v1/subjects/me").problem() == "signature");
}

BOOST_AUTO_TEST_SUITE_END()
