// What leaves, when, and on what it rests.
#include "session/outgoing.hpp"

#include <boost/test/unit_test.hpp>

#include "session/step.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::session;
using namespace assent::test;
using consent::Act;

namespace {

using Route = Send::Route;

struct Fixture : Visit {
  void settle_in() {
    start();
    does(Decide{});
    chooses(Act::accept_all);
  }
  std::vector<std::string> flushed() { return bodies(does(Flush{}), Route::events); }
  std::vector<std::string> exposed(policy::SlotId slot) { return bodies(does(Expose{slot}), Route::events); }
};

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(outgoing, Fixture)

BOOST_AUTO_TEST_CASE(attributes_leave_minimized_and_by_destination) {
  settle_in();
  sets(attribute::age, of_number(34));
  sets(attribute::home, of_text("10115"));
  does(Observe{"view", of_text("alps")});
  const Effects effects = does(Flush{});
  const auto events = bodies(effects, Route::events);
  BOOST_TEST_REQUIRE(events.size() == 2u);
  BOOST_TEST(has(events[0], R"("data":{"purposes":["personalization","measurement"],"attributes":{"home":"10"}})"));
  BOOST_TEST(has(events[1], R"("attributes":{"age":"25-34","home":"Berlin","segment":"adult"}})"));
  for (const Send& send : effects.sends) {
    BOOST_TEST(send.has_subject());
    BOOST_TEST(member(send.body(), "id") == send.id().view());
    BOOST_TEST(member(send.body(), "assentrecord") == state.record_id.view());
    BOOST_TEST(!has(send.body(), "10115"));
    BOOST_TEST(!has(send.body(), "alps"));
  }
  BOOST_TEST(listed(effects.sends[0].purposes()) == Indexes({purpose::personalization, purpose::measurement}));
  BOOST_TEST(listed(effects.sends[1].purposes()) == Indexes({purpose::personalization, purpose::advertising}));
}

BOOST_AUTO_TEST_CASE(only_what_has_changed_leaves) {
  settle_in();
  BOOST_TEST(flushed().empty());
  sets(attribute::age, of_number(26));
  BOOST_TEST(flushed().size() == 1u);
  BOOST_TEST(flushed().empty());
  sets(attribute::age, of_number(33));  // the same bucket
  BOOST_TEST(flushed().empty());
  sets(attribute::age, of_number(35));
  BOOST_TEST(flushed().size() == 1u);
  sets(attribute::age, of_number(26));
  sets(attribute::age, of_number(36));
  BOOST_TEST(flushed().empty());
}

BOOST_AUTO_TEST_CASE(attribute_that_never_leaves_causes_no_event) {
  settle_in();
  does(Observe{"view", of_text("secret")});
  BOOST_TEST(flushed().empty());
}

BOOST_AUTO_TEST_CASE(empty_set_follows_what_was_forgotten_once) {
  settle_in();
  sets(attribute::age, of_number(34));
  flushed();
  does(Forget{attribute::age});
  const auto events = flushed();
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(has(events[0], R"("attributes":{}})"));
  BOOST_TEST(flushed().empty());
  does(Forget{attribute::age});
  BOOST_TEST(flushed().empty());
}

BOOST_AUTO_TEST_CASE(nothing_leaves_for_a_destination_without_consent_and_everything_again_with_it) {
  settle_in();
  sets(attribute::party, of_text("family"));
  BOOST_TEST(flushed().size() == 1u);
  does(AnswerOne{purpose::personalization});
  does(AnswerOne{purpose::advertising});
  BOOST_TEST(flushed().empty());
  chooses(Act::accept_all);
  const auto events = flushed();
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(has(events[0], R"("party":"family")"));
}

BOOST_AUTO_TEST_CASE(nothing_leaves_after_a_refusal) {
  settle_in();
  sets(attribute::age, of_number(34));
  chooses(Act::reject_all);
  sets(attribute::age, of_number(34));
  BOOST_TEST(flushed().empty());
  for (policy::SlotId slot = 0; slot < slot::count; ++slot) BOOST_TEST(exposed(slot).empty());
}

BOOST_AUTO_TEST_CASE(no_event_rests_on_necessity_alone) {
  Site site = sample_site();
  site.destinations[destination::crm].purposes = {purpose::necessary, purpose::personalization};
  site.attributes[attribute::age].purposes = {purpose::necessary, purpose::personalization};
  site.slots[slot::offer].purpose = purpose::necessary;
  const OpenSite open(site);
  Visit visit(open.pack());
  const auto leaves = [&] { return visit.does(Flush{}).sends.size() + visit.does(Expose{slot::offer}).sends.size(); };
  visit.start();
  visit.does(Decide{});
  visit.sets(attribute::age, of_number(70));
  BOOST_TEST(leaves() == 0u);
  visit.chooses(Act::reject_all);
  BOOST_TEST(leaves() == 0u);
  visit.chooses(Act::accept_all);
  BOOST_TEST(leaves() == 2u);
}

BOOST_AUTO_TEST_CASE(exposure_leaves_once_a_decision) {
  settle_in();
  const auto events = exposed(slot::hero);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(member(events[0], "slot") == "hero");
  BOOST_TEST(member(events[0], "experience") == "everyone");
  BOOST_TEST(exposed(slot::hero).empty());
  sets(attribute::party, of_text("family"));
  const auto changed = exposed(slot::hero);
  BOOST_TEST_REQUIRE(changed.size() == 1u);
  BOOST_TEST(member(changed[0], "experience") == "families");
  BOOST_TEST(exposed(slot::hero).empty());
}

BOOST_AUTO_TEST_CASE(exposure_leaves_again_on_a_new_page) {
  settle_in();
  BOOST_TEST(exposed(slot::hero).size() == 1u);
  navigates({"/other", ""});
  BOOST_TEST(exposed(slot::hero).size() == 1u);
  BOOST_TEST(exposed(slot::hero).empty());
}

BOOST_AUTO_TEST_CASE(default_content_is_exposed_too) {
  settle_in();
  const auto events = exposed(slot::offer);
  BOOST_TEST_REQUIRE(events.size() == 1u);
  BOOST_TEST(has(events[0], R"("slot":"offer","experience":null,"variant":null)"));
}

BOOST_AUTO_TEST_CASE(exposure_with_a_label_that_may_not_leave_stays) {
  settle_in();
  BOOST_TEST(exposed(slot::aside).empty());
  toggles(purpose::accessibility, true);
  chooses(Act::save);
  BOOST_TEST(exposed(slot::aside).size() == 1u);
}

BOOST_AUTO_TEST_CASE(exposure_is_told_when_consent_comes_later) {
  start();
  does(Decide{});
  BOOST_TEST(exposed(slot::hero).empty());
  chooses(Act::accept_all);
  BOOST_TEST(exposed(slot::hero).size() == 1u);
}

BOOST_AUTO_TEST_CASE(exposure_in_an_opt_out_regime_comes_after_its_record) {
  Landing landing;
  landing.region = "US-CA";
  start(landing);
  does(Decide{});
  const Effects effects = does(Expose{slot::hero});
  BOOST_TEST_REQUIRE(effects.sends.size() == 2u);
  BOOST_TEST((effects.sends[0].route() == Route::consents));
  BOOST_TEST(member(effects.sends[1].body(), "assentrecord") == effects.sends[0].id().view());
}

BOOST_AUTO_TEST_CASE(each_choice_makes_a_record_that_later_events_rest_on) {
  settle_in();
  const std::string first(state.record_id.view());
  chooses(Act::accept_all);
  BOOST_TEST(state.record_id.view() != first);
  sets(attribute::age, of_number(34));
  BOOST_TEST(member(flushed()[0], "assentrecord") == state.record_id.view());
}

BOOST_AUTO_TEST_SUITE_END()
