// Hand-offs over HTTP: who may ask for one, and that it is redeemed once, in time and where it was meant for.
#include "collector/handoffs.hpp"

#include <boost/test/unit_test.hpp>

#include "authoring/digest.hpp"
#include "collector/choices.hpp"
#include "collector/encoding.hpp"
#include "collector/handoff.hpp"
#include "collector/limits.hpp"
#include "collector/running.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;

namespace {

constexpr const char* books = "https://books.example";
constexpr const char* poems = "https://poems.example";

struct Shop : Running {
  std::string choices = hex(test::choices({"personalization"}, noon_ms));

  Json question() const { return {{"site", "corner-books"}, {"to", poems}, {"choices", choices}}; }
  Reply ask_for(const Json& question, std::string_view origin = books) const {
    return from_page("POST", "/v1/handoffs", origin, question);
  }
  std::string handoff() const { return ask_for(question()).json()["token"]; }
  Reply redeem(const std::string& token, std::string_view origin = poems,
               std::string_view site = "corner-books") const {
    return from_page("POST", "/v1/handoffs/redeem", origin, {{"site", site}, {"token", token}});
  }
  /// The same hand-off with something changed, signed by the site's own key.
  std::string made(const std::function<void(Handoff&)>& change) const {
    Handoff handoff{random_id(), "corner-books", books, poems, noon_ms, *choices_from_hex(choices)};
    change(handoff);
    return write_handoff(SigningKey(site_seed(data(), "corner-books")), handoff);
  }
};

// The JSON line of a signed answer, once its signature was found to be the site's.
Json signed_line(const Running& collector, const std::string& body) {
  const std::size_t end = body.find('\n');
  const std::string line = body.substr(end + 1, body.find('\n', end + 1) - end - 1);
  const auto key = from_base64(collector.server().public_key("corner-books"));
  BOOST_TEST(verify(*key, line, *from_base64(body.substr(0, end))));
  return Json::parse(line);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(handoffs, Shop)

BOOST_AUTO_TEST_CASE(choices_come_out_where_they_were_handed_to) {
  const Json body = {{"site", "corner-books"}, {"token", handoff()}};
  const Reply reply = from_page("POST", "/v1/handoffs/redeem", poems, body);
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("cache-control") == "no-store");
  BOOST_TEST(reply.field("access-control-allow-origin") == poems);
  const Json line = signed_line(*this, reply.body);
  BOOST_TEST(line["site"] == "corner-books");
  BOOST_TEST(line["choices"] == choices);
  BOOST_TEST(line["answers"] == authoring::sha256_hex(body.dump()));
}

BOOST_AUTO_TEST_CASE(handoff_is_redeemed_once) {
  const std::string token = handoff();
  BOOST_TEST(redeem(token).status == 200u);
  const Reply again = redeem(token);
  BOOST_TEST(again.status == 409u);
  BOOST_TEST(again.problem() == "handoff-used");
  BOOST_TEST(handoff() != token);
}

BOOST_AUTO_TEST_CASE(handoff_is_good_for_a_minute_and_its_trace_goes_then) {
  const std::string one = handoff();
  const std::string other = handoff();
  set_time(noon_ms + handoff_valid_ms);
  BOOST_TEST(redeem(one).status == 200u);
  BOOST_TEST(ask("SELECT count(*) FROM spent_nonces") == "1");
  set_time(noon_ms + handoff_valid_ms + 1);
  BOOST_TEST(redeem(other).problem() == "handoff-late");
  BOOST_TEST(redeem(one).problem() == "handoff-late");
  BOOST_TEST(redeem(handoff()).status == 200u);
  BOOST_TEST(ask("SELECT count(*) FROM spent_nonces") == "1");
  // From a clock that was ahead.
  BOOST_TEST(redeem(made([](Handoff& each) { each.issued_ms = noon_ms + 2 * handoff_valid_ms; })).problem() ==
             "handoff-late");
}

BOOST_AUTO_TEST_CASE(handoff_is_for_one_origin_and_one_site) {
  BOOST_TEST(redeem(handoff(), books).problem() == "handoff-elsewhere");
  BOOST_TEST(redeem(handoff(), "").problem() == "handoff-origin");
  BOOST_TEST(redeem(handoff(), "https://evil.example").problem() == "origin");
  BOOST_TEST(redeem(handoff(), poems, "other").problem() == "unknown-site");
  BOOST_TEST(redeem(made([](Handoff& each) { each.site = "other"; })).problem() == "handoff-elsewhere");
  // A refusal does not spend it.
  const std::string token = handoff();
  BOOST_TEST(redeem(token, books).status == 403u);
  BOOST_TEST(redeem(token).status == 200u);
}

BOOST_AUTO_TEST_CASE(what_the_site_did_not_sign_is_forged) {
  std::string token = handoff();
  token[5] = token[5] == 'A' ? 'B' : 'A';
  BOOST_TEST(redeem(token).problem() == "handoff-forged");
  for (const char* text : {"", "a", "a.b"}) BOOST_TEST(redeem(text).problem() == "handoff-forged", text);
  BOOST_TEST(redeem(std::string(max_handoff_bytes, 'a')).problem() == "handoff-forged");
  BOOST_TEST(redeem(std::string(max_handoff_bytes + 1, 'a')).problem() == "malformed-request");
}

BOOST_AUTO_TEST_CASE(only_a_page_of_the_site_hands_on_and_only_to_its_domains) {
  BOOST_TEST(ask_for(question()).field("access-control-allow-origin") == books);
  BOOST_TEST(ask_for(question(), "").problem() == "handoff-origin");
  BOOST_TEST(ask_for(question(), "null").problem() == "origin");
  BOOST_TEST(ask_for(question(), "https://books.example.evil.example").problem() == "origin");
  for (const char* to : {"https://evil.example", "https://poems.example/", "http://poems.example", books, ""}) {
    Json elsewhere = question();
    elsewhere["to"] = to;
    BOOST_TEST(ask_for(elsewhere).problem() == "handoff-destination", to);
  }
}

BOOST_AUTO_TEST_CASE(requests_have_exactly_their_form) {
  for (const char* name : {"site", "to", "choices"}) {
    Json less = question();
    less.erase(name);
    BOOST_TEST(ask_for(less).problem() == "malformed-request", name);
  }
  Json more = question();
  more["subject"] = "somebody";
  BOOST_TEST(ask_for(more).problem() == "malformed-request");
  Json other = question();
  other["site"] = "other";
  BOOST_TEST(ask_for(other).problem() == "unknown-site");
  BOOST_TEST(
      request("POST", "/v1/handoffs", "{", {{"Content-Type", "application/json"}, {"Origin", books}}).problem() ==
      "malformed-json");
  BOOST_TEST(request("POST", "/v1/handoffs", "{}", {{"Content-Type", "text/plain"}, {"Origin", books}}).problem() ==
             "media-type");
}

BOOST_AUTO_TEST_CASE(damaged_choices_are_not_handed_on) {
  for (const std::string& wrong : {std::string(), std::string("00"), choices.substr(2), choices + "00",
                                   std::string("zz"), std::string(2 * max_choices_bytes, '0')}) {
    Json damaged = question();
    damaged["choices"] = wrong;
    BOOST_TEST(ask_for(damaged).problem() == "choices-damaged", wrong.substr(0, 40));
  }
  Json long_one = question();
  long_one["choices"] = std::string(2 * max_choices_bytes + 1, '0');
  BOOST_TEST(ask_for(long_one).problem() == "malformed-request");
}

BOOST_AUTO_TEST_CASE(nothing_about_the_visitor_is_kept) {
  BOOST_REQUIRE(redeem(handoff()).status == 200u);
  for (const char* table : {"consents", "standing", "events", "attributes", "exposures", "device_choices"})
    BOOST_TEST(ask(std::string("SELECT count(*) FROM ") + table) == "0", table);
  BOOST_TEST(ask("SELECT nonce FROM spent_nonces").starts_with("handoff "));
}

BOOST_AUTO_TEST_SUITE_END()
