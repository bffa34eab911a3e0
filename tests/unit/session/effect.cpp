// What leaves the browser is made of a consent record or of a permit.
#include "session/effect.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>

#include "support/consents.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(effects)

BOOST_AUTO_TEST_CASE(consent_record_is_sent_as_it_was_written) {
  const auto state = answered(sample(), regime::opt_in, consent::Answer::denied);
  for (const bool has_subject : {true, false}) {
    const auto record = consent::write_record(sample(), state, {"hash", "token", "DE"}, "an-id", has_subject);
    const Send send(consent::Record{record});
    BOOST_TEST((send.route() == Send::Route::consents));
    BOOST_TEST(send.id().view() == "an-id");
    BOOST_TEST(send.has_subject() == has_subject);
    BOOST_TEST(send.purposes().none());
    BOOST_TEST(send.body().view() == record.body().view());
  }
}

BOOST_AUTO_TEST_CASE(event_carries_what_its_permit_stands_on) {
  egress::Refusal refusal;
  const auto permit =
      egress::gate(sample(), permitting({purpose::personalization}), {destination::crm, {}, {}}, refusal);
  BOOST_TEST_REQUIRE((permit != nullptr));
  const egress::Identity identity{"an-id", "hash", "record", noon_ms};
  const base::Text data = egress::write_data(sample(), *permit);
  const Send send(sample(), *permit, identity, data);
  BOOST_TEST((send.route() == Send::Route::events));
  BOOST_TEST(send.id().view() == "an-id");
  BOOST_TEST(send.has_subject());
  BOOST_TEST(listed(send.purposes()) == Indexes{purpose::personalization});
  BOOST_TEST(send.body().view() == egress::write_event(sample(), *permit, identity, data).view());
}

BOOST_AUTO_TEST_CASE(nothing_else_makes_one) {
  static_assert(!std::is_default_constructible_v<Send>);
  static_assert(!std::is_constructible_v<Send, base::Text>);
  static_assert(!std::is_constructible_v<Send, const policy::Pack&, const egress::Draft&, const egress::Identity&,
                                         const base::Text&>);
  static_assert(!std::is_default_constructible_v<egress::Permit>);
  static_assert(!std::is_default_constructible_v<consent::Record>);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(new_effects_want_nothing_done) {
  const Effects effects;
  BOOST_TEST(effects.refused == base::Fault::none);
  BOOST_TEST(effects.sends.empty());
  BOOST_TEST(effects.snapshot.empty());
  BOOST_TEST(!(effects.consent || effects.erase || effects.services || effects.decisions || effects.view));
}

BOOST_AUTO_TEST_SUITE_END()
