// What the customer sees: banner, rows, drafts, and what is known.
#include "preferences/view.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::preferences;
using namespace assent::test;
using consent::Answer;
using personalization::Code;

namespace {

consent::Permissions standing(const consent::State& state) { return permissions(sample(), state, noon_ms); }

PurposeRow row(const consent::State& state, policy::PurposeId id) {
  return purpose_row(sample(), state, fresh_draft(standing(state), true), id);
}

struct Known {
  profile::Profile profile = empty_profile(sample());
  personalization::Page page;
  consent::Permissions permissions = permitting_everything();

  void knows(policy::AttributeId id, const profile::ValueView& value) {
    BOOST_TEST_REQUIRE(profile::set(sample(), profile, id, value, noon_ms) == base::Fault::none);
  }
  personalization::Reading reading(policy::AttributeId id, double now_ms = noon_ms) const {
    return known({sample(), profile, permissions, page, now_ms, 0}, id).reading;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(preferences_view)

BOOST_AUTO_TEST_CASE(banner_asks_in_opt_in_regimes_and_tells_in_others) {
  const Draft draft;
  BOOST_TEST(banner(sample(), unasked(regime::opt_in), draft, noon_ms) == Banner::ask);
  BOOST_TEST(banner(sample(), unasked(regime::opt_out), draft, noon_ms) == Banner::notice);
  BOOST_TEST(banner(sample(), unasked(regime::notice), draft, noon_ms) == Banner::notice);
}

BOOST_AUTO_TEST_CASE(no_banner_is_due_after_a_choice) {
  for (const auto answer : {Answer::granted, Answer::denied})
    BOOST_TEST(banner(sample(), answered(sample(), regime::opt_in, answer), {}, noon_ms) == Banner::none);
}

BOOST_AUTO_TEST_CASE(banner_offers_what_its_regime_asks_for) {
  Site site = sample_site();
  site.regimes[regime::opt_out].opt_out = true;
  site.regimes[regime::opt_out].limit = {purpose::accessibility};
  site.regimes[regime::notice].age_from = 16;
  const OpenSite open(site);
  const auto offered = [&](std::uint16_t regime, Banner shown) {
    return listed(controls(open.pack(), unasked(regime), shown));
  };
  const auto at = [](Control control) { return static_cast<std::uint16_t>(control); };
  BOOST_TEST(offered(regime::opt_in, Banner::ask) ==
             Indexes({at(Control::accept), at(Control::reject), at(Control::choose)}));
  BOOST_TEST(offered(regime::opt_out, Banner::notice) ==
             Indexes({at(Control::opt_out), at(Control::limit), at(Control::choose), at(Control::close)}));
  BOOST_TEST(offered(regime::notice, Banner::notice) == Indexes({at(Control::choose), at(Control::close)}));
  BOOST_TEST(offered(regime::notice, Banner::age) == Indexes({at(Control::of_age), at(Control::under_age)}));
  BOOST_TEST(offered(regime::opt_out, Banner::none) == Indexes{at(Control::reopen)});
  BOOST_TEST(banner(open.pack(), unasked(regime::notice), {}, noon_ms) == Banner::age);
}

BOOST_AUTO_TEST_CASE(switches_of_who_is_not_of_age_are_blocked) {
  Site site = sample_site();
  site.regimes[regime::opt_in].age_from = 16;
  const OpenSite open(site);
  const consent::State state = unasked(regime::opt_in);
  const Draft draft = fresh_draft(permissions(open.pack(), state, noon_ms), true);
  BOOST_TEST(purpose_row(open.pack(), state, draft, purpose::measurement).blocked == consent::Standing::under_age);
  BOOST_TEST(purpose_row(open.pack(), state, draft, purpose::necessary).blocked == consent::Standing::chosen);
}

BOOST_AUTO_TEST_CASE(open_preference_center_hides_the_banner) {
  const Draft open{true, {}, {}};
  BOOST_TEST(banner(sample(), unasked(regime::opt_in), open, noon_ms) == Banner::none);
}

BOOST_AUTO_TEST_CASE(necessary_purpose_is_on_and_locked) {
  const PurposeRow necessary = row(unasked(regime::opt_in), purpose::necessary);
  BOOST_TEST((necessary.on && necessary.locked && !necessary.separate));
  BOOST_TEST(necessary.blocked == consent::Standing::chosen);
  BOOST_TEST(necessary.basis == pack::Basis::strictly_necessary);
  // Even a draft that says otherwise cannot switch it off.
  BOOST_TEST(purpose_row(sample(), unasked(regime::opt_in), {}, purpose::necessary).on);
}

BOOST_AUTO_TEST_CASE(switch_is_off_before_the_choice_in_opt_in_regimes_and_on_where_interest_stands) {
  BOOST_TEST(!row(unasked(regime::opt_in), purpose::personalization).on);
  BOOST_TEST(row(unasked(regime::opt_out), purpose::personalization).on);
  BOOST_TEST(row(answered(sample(), regime::opt_in, Answer::granted), purpose::personalization).on);
  BOOST_TEST(!row(answered(sample(), regime::opt_out, Answer::denied), purpose::personalization).on);
}

BOOST_AUTO_TEST_CASE(purpose_that_needs_explicit_consent_says_so) {
  const PurposeRow accessibility = row(answered(sample(), regime::opt_in, Answer::granted), purpose::accessibility);
  BOOST_TEST((accessibility.separate && !accessibility.on && !accessibility.locked));
}

BOOST_AUTO_TEST_CASE(purpose_that_the_signal_covers_is_marked_and_off) {
  consent::State state = answered(sample(), regime::opt_out, Answer::granted);
  state.gpc = true;
  BOOST_TEST(row(state, purpose::advertising).blocked == consent::Standing::overridden_by_gpc);
  BOOST_TEST(!row(state, purpose::advertising).on);
  BOOST_TEST(row(state, purpose::measurement).blocked == consent::Standing::chosen);
  BOOST_TEST(row(state, purpose::measurement).on);
}

BOOST_AUTO_TEST_CASE(fresh_draft_changes_nothing) {
  for (const auto regime : {regime::opt_in, regime::opt_out, regime::notice}) {
    const consent::State state = unasked(regime);
    const Draft draft = fresh_draft(standing(state), true);
    BOOST_TEST(draft.open);
    BOOST_TEST(draft.touched.none());
    BOOST_TEST((draft.on == standing(state).permitted));
    BOOST_TEST(!is_changed(sample(), state, draft, standing(state)));
  }
}

BOOST_AUTO_TEST_CASE(moved_switch_is_a_change_and_moved_back_it_is_none) {
  const consent::State state = unasked(regime::opt_in);
  Draft draft = fresh_draft(standing(state), true);
  draft.on.set(purpose::measurement);
  BOOST_TEST(is_changed(sample(), state, draft, standing(state)));
  draft.on.set(purpose::measurement, false);
  BOOST_TEST(!is_changed(sample(), state, draft, standing(state)));
}

BOOST_AUTO_TEST_CASE(locked_switch_is_never_a_change) {
  const consent::State state = unasked(regime::opt_in);
  Draft draft = fresh_draft(standing(state), true);
  draft.on.set(purpose::necessary, false);
  BOOST_TEST(!is_changed(sample(), state, draft, standing(state)));
}

BOOST_FIXTURE_TEST_CASE(own_value_is_shown_even_where_no_purpose_stands, Known) {
  knows(attribute::age, of_number(70));
  knows(attribute::wheelchair, of_boolean(true));
  permissions = permitting({});
  BOOST_TEST(reading(attribute::age).code == Code::used);
  BOOST_TEST(reading(attribute::age).value.number == 70);
  BOOST_TEST(reading(attribute::wheelchair).value.number == 1);
}

BOOST_FIXTURE_TEST_CASE(inferred_value_is_shown_only_where_a_purpose_allows_inferring_it, Known) {
  knows(attribute::age, of_number(70));
  BOOST_TEST(reading(attribute::segment).value.text == "senior");
  permissions = permitting({purpose::measurement});
  BOOST_TEST(reading(attribute::segment).code != Code::used);
}

BOOST_FIXTURE_TEST_CASE(inferred_value_is_read_for_whichever_of_its_purposes_stands, Known) {
  knows(attribute::visits, of_number(4));
  permissions = permitting({purpose::measurement});
  BOOST_TEST(reading(attribute::loyal).value.number == 1);
}

BOOST_FIXTURE_TEST_CASE(value_past_its_retention_is_not_shown, Known) {
  knows(attribute::home, of_text("10115"));
  BOOST_TEST(reading(attribute::home, noon_ms + 100 * day_ms).code == Code::used);
  BOOST_TEST(reading(attribute::home, noon_ms + 100 * day_ms + 1).code != Code::used);
  BOOST_TEST(reading(attribute::birthday).code != Code::used);
}

BOOST_FIXTURE_TEST_CASE(stale_value_is_shown_as_such_and_gives_way_to_an_inference, Known) {
  Site site = sample_site();
  site.attributes[attribute::home].fresh_s = 10 * day_s;
  site.attributes[attribute::segment].fresh_s = 10 * day_s;
  const OpenSite open(site);
  knows(attribute::home, of_text("10115"));
  knows(attribute::segment, of_text("adult"));  // a correction
  const auto asked = [&](policy::AttributeId id, double days) {
    return known({open.pack(), profile, permissions, page, noon_ms + days * day_ms, 0}, id);
  };
  BOOST_TEST(!asked(attribute::home, 10).stale);
  BOOST_TEST(asked(attribute::home, 10.1).stale);
  BOOST_TEST(asked(attribute::home, 10.1).reading.value.text == "10115");
  BOOST_TEST(asked(attribute::segment, 10.1).stale);
  knows(attribute::age, of_number(70));
  BOOST_TEST(!asked(attribute::segment, 10.1).stale);
  BOOST_TEST(asked(attribute::segment, 10.1).reading.value.text == "senior");
}

BOOST_FIXTURE_TEST_CASE(attribute_without_purposes_is_shown_where_it_is_known, Known) {
  Site site = sample_site();
  site.attributes[attribute::last_view].purposes.clear();
  const OpenSite open(site);
  const auto asked = [&] {
    return known({open.pack(), profile, permissions, page, noon_ms, 0}, attribute::last_view).reading.code;
  };
  BOOST_TEST(asked() != Code::used);
  knows(attribute::last_view, of_text("alps"));
  BOOST_TEST(asked() == Code::used);
}

BOOST_AUTO_TEST_SUITE_END()
