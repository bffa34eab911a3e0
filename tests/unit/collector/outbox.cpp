// Cases of the outbox as rows: what is queued, in which order, what dies, and that it holds no value.
#include "collector/outbox.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/purpose_set.hpp"
#include "collector/retention.hpp"
#include "collector/shop.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::shop_pack;
using store::Told;

namespace {

consent::Permissions permitting(std::string_view ids) { return {purposes_from(shop_pack(), ids), {}}; }

struct Kept {
  test::Folder folder;
  Database database{folder.path() / "a.sqlite3"};
  Kept() {
    store::prepare(database);
    store::set_addressees(database, {{"corner-books", "crm", false}}, noon_ms);
  }

  static store::Event event(const std::string& subject, const std::string& destination = "crm") {
    return {"urn:assent:corner-books",
            "id-of-" + subject,
            "corner-books",
            subject,
            destination,
            "record",
            "pack",
            "digest",
            noon_ms,
            noon_ms};
  }
  std::optional<store::Delivery> next(double now_ms = noon_ms) {
    return store::next_delivery(database, "corner-books", "crm", now_ms);
  }
  std::string ask(const std::string& sql) {
    Database other(folder.path() / "a.sqlite3");
    Query query = other.query(sql);
    return query.step() ? query.text(0) : std::string();
  }
  std::string waiting() { return ask("SELECT waiting FROM addressees"); }
  // As if the destination had been told of the subject while these purposes stood.
  void tell(const std::string& subject, std::string_view standing) {
    store::queue(database, event(subject), Told::attributes);
    const auto delivery = next();
    BOOST_REQUIRE(delivery);
    store::begin_attempt(database, *delivery, store::revoked_for(shop_pack(), permitting(standing), crm), noon_ms);
    store::finish(database, *delivery);
  }
  void withdraw_to(std::string_view standing, const std::string& subject = "ann") {
    store::notify_withdrawal(database, "corner-books", subject, shop_pack(), permitting(standing), noon_ms);
  }
  static constexpr policy::DestinationId crm = 1;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(outbox, Kept)

BOOST_AUTO_TEST_CASE(events_are_queued_for_destinations_with_a_webhook_alone) {
  store::queue(database, event("ann", "collector"), Told::exposure);
  BOOST_TEST(ask("SELECT count(*) FROM deliveries") == "0");
  store::queue(database, event("ann"), Told::exposure);
  const auto delivery = next();
  BOOST_REQUIRE(delivery);
  BOOST_TEST(delivery->subject == "ann");
  BOOST_TEST(delivery->reference == "urn:assent:corner-books id-of-ann");
  BOOST_TEST(delivery->attempts == 0);
  BOOST_TEST(delivery->id.size() == 32u);
}

BOOST_AUTO_TEST_CASE(attributes_that_wait_untried_are_queued_once) {
  store::queue(database, event("ann"), Told::attributes);
  store::queue(database, event("ann"), Told::attributes);
  BOOST_TEST(waiting() == "1");
  store::begin_attempt(database, *next(), "{}", noon_ms + 5000);
  store::queue(database, event("ann"), Told::attributes);
  BOOST_TEST(waiting() == "2");
}

BOOST_AUTO_TEST_CASE(what_is_granted_after_a_withdrawal_is_told_after_it) {
  tell("ann", "necessary personalization marketing");
  store::queue(database, event("ann"), Told::attributes);
  withdraw_to("necessary");
  store::queue(database, event("ann"), Told::attributes);
  store::queue(database, event("ann"), Told::attributes);
  for (const Told told : {Told::attributes, Told::withdrawal, Told::attributes}) {
    const auto delivery = next();
    BOOST_REQUIRE(delivery);
    BOOST_TEST((delivery->told == told));
    store::finish(database, *delivery);
  }
  BOOST_TEST(waiting() == "0");
}

BOOST_AUTO_TEST_CASE(order_holds_for_a_subject_and_holds_up_nobody_else) {
  store::queue(database, event("ann"), Told::attributes);
  store::begin_attempt(database, *next(), "{}", noon_ms + 5000);
  store::queue(database, event("ann"), Told::exposure);
  store::queue(database, event("bob"), Told::exposure);
  const auto second = next();
  BOOST_REQUIRE(second);
  BOOST_TEST(second->subject == "bob");
  store::finish(database, *second);
  BOOST_TEST(!next());
  const auto first = next(noon_ms + 5000);
  BOOST_REQUIRE(first);
  BOOST_TEST((first->told == Told::attributes));
  BOOST_TEST(first->attempts == 1);
  store::finish(database, *first);
  BOOST_TEST((next()->told == Told::exposure));
}

BOOST_AUTO_TEST_CASE(exposure_past_the_limit_is_dead_at_once_and_attributes_are_not) {
  database.execute(("UPDATE addressees SET waiting = " + std::to_string(max_waiting_deliveries - 1)).c_str());
  store::queue(database, event("ann"), Told::exposure);
  BOOST_TEST(ask("SELECT count(*) FROM deliveries") == "1");
  store::queue(database, event("bob"), Told::exposure);
  BOOST_TEST(ask("SELECT count(*) FROM deliveries") == "1");
  BOOST_TEST(ask("SELECT kind || ' ' || problem || ' ' || ifnull(subject, 'nobody') FROM dead_deliveries") ==
             "exposure outbox_full nobody");
  store::queue(database, event("bob"), Told::attributes);
  BOOST_TEST(ask("SELECT count(*) FROM deliveries") == "2");
}

BOOST_AUTO_TEST_CASE(what_must_go_follows_from_policy_and_consent_alone) {
  const auto revoked = [](std::string_view standing, policy::DestinationId destination) {
    return Json::parse(store::revoked_for(shop_pack(), permitting(standing), destination));
  };
  BOOST_TEST(revoked("necessary personalization", crm) ==
             Json({{"purposes", {"marketing"}}, {"attributes", {"topic", "birthday"}}, {"slots", Json::array()}}));
  BOOST_TEST(revoked("necessary personalization marketing measurement", crm)["attributes"].empty());
  BOOST_TEST(revoked("necessary measurement", 0)["slots"] == Json::array({"hero"}));
}

BOOST_AUTO_TEST_CASE(withdrawal_is_told_to_who_was_told_before_and_only_once) {
  withdraw_to("necessary");
  BOOST_TEST(!next());
  tell("ann", "necessary personalization marketing");
  withdraw_to("necessary personalization marketing");
  BOOST_TEST(!next());
  withdraw_to("necessary personalization");
  const auto notice = next();
  BOOST_REQUIRE(notice);
  BOOST_TEST((notice->told == Told::withdrawal));
  BOOST_TEST(Json::parse(notice->reference)["attributes"] == Json::array({"topic", "birthday"}));
  store::finish(database, *notice);
  withdraw_to("necessary personalization");
  BOOST_TEST(!next());
  withdraw_to("necessary");
  BOOST_TEST(next().has_value());
  withdraw_to("necessary", "bob");
  BOOST_TEST(waiting() == "1");
}

BOOST_AUTO_TEST_CASE(erasure_is_told_to_who_was_told_and_outlives_what_is_forgotten) {
  tell("ann", "necessary personalization");
  store::queue(database, event("ann"), Told::attributes);
  store::notify_erasure(database, "corner-books", "bob", noon_ms);
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  store::forget_deliveries(database, "ann");
  BOOST_TEST(waiting() == "1");
  BOOST_TEST((next()->told == Told::erasure));
  BOOST_TEST(ask("SELECT count(*) FROM recipients") == "0");
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  BOOST_TEST(waiting() == "1");
}

BOOST_AUTO_TEST_CASE(erasure_is_told_to_who_was_told_even_where_nothing_is_kept_any_more) {
  tell("ann", "necessary personalization");
  store::erase_subject(database, "ann", noon_ms, store::Erasure::all);
  const auto notice = next();
  BOOST_REQUIRE(notice);
  BOOST_TEST((notice->told == Told::erasure));
  BOOST_TEST(ask("SELECT count(*) FROM recipients") == "0");
}

BOOST_AUTO_TEST_CASE(destination_that_may_have_an_export_is_told_too) {
  store::set_addressees(database, {{"corner-books", "crm", true}}, noon_ms);
  store::replace_attributes(database, event("ann"), {});
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  BOOST_TEST((next()->told == Told::erasure));
}

BOOST_AUTO_TEST_CASE(dead_delivery_names_no_subject_but_that_of_a_notice) {
  store::queue(database, event("ann"), Told::attributes);
  store::bury(database, *next(), "gone", noon_ms);
  BOOST_TEST(ask("SELECT ifnull(subject, 'nobody') FROM dead_deliveries") == "nobody");
  tell("ann", "necessary personalization");
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  store::bury(database, *next(), "gone", noon_ms);
  BOOST_TEST(ask("SELECT subject FROM dead_deliveries WHERE kind = 'erasure'") == "ann");
  BOOST_TEST(waiting() == "0");
}

BOOST_AUTO_TEST_CASE(delivery_that_was_forgotten_under_way_leaves_no_dead_one) {
  store::queue(database, event("ann"), Told::attributes);
  const auto under_way = next();
  store::forget_deliveries(database, "ann");
  store::bury(database, *under_way, "refused", noon_ms);
  BOOST_TEST(ask("SELECT count(*) FROM dead_deliveries") == "0");
}

BOOST_AUTO_TEST_CASE(start_tries_notices_anew_and_ends_what_has_no_webhook_any_more) {
  tell("ann", "necessary personalization");
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  store::bury(database, *next(), "refused", noon_ms);
  store::queue(database, event("bob"), Told::attributes);
  store::set_addressees(database, {}, noon_ms);
  BOOST_TEST(
      ask("SELECT group_concat(kind || ' ' || problem, ', ') FROM (SELECT * FROM dead_deliveries ORDER BY kind)") ==
      "attributes no_webhook, erasure refused");
  store::set_addressees(database, {{"corner-books", "crm", false}}, noon_ms);
  BOOST_TEST((next()->told == Told::erasure));
  BOOST_TEST(next()->attempts == 0);
  BOOST_TEST(waiting() == "1");
}

BOOST_AUTO_TEST_CASE(dead_deliveries_go_after_their_time) {
  store::queue(database, event("ann"), Told::attributes);
  store::bury(database, *next(), "gone", noon_ms);
  tell("ann", "necessary personalization");
  store::notify_erasure(database, "corner-books", "ann", noon_ms);
  store::bury(database, *next(), "gone", noon_ms);
  const auto left = [&] { return ask("SELECT count(*) FROM dead_deliveries"); };
  store::sweep(database, noon_ms + dead_letters_kept_ms);
  BOOST_TEST(left() == "2");
  store::sweep(database, noon_ms + dead_letters_kept_ms + 1);
  BOOST_TEST(left() == "1");
  store::sweep(database, noon_ms + dead_notices_kept_ms + 1);
  BOOST_TEST(left() == "0");
}

BOOST_AUTO_TEST_SUITE_END()
