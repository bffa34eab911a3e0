// What the visitor has switched off is kept and shown, and counts nowhere.
#include "session/switch_attribute.hpp"

#include <boost/test/unit_test.hpp>

#include "preferences/view.hpp"
#include "session/snapshot.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;
using personalization::Code;

namespace {

struct Fixture : Visit {
  Fixture() {
    start();
    does(Decide{});
    chooses(Act::accept_all);
    sets(attribute::age, of_number(70));
    sets(attribute::party, of_text("family"));
    does(Flush{});
  }
  Effects switches(policy::AttributeId id, bool off) { return switch_attribute(pack, state, id, off); }
  Code code(policy::AttributeId id) {
    auto inputs = inputs_of(pack, state);
    inputs.purpose = purpose::personalization;
    return personalization::read(inputs, id).code;
  }
  int shown(policy::SlotId slot) { return decide_now(pack, state, slot).experience; }
  std::string told_now() {
    std::string all;
    for (const std::string& body : bodies(does(Flush{}), Send::Route::events)) all += body;
    return all;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(switches, Fixture)

BOOST_AUTO_TEST_CASE(what_is_off_reads_as_absent_and_the_slot_decides_again_at_once) {
  BOOST_TEST(shown(slot::offer) == 0);
  const Effects effects = switches(attribute::age, true);
  BOOST_TEST(effects.decisions);
  BOOST_TEST(effects.view);
  BOOST_TEST(effects.sends.empty());
  BOOST_TEST((code(attribute::age) == Code::switched_off));
  BOOST_TEST(shown(slot::offer) == -1);
  BOOST_TEST(switches(attribute::age, false).decisions);
  BOOST_TEST(shown(slot::offer) == 0);
}

BOOST_AUTO_TEST_CASE(what_is_off_is_kept_and_shown_to_the_visitor) {
  switches(attribute::age, true);
  BOOST_TEST(state.profile.cells[attribute::age].present);
  const auto known = preferences::known(inputs_of(pack, state), attribute::age);
  BOOST_TEST((known.reading.code == Code::used));
  BOOST_TEST(known.reading.value.number == 70);
}

BOOST_AUTO_TEST_CASE(what_is_off_is_told_to_no_destination) {
  switches(attribute::party, true);
  const std::string told = told_now();
  BOOST_TEST(!told.empty());
  BOOST_TEST(told.find("family") == std::string::npos);
  switches(attribute::party, false);
  BOOST_TEST(told_now().find("family") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_inferred_from_what_is_off) {
  BOOST_TEST(shown(slot::hero) == 0);
  switches(attribute::party, true);
  BOOST_TEST((code(attribute::family) == Code::absent));
  BOOST_TEST(shown(slot::hero) != 0);
}

BOOST_AUTO_TEST_CASE(an_inference_that_is_off_is_not_used_though_its_inputs_are) {
  switches(attribute::family, true);
  BOOST_TEST((code(attribute::family) == Code::switched_off));
  BOOST_TEST((code(attribute::party) == Code::used));
  BOOST_TEST(shown(slot::hero) != 0);
}

BOOST_AUTO_TEST_CASE(set_and_observe_keep_the_switch_and_forgetting_ends_it) {
  switches(attribute::age, true);
  sets(attribute::age, of_number(71));
  BOOST_TEST((code(attribute::age) == Code::switched_off));
  switches(attribute::interests, true);
  does(Observe{"view", of_text("alps")});
  BOOST_TEST(state.profile.cells[attribute::interests].present);
  BOOST_TEST((code(attribute::interests) == Code::switched_off));
  does(Forget{attribute::age});
  sets(attribute::age, of_number(71));
  BOOST_TEST((code(attribute::age) == Code::used));
  does(Forget{every_attribute});
  BOOST_TEST((code(attribute::interests) == Code::absent));
}

BOOST_AUTO_TEST_CASE(a_switch_outlives_the_value_and_not_the_consent) {
  switches(attribute::age, true);
  now_ms += 101 * day_ms;
  does(Shown{consent::Layer::banner});
  BOOST_TEST(!state.profile.cells[attribute::age].present);
  BOOST_TEST(state.profile.cells[attribute::age].off);
  chooses(Act::reject_all);
  // On this page it goes on, and nothing of it is kept.
  const std::string kept(write_snapshot(pack, state).view());
  BOOST_TEST(kept.find("age") == kept.npos);
}

BOOST_AUTO_TEST_CASE(a_switch_without_a_value_is_no_news_at_every_step) {
  switches(attribute::segment, true);
  const auto changes = state.profile.changes;
  does(Shown{consent::Layer::banner});
  BOOST_TEST(state.profile.changes == changes);
}

BOOST_AUTO_TEST_CASE(a_switch_is_refused_for_nothing_and_before_the_start) {
  BOOST_TEST((switches(attribute::count, true).refused == base::Fault::unknown_attribute));
  Visit early;
  BOOST_TEST((switch_attribute(early.pack, early.state, 0, true).refused == base::Fault::not_started));
  BOOST_TEST(!early.state.profile.cells[0].off);
}

BOOST_AUTO_TEST_CASE(a_switch_does_not_move_time) {
  const double before = state.consent.clock_ms;
  now_ms += 400 * day_ms;
  switches(attribute::age, true);
  BOOST_TEST(state.consent.clock_ms == before);
  BOOST_TEST((state.consent.act == Act::accept_all));
}

BOOST_AUTO_TEST_SUITE_END()
