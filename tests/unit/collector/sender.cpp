// Cases of webhooks over real sockets: what is told, in which order, and what becomes of an endpoint that is away,
// slow, wrong or hostile.
#include "collector/sender.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/receiver.hpp"
#include "collector/visit.hpp"

using namespace assent;
using namespace assent::collector;
using namespace std::chrono_literals;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Posted;
using collector::test::Receiver;
using collector::test::Visit;
using collector::test::Visitor;

namespace {

constexpr double later_ms = 60'000;

void hurry(Config& config) {
  config.webhooks.attempt = 5s;
  config.webhooks.poll = 5ms;
  config.webhooks.attempts = 3;
}

template <class Condition>
bool becomes(Condition condition) {
  for (int step = 0; step < 1000; ++step) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

// A visit whose CRM has a webhook.
struct Told : Visit {
  explicit Told(const std::string& url, const std::function<void(Config&)>& change = hurry)
      : Visit(change, test::shop_with({{"crm", url, {}, {}}})) {}

  void tell_age(const char* age = "18-34") const {
    BOOST_TEST(rule(attributes("crm", {{"age", age}}, {"personalization"})) == "stored");
  }
  bool counts(const std::string& outcome, int number = 1) const {
    const std::string line = "assent_deliveries_total{destination=\"crm\",outcome=\"" + outcome +
                             "\",site=\"corner-books\"} " + std::to_string(number) + "\n";
    return becomes([&] { return get("/metrics").body.find(line) != std::string::npos; });
  }
  std::string dead() const {
    return ask(
        "SELECT kind || ' ' || attempts || ' ' || problem || ' ' || ifnull(subject, 'nobody') FROM "
        "dead_deliveries");
  }
  std::string waiting() const { return ask("SELECT count(*) FROM deliveries"); }
  // Lets the time pass that the next attempt waits for.
  void wait_out() { set_time(now_ms() + later_ms); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(senders)

BOOST_AUTO_TEST_CASE(attributes_are_told_signed_and_as_they_stand) {
  Receiver receiver;
  Told shop(receiver.url("/hook?key=1"));
  shop.grant({"personalization", "marketing"});
  BOOST_TEST(shop.rule(shop.attributes("crm", {{"age", "18-34"}, {"topic", "poetry"}},
                                       {"personalization", "marketing"})) == "stored");
  const Posted posted = receiver.wait_for(1);
  BOOST_TEST(posted.target == "/hook?key=1");
  BOOST_TEST(posted.content_type == "application/cloudevents+json");
  const std::string key = *from_base64(shop.server().public_key("corner-books"));
  BOOST_TEST(
      verify(key, posted.id + "." + posted.timestamp + "." + posted.body, *from_base64(posted.signature.substr(4))));
  const Json event = posted.json();
  BOOST_TEST(event["id"] == posted.id);
  BOOST_TEST(event["specversion"] == "1.0");
  BOOST_TEST(event["type"] == "org.assent.attributes.v1");
  BOOST_TEST(event["source"] == "urn:assent:corner-books");
  BOOST_TEST(event["subject"] == shop.visitor.subject());
  BOOST_TEST(event["assentrecord"] == shop.standing["record_id"]);
  BOOST_TEST(event["assentpack"] == test::pack_hash());
  BOOST_TEST(event["data"]["purposes"] == Json::array({"personalization", "marketing"}));
  BOOST_TEST(event["data"]["attributes"] == Json({{"age", "18-34"}, {"topic", "poetry"}}));
  BOOST_TEST(event["data"]["terms"]["topic"] ==
             Json({{"purposes", {"marketing"}}, {"expires", "2026-12-23T12:00:00.000Z"}}));
  BOOST_TEST(shop.counts("delivered"));
  BOOST_TEST(becomes([&] { return shop.waiting() == "0"; }));
}

BOOST_AUTO_TEST_CASE(destination_without_a_webhook_is_told_nothing) {
  Receiver receiver;
  Told shop(receiver.url());
  shop.grant({"personalization"});
  BOOST_TEST(shop.rule(shop.attributes("collector", {{"town", "1"}}, {"personalization"})) == "stored");
  shop.tell_age();
  receiver.wait_for(1);
  shop.stop();
  BOOST_TEST(receiver.posted().size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_withdrawn_before_it_was_told_is_never_told) {
  Receiver receiver;
  receiver.answer_status(500);
  Told shop(receiver.url());
  shop.grant({"personalization", "marketing"});
  shop.tell_age();
  receiver.wait_for(1);
  BOOST_TEST(shop.counts("failed"));
  BOOST_TEST(shop.rule(shop.attributes("crm", {{"age", "18-34"}, {"topic", "poetry"}},
                                       {"personalization", "marketing"})) == "stored");
  shop.grant_later({"personalization"});
  receiver.answer_status(200);
  shop.wait_out();
  receiver.wait_for(4);
  for (const Posted& each : receiver.posted()) BOOST_TEST(each.body.find("poetry") == std::string::npos);
  const auto posted = receiver.posted();
  BOOST_TEST(posted[1].id == posted[0].id);
  BOOST_TEST(posted[2].json()["type"] == "org.assent.attributes.v1");
  BOOST_TEST(posted[3].json()["type"] == "org.assent.withdrawal.v1");
  BOOST_TEST(posted[3].json()["data"]["attributes"] == Json::array({"topic", "birthday"}));
  BOOST_TEST(posted[3].json()["data"]["purposes"] == Json::array({"marketing"}));
  BOOST_TEST(receiver.most_at_once() == 1u);
}

BOOST_AUTO_TEST_CASE(subject_that_was_never_told_of_stays_unknown) {
  const test::Folder folder;
  Receiver receiver;
  const auto kept = [&](std::chrono::milliseconds poll) {
    return [&, poll](Config& config) {
      hurry(config);
      config.webhooks.poll = poll;
      config.data = folder.path() / "kept";
    };
  };
  {
    Told shop(receiver.url(), kept(1h));
    shop.grant({"personalization"});
    shop.tell_age();
    shop.grant_later({});
  }
  const Told shop(receiver.url(), kept(5ms));
  BOOST_TEST(shop.counts("withheld"));
  BOOST_TEST(receiver.posted().empty());
}

BOOST_AUTO_TEST_CASE(erasure_is_told_after_all_else) {
  Receiver receiver;
  Told shop(receiver.url());
  shop.grant({"personalization"});
  shop.tell_age();
  BOOST_TEST(shop.counts("delivered"));
  {
    Database database(shop.data() / "assent.sqlite3");
    store::notify_erasure(database, "corner-books", shop.visitor.subject(), noon_ms);
    store::forget_deliveries(database, shop.visitor.subject());
  }
  const Json event = receiver.wait_for(2).json();
  BOOST_TEST(event["type"] == "org.assent.erasure.v1");
  BOOST_TEST(event["subject"] == shop.visitor.subject());
  BOOST_TEST(shop.counts("delivered", 2));
}

BOOST_AUTO_TEST_CASE(failure_is_tried_again_with_the_same_id_until_it_is_dead) {
  Receiver receiver;
  receiver.answer_status(500);
  Told shop(receiver.url("/hook?key=secret"));
  shop.grant({"personalization"});
  shop.tell_age();
  for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
    receiver.wait_for(attempt);
    const bool is_last = attempt == 3;
    BOOST_TEST(shop.counts(is_last ? "dead" : "failed", is_last ? 1 : static_cast<int>(attempt)));
    shop.wait_out();
  }
  const auto posted = receiver.posted();
  BOOST_TEST(posted.size() == 3u);
  BOOST_TEST(posted[2].id == posted[0].id);
  BOOST_TEST(posted[2].timestamp != posted[0].timestamp);
  BOOST_TEST(shop.dead() == "attributes 3 refused nobody");
  BOOST_TEST(shop.waiting() == "0");
  shop.stop();
  BOOST_TEST(shop.log().find("webhook corner-books/crm: attributes is dead, attempt 3: refused") != std::string::npos);
  for (const std::string& word : {std::string("secret"), std::string("18-34"), shop.visitor.subject(), posted[0].id})
    BOOST_TEST(shop.log().find(word) == std::string::npos, word);
}

BOOST_AUTO_TEST_CASE(bad_answers_are_failures_with_a_name) {
  const auto problem_of = [](const std::string& bytes) {
    Receiver receiver;
    receiver.answer(bytes);
    Told shop(receiver.url(), [](Config& config) {
      hurry(config);
      config.webhooks.attempts = 1;
    });
    shop.grant({"personalization"});
    shop.tell_age();
    BOOST_TEST(becomes([&] { return shop.waiting() == "0"; }));
    const std::string dead = shop.dead();
    return dead.empty() ? "delivered" : dead;
  };
  const std::string big(10'000'000, 'a');
  BOOST_TEST(problem_of("HTTP/1.1 301 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n") ==
             "attributes 1 redirect nobody");
  BOOST_TEST(problem_of("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n") == "attributes 1 gone nobody");
  BOOST_TEST(problem_of("HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n") == "attributes 1 refused nobody");
  BOOST_TEST(problem_of("HTTP/1.1 20") == "attributes 1 broken_answer nobody");
  BOOST_TEST(problem_of("") == "attributes 1 broken_answer nobody");
  BOOST_TEST(problem_of("nonsense\r\n\r\n") == "attributes 1 broken_answer nobody");
  BOOST_TEST(problem_of("HTTP/1.1 200 OK\r\nx: " + big + "\r\n\r\n") == "attributes 1 broken_answer nobody");
  BOOST_TEST(problem_of("HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n" + big) == "delivered");
}

BOOST_AUTO_TEST_CASE(gone_endpoint_is_not_asked_twice) {
  Receiver receiver;
  receiver.answer_status(410);
  Told shop(receiver.url());
  shop.grant({"personalization"});
  shop.tell_age();
  BOOST_TEST(shop.counts("dead"));
  shop.wait_out();
  BOOST_TEST(receiver.posted().size() == 1u);
}

BOOST_AUTO_TEST_CASE(endpoint_that_is_away_or_slow_fails_within_the_limit) {
  const auto problem_of = [](const std::string& url) {
    Told shop(url, [](Config& config) {
      hurry(config);
      config.webhooks.attempt = 300ms;
      config.webhooks.attempts = 1;
    });
    shop.grant({"personalization"});
    shop.tell_age();
    BOOST_TEST(shop.counts("dead"));
    return shop.dead();
  };
  std::string nobody;
  {
    const Receiver receiver;
    nobody = receiver.url();
  }
  BOOST_TEST(problem_of(nobody) == "attributes 1 unreachable nobody");
  Receiver silent;
  silent.fall_silent();
  BOOST_TEST(problem_of(silent.url()) == "attributes 1 timeout nobody");
}

BOOST_AUTO_TEST_CASE(certificate_is_checked) {
  Receiver receiver(true);
  const auto outcome_with = [&](const std::function<void(Config&)>& trust) {
    Told shop(receiver.url(), [&](Config& config) {
      hurry(config);
      config.webhooks.attempts = 1;
      trust(config);
    });
    shop.grant({"personalization"});
    shop.tell_age();
    BOOST_TEST(becomes([&] { return shop.waiting() == "0"; }));
    const std::string dead = shop.dead();
    return dead.empty() ? "delivered" : dead;
  };
  BOOST_TEST(outcome_with([](Config&) {}) == "attributes 1 certificate nobody");
  BOOST_TEST(receiver.posted().empty());
  const test::Folder folder;
  test::write_file(folder.path() / "ca.pem", test::localhost_certificate().pem);
  const auto trust = [&](Config& config) { config.webhook_authorities = folder.path() / "ca.pem"; };
  BOOST_TEST(outcome_with(trust) == "delivered");
  BOOST_TEST(receiver.posted().size() == 1u);
  BOOST_CHECK_THROW(WebhookClient(folder.path() / "missing.pem"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(certificate_of_another_host_is_refused) {
  Receiver receiver(true);
  const test::Folder folder;
  test::write_file(folder.path() / "ca.pem", test::localhost_certificate().pem);
  std::string url = receiver.url();
  url.replace(url.find("localhost"), 9, "127.0.0.1");
  Told shop(url, [&](Config& config) {
    hurry(config);
    config.webhooks.attempts = 1;
    config.webhook_authorities = folder.path() / "ca.pem";
  });
  shop.grant({"personalization"});
  shop.tell_age();
  BOOST_TEST(shop.counts("dead"));
  BOOST_TEST(shop.dead() == "attributes 1 certificate nobody");
}

BOOST_AUTO_TEST_CASE(what_waits_survives_a_restart) {
  const test::Folder folder;
  Receiver receiver;
  receiver.answer_status(503);
  const auto keep = [&](Config& config) {
    hurry(config);
    config.data = folder.path() / "kept";
  };
  Visitor visitor;
  {
    Told shop(receiver.url(), keep);
    const Json record = test::record({"personalization"}, noon_ms, shop.fresh);
    BOOST_REQUIRE(shop.consent(record, &visitor).status == 201u);
    const Json event = test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"});
    BOOST_TEST(shop.events(Json::array({event}), visitor).status == 200u);
    BOOST_TEST(shop.counts("failed"));
  }
  receiver.answer_status(200);
  Told shop(receiver.url(), keep);
  shop.wait_out();
  BOOST_TEST(shop.counts("delivered"));
  const auto posted = receiver.posted();
  BOOST_TEST(posted.size() == 2u);
  BOOST_TEST(posted[1].id == posted[0].id);
}

BOOST_AUTO_TEST_CASE(stop_lets_the_attempt_under_way_end) {
  Receiver receiver;
  receiver.fall_silent();
  Told shop(receiver.url());
  shop.grant({"personalization"});
  shop.tell_age();
  receiver.wait_for(1);
  std::thread stopping([&] { shop.stop(); });
  std::this_thread::sleep_for(100ms);
  receiver.answer_status(200);
  stopping.join();
  BOOST_TEST(shop.waiting() == "0");
}

BOOST_AUTO_TEST_CASE(exposures_are_told_where_slot_and_labels_stand) {
  Receiver receiver;
  Visit shop(hurry, test::shop_with({{"collector", receiver.url(), {}, {}}}));
  shop.grant({"personalization", "measurement"});
  BOOST_TEST(shop.rule(test::exposure_event("collector", "everyone", "blue", shop.standing, noon_ms,
                                            {"personalization", "measurement"})) == "stored");
  const Json event = receiver.wait_for(1).json();
  BOOST_TEST(event["type"] == "org.assent.exposure.v1");
  BOOST_TEST(event["data"] == Json({{"purposes", {"personalization", "measurement"}},
                                    {"slot", "hero"},
                                    {"experience", "everyone"},
                                    {"variant", "blue"},
                                    {"expires", "2027-01-22T12:00:00.000Z"}}));
}

BOOST_AUTO_TEST_CASE(goals_are_told_under_a_type_of_their_own) {
  Receiver receiver;
  Visit shop(hurry, test::shop_with({{"collector", receiver.url(), {}, {}}}));
  shop.grant({"personalization"});
  BOOST_TEST(shop.rule(test::goal_event("collector", "order", shop.standing, noon_ms)) == "stored");
  const Json event = receiver.wait_for(1).json();
  BOOST_TEST(event["type"] == "org.assent.goal.v1");
  BOOST_TEST(event["data"]["goal"] == "order");
  BOOST_TEST(event["data"]["variant"] == "blue");
}

BOOST_AUTO_TEST_CASE(wait_doubles_up_to_the_longest_and_varies_by_half) {
  WebhookLimits limits;
  BOOST_TEST(wait_after(limits, 1, 1).count() == 5'000);
  BOOST_TEST(wait_after(limits, 1, 0).count() == 2'500);
  BOOST_TEST(wait_after(limits, 2, 1).count() == 10'000);
  BOOST_TEST(wait_after(limits, 1000, 1).count() == limits.longest_wait.count());
  BOOST_TEST(wait_after(limits, 1000, 0).count() == limits.longest_wait.count() / 2);
}

BOOST_AUTO_TEST_SUITE_END()
