// What our own element reads of a slot, byte for byte where it is short.
#include "why_text.hpp"

#include <boost/test/unit_test.hpp>

#include "effects_text.hpp"
#include "session/switch_attribute.hpp"
#include "support/print.hpp"
#include "support/values.hpp"
#include "support/visit.hpp"

using namespace assent;
using namespace assent::boundary;
using namespace assent::test;
using consent::Act;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

struct Fixture : Visit {
  using Visit::Visit;
  void allows() {
    start();
    does(session::Decide{});
    chooses(Act::accept_all);
  }
  std::string why(policy::SlotId slot) const { return std::string(write_why(pack, state, slot).view()); }
  std::string value(policy::AttributeId attribute, policy::SlotId slot) const {
    return std::string(write_value_for(pack, state, attribute, slot).view());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(why_text, Fixture)

BOOST_AUTO_TEST_CASE(a_declared_value_that_decides_has_this_text) {
  allows();
  sets(attribute::age, of_number(70));
  BOOST_TEST(
      why(slot::offer) ==
      R"({"slot":"offer","experience":"seniors","variant":null,"withheld":false,"purpose":1,"whole":1,)"
      R"("passed":[],"factors":[{"attribute":0,"code":"USED","source":"declared","at":1795435200000,"off":false,)"
      R"("purposes":[1],"inputs":[],"weight":1,"together":false,)"
      R"("asked":[{"experience":"seniors","op":9,"than":[65],"holds":true,"looked":true}]}]})");
}

BOOST_AUTO_TEST_CASE(without_consent_it_says_what_would_be_read_and_that_it_is_withheld) {
  start();
  does(session::Decide{});
  sets(attribute::age, of_number(70));
  const std::string said = why(slot::offer);
  BOOST_TEST(has(said, R"("experience":null,"variant":null,"withheld":true,"purpose":1)"));
  BOOST_TEST(has(said, R"("code":"CONSENT_WITHHELD")"));
  BOOST_TEST(has(said, R"("weight":0)"));
  BOOST_TEST(value(attribute::age, slot::offer) == "null");
}

BOOST_AUTO_TEST_CASE(an_inferred_one_says_what_it_came_from) {
  allows();
  sets(attribute::party, of_text("family"));
  const std::string said = why(slot::hero);
  BOOST_TEST(has(said, R"("attribute":9,"code":"USED","source":"inferred","at":null)"));
  BOOST_TEST(has(said, R"("inputs":[{"attribute":1,"code":"USED"},{"attribute":6,"code":"ABSENT"}])"));
}

BOOST_AUTO_TEST_CASE(a_correction_and_a_bundle_are_named_as_sources) {
  allows();
  sets(attribute::family, of_boolean(false));
  BOOST_TEST(has(why(slot::hero), R"("source":"corrected")"));
  Site site = sample_site();
  site.attributes[attribute::age].source = pack::Source::observed;
  site.attributes[attribute::age].signal = "bundle:age";
  const OpenSite open(site);
  Fixture other(open.pack());
  other.allows();
  other.does(session::Observe{"bundle:age", of_number(70)});
  BOOST_TEST(has(other.why(slot::offer), R"("source":"bundle")"));
}

BOOST_AUTO_TEST_CASE(what_is_switched_off_says_so_and_shows_no_value) {
  allows();
  sets(attribute::age, of_number(70));
  BOOST_TEST(value(attribute::age, slot::offer) == "70");
  session::switch_attribute(pack, state, attribute::age, true);
  const std::string said = why(slot::offer);
  BOOST_TEST(has(said, R"("code":"SWITCHED_OFF","source":"declared","at":1795435200000,"off":true)"));
  BOOST_TEST(value(attribute::age, slot::offer) == "null");
  session::Effects effects;
  effects.view = true;
  BOOST_TEST(has(write_effects(pack, state, effects), R"({"attribute":0,"value":70,"stale":false,"used":false})"));
}

BOOST_AUTO_TEST_CASE(a_value_past_its_use_is_stale) {
  Site site = sample_site();
  site.attributes[attribute::age].fresh_s = day_s;
  const OpenSite open(site);
  Fixture other(open.pack());
  other.allows();
  other.sets(attribute::age, of_number(70));
  other.now_ms += 2 * day_ms;
  other.does(session::Shown{consent::Layer::banner});
  BOOST_TEST(has(other.why(slot::offer), R"("code":"STALE")"));
}

BOOST_AUTO_TEST_CASE(no_value_of_the_visitors_is_in_a_reason) {
  Site site = sample_site();
  site.slots[slot::offer].labels = {attribute::home};
  site.slots[slot::offer].experiences = {{"somewhere", {exists(attribute::home)}}};
  const OpenSite open(site);
  Fixture other(open.pack());
  other.allows();
  other.sets(attribute::home, of_text("10115"));
  BOOST_TEST(has(other.why(slot::offer), R"("experience":"somewhere")"));
  BOOST_TEST(has(other.why(slot::offer), R"("op":3,"than":[],"holds":true)"));
  BOOST_TEST(!has(other.why(slot::offer), "10115"));
  BOOST_TEST(other.value(attribute::home, slot::offer) == R"("10115")");
}

BOOST_AUTO_TEST_CASE(a_value_is_not_shown_for_a_slot_whose_purpose_may_not_read_it) {
  allows();
  sets(attribute::age, of_number(70));
  BOOST_TEST(value(attribute::age, slot::aside) == "null");
}

BOOST_AUTO_TEST_CASE(a_fact_about_the_page_is_named_by_its_position_and_a_hashed_constant_by_nothing) {
  Site site = sample_site();
  site.salt = 5;
  base::Text hashed;
  policy::append_hash(hashed, 5, "alps");
  site.slots[slot::hero].experiences = {
      {"alps", {fact(context::campaign, pack::Op::eq, {std::string(hashed.view())})}}};
  const OpenSite open(site);
  Fixture other(open.pack());
  Landing landing;
  landing.facts = {"/", "alps"};
  other.start(landing);
  other.does(session::Decide{});
  other.chooses(Act::accept_all);
  const std::string said = other.why(slot::hero);
  BOOST_TEST(has(said, R"("fact":1,"code":"USED","source":"page","at":null,"off":false)"));
  BOOST_TEST(has(said, R"("than":[null],"holds":true)"));
}

BOOST_AUTO_TEST_SUITE_END()
