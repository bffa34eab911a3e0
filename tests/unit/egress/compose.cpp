// What is drafted for a destination: every approved attribute that has a value, minimized, and nothing else.
#include "egress/compose.hpp"

#include <boost/test/unit_test.hpp>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::egress;
using namespace assent::test;
using test::destination::collector;
using test::destination::crm;

namespace {

struct Fixture {
  profile::Profile profile = empty_profile(sample());

  mutable base::Text spending;
  Owner owner() const { return {1, spending}; }

  Fixture() {
    knows(attribute::age, of_number(70));
    knows(attribute::party, of_text("family"));
    knows(attribute::home, of_text("10115"));
    knows(attribute::birthday, of_date(20780));
    knows(attribute::member, of_boolean(true));
    knows(attribute::visits, of_number(4));
    knows(attribute::last_view, of_text("secret"));
    knows(attribute::wheelchair, of_boolean(true));
  }
  void knows(policy::AttributeId id, const profile::ValueView& value) {
    BOOST_TEST_REQUIRE(profile::set(sample(), profile, id, value, noon_ms) == base::Fault::none);
  }
  std::vector<std::string> drafted(policy::DestinationId destination, const consent::Permissions& permissions,
                                   double now_ms = noon_ms) const {
    std::vector<std::string> made;
    const Draft draft = compose(sample(), profile, permissions, now_ms, owner(), destination);
    BOOST_TEST(draft.destination == destination);
    BOOST_TEST(!draft.exposure.has_value());
    for (const Item& item : draft.items) {
      const auto& id = *policy::id_at(sample().attributes(), item.attribute);
      made.push_back(std::string(policy::view(&id)) + "=" +
                     (item.value.type == pack::ValueType::text ? std::string(item.value.text.view())
                                                               : std::to_string(static_cast<int>(item.value.number))));
    }
    return made;
  }
};

using Drafted = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(drafts, Fixture)

BOOST_AUTO_TEST_CASE(approved_attributes_are_drafted_in_their_minimized_form_and_in_order) {
  BOOST_TEST(drafted(crm, permitting_everything()) ==
             Drafted({"age=65+", "party=family", "home=Berlin", "birthday=2026-11", "member=1", "segment=senior"}));
  BOOST_TEST(drafted(collector, permitting_everything()) == Drafted({"home=10", "visits=4"}));
}

BOOST_AUTO_TEST_CASE(attribute_without_consent_is_not_drafted) {
  BOOST_TEST(drafted(collector, permitting({purpose::measurement})) == Drafted{"visits=4"});
  BOOST_TEST(drafted(crm, permitting({purpose::advertising, purpose::measurement})).empty());
  BOOST_TEST(drafted(crm, permitting({})).empty());
}

BOOST_AUTO_TEST_CASE(attribute_past_its_retention_is_not_drafted) {
  BOOST_TEST(!drafted(crm, permitting_everything(), noon_ms + 100 * day_ms).empty());
  BOOST_TEST(drafted(crm, permitting_everything(), noon_ms + 100 * day_ms + 1).empty());
}

BOOST_AUTO_TEST_CASE(inferred_attribute_whose_input_may_not_leave_is_not_drafted) {
  // `loyal` is kept for the CRM, but `visits` shares no purpose with it.
  for (const std::string& one : drafted(crm, permitting_everything())) BOOST_TEST(!one.starts_with("loyal"));
}

BOOST_AUTO_TEST_CASE(whatever_is_drafted_passes_the_gate) {
  for (const auto& permissions : {permitting_everything(), permitting({purpose::personalization}),
                                  permitting({purpose::measurement, purpose::accessibility})}) {
    for (const auto destination : {collector, crm}) {
      Refusal refusal;
      const auto permit =
          gate(sample(), permissions, compose(sample(), profile, permissions, noon_ms, owner(), destination), refusal);
      BOOST_TEST(((permit != nullptr) || refusal.rule == Rule::destination_without_consent));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_leaves_does_not_depend_on_the_page) {
  Site site = sample_site();
  site.attributes[attribute::segment].inferences.insert(
      site.attributes[attribute::segment].inferences.begin(),
      {{fact(context::campaign, pack::Op::exists, {})}, 0, "campaign"});
  const OpenSite open(site);
  const Draft draft = compose(open.pack(), profile, permitting_everything(), noon_ms, owner(), crm);
  BOOST_TEST(draft.items.back().value.text.view() == "senior");
}

BOOST_AUTO_TEST_CASE(value_is_read_for_a_purpose_that_it_shares_with_the_destination) {
  // `loyal` may be inferred for measurement only; for the collector that is a shared purpose.
  Site site = sample_site();
  site.attributes[attribute::loyal].leaves = {kept(collector)};
  const OpenSite open(site);
  const Draft draft = compose(open.pack(), profile, permitting({purpose::personalization, purpose::measurement}),
                              noon_ms, owner(), collector);
  BOOST_TEST_REQUIRE(!draft.items.empty());
  BOOST_TEST(draft.items.back().attribute == attribute::loyal);
}

BOOST_AUTO_TEST_SUITE_END()
