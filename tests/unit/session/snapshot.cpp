// What outlives the page load: restored exactly, refused when damaged, and nothing after a refusal.
#include "session/snapshot.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "base/hash.hpp"
#include "session/step.hpp"
#include "session/switch_attribute.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;
using consent::Answer;

namespace {

struct Fixture : Visit {
  void settle_in() {
    start();
    does(Decide{});
    chooses(Act::accept_all);
    toggles(purpose::accessibility, true);
    chooses(Act::save);
    sets(attribute::age, of_number(34.25));
    sets(attribute::party, of_text("family"));
    sets(attribute::birthday, of_date(-7000));
    sets(attribute::member, of_boolean(true));
    sets(attribute::segment, of_text("adult"));
    sets(attribute::wheelchair, of_boolean(false));
    does(Observe{"visit", of_number(3)});
    does(Observe{"view", of_text("alps")});
    does(Observe{"view", of_text("kids")});
    does(Flush{});
  }
};

Visit again(const std::string& snapshot, const std::string& region = "DE", const policy::Pack& pack = sample()) {
  Visit visit(pack);
  Landing landing;
  landing.snapshot = snapshot;
  landing.region = region;
  landing.seed_a = 77;
  BOOST_TEST(visit.start(landing).refused == base::Fault::none);
  return visit;
}

// The body with a checksum that fits, as only a script of the page would make it.
std::string signed_off(std::string body) {
  base::Text made(body);
  base::ByteWriter(made).number(base::fnv1a_64(body));
  return std::string(made.view());
}

std::string body_of(const std::string& snapshot) { return snapshot.substr(0, snapshot.size() - 8); }

bool is_read(const std::string& snapshot) {
  State state(sample());
  return read_snapshot(sample(), base::as_bytes(snapshot), regime::opt_in, state) == base::Fault::none;
}

template <class T>
std::string bytes_of(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(snapshots, Fixture)

BOOST_AUTO_TEST_CASE(what_was_switched_off_stays_so_with_a_value_and_without) {
  settle_in();
  switch_attribute(pack, state, attribute::age, true);
  switch_attribute(pack, state, attribute::family, true);
  switch_attribute(pack, state, attribute::segment, true);
  const std::string before = snapshot();
  const Visit later = again(before);
  const auto& cells = later.state.profile.cells;
  BOOST_TEST(cells[attribute::age].off);
  BOOST_TEST(cells[attribute::age].value.number == 34.25);
  BOOST_TEST(cells[attribute::family].off);
  BOOST_TEST(!cells[attribute::family].present);
  BOOST_TEST(cells[attribute::segment].off);
  BOOST_TEST(cells[attribute::segment].corrected);
  BOOST_TEST(!cells[attribute::party].off);
  BOOST_TEST(later.snapshot() == before);
}

// Version 4 had 0 or 1 where the flags are: all else is the same.
BOOST_AUTO_TEST_CASE(what_version_4_wrote_is_read_with_all_its_choices_and_what_was_before_is_not) {
  settle_in();
  std::string old = body_of(snapshot());
  old[4] = 4;
  const Visit later = again(signed_off(old));
  BOOST_TEST(later.state.consent.choices.granted.bits() == state.consent.choices.granted.bits());
  BOOST_TEST(later.state.profile.cells[attribute::segment].corrected);
  BOOST_TEST(!later.state.profile.cells[attribute::age].corrected);
  BOOST_TEST(later.snapshot() == snapshot());
  old[4] = 3;
  BOOST_TEST(!is_read(signed_off(old)));
}

BOOST_AUTO_TEST_CASE(snapshot_that_is_read_and_written_has_the_same_bytes) {
  settle_in();
  const std::string before = snapshot();
  BOOST_TEST(again(before).snapshot() == before);
}

BOOST_AUTO_TEST_CASE(everything_of_the_profile_comes_back) {
  settle_in();
  const Visit back = again(snapshot());
  for (std::size_t at = 0; at < attribute::count; ++at) {
    const auto& was = state.profile.cells[at];
    const auto& is = back.state.profile.cells[at];
    BOOST_TEST_CONTEXT(policy::view(policy::id_at(pack.attributes(), at))) {
      BOOST_TEST(is.present == was.present);
      BOOST_TEST(is.corrected == was.corrected);
      BOOST_TEST(is.at_ms == was.at_ms);
      BOOST_TEST(is.symbol == was.symbol);
      BOOST_TEST((profile::ValueView(is.value) == profile::ValueView(was.value)));
    }
  }
}

BOOST_AUTO_TEST_CASE(consent_and_standing_record_come_back) {
  settle_in();
  const Visit back = again(snapshot());
  BOOST_TEST((back.state.consent.act == Act::save));
  BOOST_TEST(back.state.consent.chosen_ms == noon_ms);
  for (std::size_t at = 0; at < purpose::count; ++at)
    BOOST_TEST(back.state.consent.choices[at] == state.consent.choices[at]);
  BOOST_TEST(back.state.record_id.view() == state.record_id.view());
  BOOST_TEST(back.state.has_subject);
  BOOST_TEST(back.state.unit == state.unit);
  for (std::size_t at = 0; at < destination::count; ++at) BOOST_TEST(back.state.sent[at] == state.sent[at]);
}

BOOST_AUTO_TEST_CASE(what_was_sent_before_is_not_sent_again) {
  settle_in();
  Visit back = again(snapshot());
  BOOST_TEST(back.does(Flush{}).sends.empty());
}

BOOST_AUTO_TEST_CASE(each_changed_byte_is_refused) {
  settle_in();
  const std::string whole = snapshot();
  BOOST_TEST(is_read(whole));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char flip : {'\x01', '\x80', '\xff'}) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ flip);
      BOOST_TEST(!is_read(changed));
    }
  }
}

BOOST_AUTO_TEST_CASE(each_snapshot_that_is_cut_short_or_too_long_is_refused) {
  settle_in();
  const std::string whole = snapshot();
  for (std::size_t size = 0; size < whole.size(); ++size) BOOST_TEST(!is_read(whole.substr(0, size)));
  BOOST_TEST(!is_read(whole + '\0'));
}

BOOST_AUTO_TEST_CASE(body_that_is_cut_short_is_refused_even_with_a_fitting_checksum) {
  settle_in();
  const std::string body = body_of(snapshot());
  std::size_t read = 0;
  for (std::size_t size = 0; size < body.size(); ++size) read += is_read(signed_off(body.substr(0, size))) ? 1 : 0;
  // The profile goes to the end: a snapshot with fewer attributes is a whole one.
  BOOST_TEST(read == 9u);
  start();
  chooses(Act::reject_all);
  const std::string refusal = body_of(snapshot());
  for (std::size_t size = 0; size < refusal.size(); ++size) BOOST_TEST(!is_read(signed_off(refusal.substr(0, size))));
  BOOST_TEST(!is_read(signed_off(refusal + "x")));
}

BOOST_AUTO_TEST_CASE(nonsense_is_refused_even_with_a_fitting_checksum) {
  settle_in();
  const std::string body = body_of(snapshot());
  const std::size_t act = 4 + 1 + 2 + std::string_view("opt-in").size();
  const std::size_t chosen = act + 4;
  const std::size_t given = chosen + 4;
  const std::size_t clock = given + 4;
  const auto with = [&](std::size_t at, const std::string& bytes) {
    std::string changed = body;
    return is_read(signed_off(changed.replace(at, bytes.size(), bytes)));
  };
  BOOST_TEST(with(act, "\x0b"));
  BOOST_TEST(!with(act, "\x0c"));
  BOOST_TEST(with(act + 1, "\x02"));
  BOOST_TEST(!with(act + 1, "\x03"));
  BOOST_TEST(with(chosen, bytes_of(std::uint32_t{0})));
  // No choice lies past the hour that the visit has seen last.
  const auto noon_min = static_cast<std::uint32_t>(noon_ms / consent::ms_per_minute);
  for (const std::size_t at : {chosen, given}) {
    BOOST_TEST(with(at, bytes_of(noon_min + 59)));
    for (const std::uint32_t time : {noon_min + 60, 0xFFFF'FFFF}) BOOST_TEST(!with(at, bytes_of(time)));
  }
  BOOST_TEST(with(clock, bytes_of(std::uint32_t{70'389'527})));
  BOOST_TEST(!with(clock, bytes_of(std::uint32_t{70'389'529})));
  const std::size_t answer = body.find("necessary") + std::string_view("necessary").size() + 4;
  BOOST_TEST(with(answer, "\x03"));
  BOOST_TEST(!with(answer, "\x04"));
  BOOST_TEST(!with(0, "X"));
}

BOOST_AUTO_TEST_CASE(snapshot_of_256_kib_is_read_and_one_byte_more_is_not) {
  settle_in();
  // Filled with attributes that the policy no longer has.
  std::string body = body_of(snapshot());
  const auto with_size = [&](std::size_t wanted) {
    base::Text filled(body);
    base::ByteWriter out(filled);
    while (filled.size() + 8 < wanted) {
      constexpr std::size_t overhead = 2 + 4 + 8 + 1 + 1 + 8 + 4;
      const std::size_t left = wanted - 8 - filled.size();
      // The last two share what is left, so that neither is shorter than its frame.
      const std::size_t length = left > 60'000 ? 30'000 : left > 30'000 ? left / 2 : left - overhead;
      out.text("gone");
      out.number(noon_ms);
      out.number(false);
      profile::write_value(out, of_text(std::string(length, 'x')));
    }
    return signed_off(std::string(filled.view()));
  };
  Landing landing;
  landing.snapshot = with_size(max_snapshot_bytes);
  BOOST_TEST(landing.snapshot.size() == max_snapshot_bytes);
  BOOST_TEST(start(landing).refused == base::Fault::none);
  BOOST_TEST(state.profile.cells[attribute::age].present);
  landing.snapshot = with_size(max_snapshot_bytes + 1);
  BOOST_TEST(landing.snapshot.size() == max_snapshot_bytes + 1);
  BOOST_TEST(start(landing).refused == base::Fault::snapshot_damaged);
  BOOST_TEST(!state.profile.cells[attribute::age].present);
}

BOOST_AUTO_TEST_CASE(refusal_is_kept_and_nothing_else) {
  settle_in();
  const std::string record_id(state.record_id.view());
  const std::string unit = bytes_of(state.unit);
  BOOST_TEST((snapshot().find(unit) != std::string::npos));
  chooses(Act::reject_all);
  const std::string kept = snapshot();
  for (const std::string& secret : {unit, bytes_of(state.unit), record_id, std::string("age"), std::string("family"),
                                    std::string("crm"), std::string("alps")})
    BOOST_TEST((kept.find(secret) == std::string::npos));
  const Visit back = again(kept);
  BOOST_TEST((back.state.consent.act == Act::reject_all));
  BOOST_TEST(back.state.record_id.empty());
  BOOST_TEST(!back.state.has_subject);
  for (const auto& cell : back.state.profile.cells) BOOST_TEST(!cell.present);
  for (const auto digest : back.state.sent) BOOST_TEST(digest == 0u);
  for (std::size_t at = 1; at < purpose::count; ++at) BOOST_TEST(back.state.consent.choices.denied[at]);
}

BOOST_AUTO_TEST_CASE(two_visitors_who_refuse_have_the_same_snapshot) {
  std::vector<std::string> kept;
  for (const std::uint64_t seed : {1u, 2u}) {
    Visit visit;
    Landing landing;
    landing.seed_a = seed;
    visit.start(landing);
    visit.chooses(Act::accept_all);
    visit.sets(attribute::age, of_number(20 + static_cast<double>(seed)));
    visit.chooses(Act::reject_all);
    kept.push_back(visit.snapshot());
  }
  BOOST_TEST(kept[0] == kept[1]);
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_before_a_choice_unless_a_purpose_stands) {
  start();
  BOOST_TEST(!may_persist(pack, state));
  chooses(Act::reject_all);
  BOOST_TEST(may_persist(pack, state));
  Landing landing;
  landing.region = "NZ";
  start(landing);
  BOOST_TEST(may_persist(pack, state));
}

BOOST_AUTO_TEST_CASE(only_what_a_standing_purpose_uses_is_kept) {
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  sets(attribute::age, of_number(34));
  sets(attribute::wheelchair, of_boolean(true));  // explicit consent was never given
  const Visit back = again(snapshot(), "US-CA");
  BOOST_TEST(back.state.profile.cells[attribute::age].present);
  BOOST_TEST(!back.state.profile.cells[attribute::wheelchair].present);
}

BOOST_AUTO_TEST_CASE(another_regime_drops_grants_and_keeps_denials) {
  start();
  chooses(Act::accept_all);
  does(AnswerOne{purpose::measurement});
  const Visit moved = again(snapshot(), "US-CA");
  BOOST_TEST(moved.state.consent.regime == std::uint16_t{regime::opt_out});
  BOOST_TEST((moved.state.consent.act == Act::none));
  BOOST_TEST(moved.state.consent.chosen_ms == 0);
  BOOST_TEST(moved.state.consent.choices[purpose::personalization] == consent::Choice());
  BOOST_TEST((moved.state.consent.choices[purpose::measurement].answer == Answer::withdrawn));
  BOOST_TEST(listed(moved.state.load.permissions.permitted) ==
             Indexes({purpose::necessary, purpose::personalization, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(grant_of_another_regime_permits_nothing_in_an_opt_in_regime) {
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  toggles(purpose::accessibility, true);
  chooses(Act::save);
  BOOST_TEST(state.load.permissions.permitted[purpose::accessibility]);
  Visit moved = again(snapshot(), "DE");
  BOOST_TEST(listed(moved.state.load.permissions.permitted) == Indexes{purpose::necessary});
  BOOST_TEST(moved.does(Flush{}).sends.empty());
}

BOOST_AUTO_TEST_CASE(first_event_under_another_regime_comes_after_a_record_of_its_own) {
  start();
  chooses(Act::accept_all);
  sets(attribute::age, of_number(34));
  does(Flush{});
  Visit moved = again(snapshot(), "US-CA");
  moved.sets(attribute::age, of_number(70));
  const Effects effects = moved.does(Flush{});
  BOOST_TEST_REQUIRE(effects.sends.size() == 2u);
  BOOST_TEST(member(effects.sends[0].body(), "regime") == "opt-out");
  BOOST_TEST(member(effects.sends[1].body(), "assentrecord") == effects.sends[0].id().view());
}

BOOST_AUTO_TEST_CASE(what_the_policy_no_longer_has_is_dropped_and_the_rest_stays) {
  settle_in();
  Site site = sample_site();
  site.purposes[purpose::measurement].id = "statistics";
  site.attributes[attribute::party].id = "company";
  site.attributes[attribute::age].maximum = 30;
  site.destinations[destination::collector].id = "warehouse";
  const OpenSite revised(site);
  const Visit back = again(snapshot(), "DE", revised.pack());
  BOOST_TEST((back.state.consent.choices[purpose::measurement].answer == Answer::none));
  BOOST_TEST((back.state.consent.choices[purpose::advertising].answer == Answer::granted));
  BOOST_TEST(!back.state.profile.cells[attribute::party].present);
  BOOST_TEST(!back.state.profile.cells[attribute::age].present);
  BOOST_TEST(back.state.profile.cells[attribute::birthday].present);
  BOOST_TEST(back.state.sent[destination::collector] == 0u);
}

BOOST_AUTO_TEST_CASE(grant_of_another_revision_is_asked_for_again_and_the_rest_is_kept) {
  settle_in();
  Site site = sample_site();
  site.purposes[purpose::advertising].revision = 1;
  const OpenSite revised(site);
  const Visit back = again(snapshot(), "DE", revised.pack());
  BOOST_TEST(back.state.consent.choices[purpose::advertising] == consent::Choice());
  BOOST_TEST((back.state.consent.choices[purpose::personalization].answer == Answer::granted));
  BOOST_TEST((consent::why_ask(revised.pack(), back.state.consent, now_ms) == consent::Reason::changed));
  BOOST_TEST((consent::standing(revised.pack(), back.state.consent, now_ms) == consent::Standing::outdated));
}

BOOST_AUTO_TEST_CASE(visitor_is_asked_at_once_where_nothing_of_what_was_granted_is_left) {
  Site site = sample_site();
  for (auto& purpose : site.purposes) purpose.revision = 1;
  const OpenSite revised(site);
  const auto asked_because = [&] {
    const Visit back = again(snapshot(), "DE", revised.pack());
    BOOST_TEST(back.state.consent.choices.granted.none());
    // A second page load knows it still.
    const Visit later = again(back.snapshot(), "DE", revised.pack());
    BOOST_TEST((consent::why_ask(revised.pack(), later.state.consent, now_ms) == consent::Reason::changed));
    return consent::why_ask(revised.pack(), back.state.consent, now_ms);
  };
  start();
  chooses(Act::accept_all);
  BOOST_TEST((asked_because() == consent::Reason::changed));
  toggles(purpose::advertising, false);
  chooses(Act::save);  // one of them refused, the others granted
  BOOST_TEST((asked_because() == consent::Reason::changed));
}

BOOST_AUTO_TEST_CASE(snapshot_of_an_earlier_form_is_damaged) {
  settle_in();
  std::string body = body_of(snapshot());
  body[4] = 1;
  BOOST_TEST(!is_read(signed_off(body)));
}

BOOST_AUTO_TEST_CASE(refusal_of_another_revision_stays_a_refusal) {
  start();
  chooses(Act::reject_all);
  Site site = sample_site();
  for (auto& purpose : site.purposes) purpose.revision = 1;
  const OpenSite revised(site);
  const Visit back = again(snapshot(), "DE", revised.pack());
  BOOST_TEST(back.state.consent.choices[purpose::advertising].answer == Answer::denied);
  BOOST_TEST((consent::why_ask(revised.pack(), back.state.consent, now_ms) == consent::Reason::none));
}

BOOST_AUTO_TEST_CASE(snapshot_of_a_later_version_is_a_first_visit_that_says_so) {
  settle_in();
  std::string body = body_of(snapshot());
  body[4] = 6;
  Landing landing;
  landing.snapshot = signed_off(body);
  Visit back;
  BOOST_TEST(back.start(landing).refused == base::Fault::snapshot_newer);
  BOOST_TEST(listed(back.state.load.permissions.permitted) == Indexes{purpose::necessary});
  BOOST_TEST(back.state.consent.choices[purpose::personalization] == consent::Choice());
}

BOOST_AUTO_TEST_CASE(age_comes_back) {
  Site site = sample_site();
  site.regimes[regime::opt_in].age_from = 16;
  const OpenSite open(site);
  Visit visit(open.pack());
  visit.start();
  visit.does(session::DeclareAge{true, true});
  visit.chooses(Act::accept_all);
  const Visit back = again(visit.snapshot(), "DE", open.pack());
  BOOST_TEST(back.state.consent.of_age == 16);
  BOOST_TEST(back.state.load.permissions.permitted[purpose::personalization]);
}

BOOST_AUTO_TEST_CASE(clock_that_comes_back_extends_nothing) {
  settle_in();
  now_ms = noon_ms + 400 * day_ms + 3'600'000 * 1.5;
  does(Flush{});
  const std::string kept = snapshot();
  Visit back;
  Landing landing;
  landing.snapshot = kept;
  back.now_ms = noon_ms + 399.5 * day_ms;  // set back
  back.start(landing);
  BOOST_TEST(back.state.consent.clock_ms == noon_ms + 399.5 * day_ms);
  BOOST_TEST(listed(back.state.load.permissions.permitted) == Indexes{purpose::necessary});
}

BOOST_AUTO_TEST_SUITE_END()
