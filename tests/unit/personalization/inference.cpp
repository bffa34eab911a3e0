// What inferred attributes read as, and that they never say more than what they are inferred from may.
#include <boost/test/unit_test.hpp>

#include "personalization/condition.hpp"
#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::test;
using personalization::Code;
using test::attribute::age;
using test::attribute::family;
using test::attribute::interests;
using test::attribute::loyal;
using test::attribute::needs_ramp;
using test::attribute::party;
using test::attribute::segment;
using test::attribute::visits;
using test::attribute::wheelchair;

namespace {

struct Fixture {
  const policy::Pack& pack = sample();
  profile::Profile profile = empty_profile(pack);
  personalization::Page page;
  consent::Permissions permissions = permitting_everything();

  void knows(policy::AttributeId id, const profile::ValueView& value) {
    BOOST_TEST_REQUIRE(profile::set(pack, profile, id, value, noon_ms) == base::Fault::none);
  }
  personalization::Reading reads(policy::AttributeId id, policy::PurposeId purpose = purpose::personalization) const {
    return personalization::read({pack, profile, permissions, page, noon_ms, purpose}, id);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(inferences, Fixture)

BOOST_AUTO_TEST_CASE(first_rule_that_holds_gives_the_value) {
  knows(age, of_number(70));
  BOOST_TEST(reads(segment).value.text == "senior");
  knows(age, of_number(64));
  BOOST_TEST(reads(segment).value.text == "adult");
  BOOST_TEST((reads(segment).value.type == pack::ValueType::text));
}

BOOST_AUTO_TEST_CASE(nothing_is_inferred_where_no_rule_holds) {
  BOOST_TEST(reads(segment).code == Code::absent);
  BOOST_TEST(reads(family).code == Code::absent);
}

BOOST_AUTO_TEST_CASE(rule_without_a_condition_always_holds) {
  const auto reading = reads(loyal, purpose::measurement);
  BOOST_TEST(reading.code == Code::used);
  BOOST_TEST(reading.value.number == 0);
  knows(visits, of_number(4));
  BOOST_TEST(reads(loyal, purpose::measurement).value.number == 1);
}

BOOST_AUTO_TEST_CASE(any_input_may_lead_to_the_value) {
  knows(interests, of_items(items({"kids"})));
  BOOST_TEST(reads(family).value.number == 1);
  profile::forget(profile, interests);
  BOOST_TEST(reads(family).code == Code::absent);
  knows(party, of_text("family"));
  BOOST_TEST(reads(family).value.number == 1);
}

BOOST_AUTO_TEST_CASE(text_of_the_pack_has_its_symbol) {
  Site site = sample_site();
  site.slots[slot::offer].labels = {age, segment};
  site.slots[slot::offer].experiences[0].when = {text(segment, pack::Op::eq, {"senior"})};
  const OpenSite open(site);
  knows(age, of_number(70));
  const auto reading =
      personalization::read({open.pack(), profile, permissions, page, noon_ms, purpose::personalization}, segment);
  BOOST_TEST(reading.symbol == policy::symbol_of(open.pack(), "senior"));
  BOOST_TEST(reading.symbol != policy::no_symbol);
}

BOOST_AUTO_TEST_CASE(visitors_own_value_beats_an_inference) {
  knows(age, of_number(70));
  knows(segment, of_text("adult"));
  BOOST_TEST(reads(segment).value.text == "adult");
  profile::forget(profile, segment);
  BOOST_TEST(reads(segment).value.text == "senior");
}

BOOST_AUTO_TEST_CASE(inferred_value_is_kept_nowhere) {
  knows(age, of_number(70));
  reads(segment);
  BOOST_TEST(!profile.cells[segment].present);
}

BOOST_AUTO_TEST_CASE(inferred_attribute_is_withheld_without_its_own_consent) {
  knows(age, of_number(70));
  permissions = permitting({purpose::necessary});
  BOOST_TEST(reads(segment).code == Code::consent_withheld);
  BOOST_TEST(reads(segment, purpose::measurement).code == Code::consent_withheld);
}

BOOST_AUTO_TEST_CASE(input_that_the_purpose_may_not_read_infers_nothing) {
  // `visits` serves measurement only: read for personalization it is withheld, so the rule that needs it fails.
  knows(visits, of_number(4));
  BOOST_TEST(reads(loyal, purpose::personalization).value.number == 0);
  BOOST_TEST(reads(loyal, purpose::measurement).value.number == 1);
}

BOOST_AUTO_TEST_CASE(value_inferred_from_a_special_category_needs_explicit_consent) {
  knows(wheelchair, of_boolean(true));
  BOOST_TEST(reads(needs_ramp, purpose::accessibility).value.number == 1);
  permissions = permitting({purpose::accessibility});
  BOOST_TEST(reads(needs_ramp, purpose::accessibility).code == Code::consent_withheld);
}

BOOST_AUTO_TEST_CASE(ordinary_value_inferred_from_a_withheld_special_category_is_absent) {
  Site site = sample_site();
  site.attributes[needs_ramp].special = false;
  const OpenSite open(site);
  knows(wheelchair, of_boolean(true));
  permissions = permitting({purpose::accessibility});
  const auto reading =
      personalization::read({open.pack(), profile, permissions, page, noon_ms, purpose::accessibility}, needs_ramp);
  BOOST_TEST(reading.code == Code::absent);
}

BOOST_AUTO_TEST_CASE(input_past_its_retention_infers_nothing) {
  BOOST_TEST(profile::set(pack, profile, age, of_number(70), noon_ms - 100 * day_ms - 1) == base::Fault::none);
  BOOST_TEST(reads(segment).code == Code::absent);
}

BOOST_AUTO_TEST_CASE(inferences_rest_on_inferences) {
  Site site = sample_site();
  Attribute second = site.attributes[family];
  second.id = "second";
  second.inputs = {party, interests, family};
  second.inferences = {{{number(family, pack::Op::eq, {1})}, 5, {}}};
  second.type = pack::ValueType::number;
  site.attributes.push_back(second);
  const OpenSite open(site);
  const policy::AttributeId id = attribute::count;
  profile = empty_profile(open.pack());
  const auto reading = [&] {
    return personalization::read({open.pack(), profile, permissions, page, noon_ms, purpose::personalization}, id);
  };
  BOOST_TEST(reading().code == Code::absent);
  knows(party, of_text("family"));
  BOOST_TEST(reading().value.number == 5);
}

BOOST_AUTO_TEST_SUITE_END()
