// What a subject's signature covers: method, target, nonce and body, each of them once.
#include "collector/signed_request.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::signed_text;
using collector::test::Visitor;

namespace {

constexpr const char* me = "/v1/subjects/me";
constexpr const char* withdraw = "/v1/subjects/me/withdraw";
constexpr const char* body = R"({"site":"corner-books","purposes":"all"})";

struct Signing : Running {
  Visitor visitor;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(signed_requests, Signing)

BOOST_AUTO_TEST_CASE(nonce_is_good_for_one_request) {
  const std::string one = nonce();
  BOOST_TEST(subject_with(one, signed_text("GET", me, one), "GET", visitor).status == 200u);
  const Reply again = subject_with(one, signed_text("GET", me, one), "GET", visitor);
  BOOST_TEST(again.status == 403u);
  BOOST_TEST(again.problem() == "nonce");
  const std::string other = nonce();
  BOOST_TEST(subject_with(other, signed_text("POST", withdraw, other, body), "POST", visitor, withdraw, body).status ==
             201u);
  BOOST_TEST(
      subject_with(other, signed_text("POST", withdraw, other, body), "POST", visitor, withdraw, body).problem() ==
      "nonce");
  BOOST_TEST(ask("SELECT count(*) FROM withdrawals") == "1");
}

BOOST_AUTO_TEST_CASE(nonce_ends_after_five_minutes) {
  const std::string one = nonce();
  const std::string two = nonce();
  set_time(noon_ms + nonce_valid_ms);
  BOOST_TEST(subject_with(one, signed_text("GET", me, one), "GET", visitor).status == 200u);
  set_time(noon_ms + nonce_valid_ms + 1);
  BOOST_TEST(subject_with(two, signed_text("GET", me, two), "GET", visitor).problem() == "nonce");
}

BOOST_AUTO_TEST_CASE(signature_is_bound_to_method_target_and_nonce) {
  const std::string one = nonce();
  const auto with = [&](const std::string& text) { return subject_with(one, text, "GET", visitor).problem(); };
  BOOST_TEST(with(signed_text("DELETE", me, one)) == "signature");
  BOOST_TEST(with(signed_text("GET", "/v1/subjects/you", one)) == "signature");
  BOOST_TEST(with(signed_text("GET", me, nonce())) == "signature");
  BOOST_TEST(with(signed_text("GET", "/v1/subjects/me?what=all", one)) == "signature");
  BOOST_TEST(subject_with(one, signed_text("DELETE", me, one), "DELETE", visitor, "/v1/subjects/me?what=attributes")
                 .problem() == "signature");
  BOOST_TEST(subject_with("made-up", signed_text("GET", me, "made-up"), "GET", visitor).problem() == "nonce");
  BOOST_TEST(get(me).problem() == "signature");
}

BOOST_AUTO_TEST_CASE(signature_is_bound_to_the_body) {
  const std::string one = nonce();
  const auto with = [&](const std::string& text) {
    return subject_with(one, text, "POST", visitor, withdraw, body).problem();
  };
  BOOST_TEST(with(signed_text("POST", withdraw, one)) == "signature");
  BOOST_TEST(with(signed_text("POST", withdraw, one, R"({"site":"corner-books","purposes":["marketing"]})")) ==
             "signature");
  BOOST_TEST(with(signed_text("POST", "/v1/subjects/me/contact", one, body)) == "signature");
  BOOST_TEST(with(signed_text("PATCH", withdraw, one, body)) == "signature");
  BOOST_TEST(ask("SELECT count(*) FROM withdrawals") == "0");
}

BOOST_AUTO_TEST_CASE(body_that_comes_unsigned_with_a_get_is_refused) {
  const std::string one = nonce();
  BOOST_TEST(subject_with(one, signed_text("GET", me, one), "GET", visitor, me, "{}").problem() == "signature");
}

BOOST_AUTO_TEST_CASE(key_that_is_not_the_subjects_is_refused) {
  const Visitor other;
  const std::string one = nonce();
  const Reply reply = request("GET", me, {},
                              {{"Assent-Key", visitor.key()},
                               {"Assent-Nonce", one},
                               {"Assent-Signature", other.sign(signed_text("GET", me, one))}});
  BOOST_TEST(reply.status == 403u);
  BOOST_TEST(reply.problem() == "signature");
}

BOOST_AUTO_TEST_SUITE_END()
