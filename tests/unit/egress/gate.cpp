// Every rule of the gate, each reached by one draft that breaks nothing else, and what passes.
#include "egress/gate.hpp"

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

Draft draft_of(policy::DestinationId destination, policy::AttributeId attribute, const profile::ValueView& value) {
  Draft draft{destination, {}, {}};
  draft.items.add(attribute, profile::Value(value));
  return draft;
}

Draft exposure_of(policy::DestinationId destination, policy::SlotId slot, int experience, int variant = -1) {
  return {destination, Exposure{slot, experience, variant}, {}};
}

struct Answer {
  bool passed;
  Rule rule;
  std::uint16_t subject;
};

Answer asked(Draft draft, const consent::Permissions& permissions = permitting_everything(),
             const policy::Pack& pack = sample()) {
  Refusal refusal;
  const auto permit = gate(pack, permissions, std::move(draft), refusal);
  return {(permit != nullptr), refusal.rule, refusal.subject};
}

void passes(Draft draft, const consent::Permissions& permissions = permitting_everything(),
            const policy::Pack& pack = sample()) {
  const Answer answer = asked(std::move(draft), permissions, pack);
  BOOST_TEST(answer.passed);
  BOOST_TEST(answer.rule == Rule::none);
}

void breaks(Rule rule, std::uint16_t subject, Draft draft,
            const consent::Permissions& permissions = permitting_everything(), const policy::Pack& pack = sample()) {
  const Answer answer = asked(std::move(draft), permissions, pack);
  BOOST_TEST(!answer.passed);
  BOOST_TEST(answer.rule == rule);
  BOOST_TEST(answer.subject == subject);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gates)

BOOST_AUTO_TEST_CASE(approved_draft_becomes_a_permit_with_its_purposes) {
  Refusal refusal;
  const auto permit = gate(sample(), permitting({purpose::necessary, purpose::personalization}),
                           draft_of(crm, attribute::age, of_text("25-34")), refusal);
  BOOST_TEST_REQUIRE((permit != nullptr));
  BOOST_TEST(refusal.rule == Rule::none);
  BOOST_TEST(permit->destination() == crm);
  BOOST_TEST(listed(permit->purposes()) == Indexes{purpose::personalization});
  BOOST_TEST_REQUIRE(permit->draft().items.size() == 1u);
  BOOST_TEST(permit->draft().items[0].value.text.view() == "25-34");
}

BOOST_AUTO_TEST_CASE(draft_without_attributes_passes_where_a_purpose_stands) { passes({crm, {}, {}}); }

BOOST_AUTO_TEST_CASE(unknown_destination_is_refused) {
  breaks(Rule::unknown_destination, destination::count, {destination::count, {}, {}});
}

BOOST_AUTO_TEST_CASE(destination_without_a_standing_purpose_is_refused) {
  const auto permissions = permitting({purpose::necessary, purpose::advertising});
  breaks(Rule::destination_without_consent, collector, {collector, {}, {}}, permissions);
  passes({crm, {}, {}}, permissions);
}

BOOST_AUTO_TEST_CASE(unknown_attribute_is_refused) {
  breaks(Rule::unknown_attribute, attribute::count, draft_of(crm, attribute::count, of_text("x")));
}

BOOST_AUTO_TEST_CASE(attribute_that_never_leaves_for_the_destination_is_refused) {
  breaks(Rule::attribute_not_for_destination, attribute::last_view, draft_of(crm, attribute::last_view, of_text("x")));
  breaks(Rule::attribute_not_for_destination, attribute::age, draft_of(collector, attribute::age, of_text("25-34")));
}

BOOST_AUTO_TEST_CASE(attribute_that_leaves_as_a_decision_is_refused_as_a_value) {
  breaks(Rule::attribute_not_for_destination, attribute::party,
         draft_of(collector, attribute::party, of_text("family")));
}

BOOST_AUTO_TEST_CASE(attribute_that_is_dropped_for_the_destination_is_refused) {
  breaks(Rule::attribute_not_for_destination, attribute::member,
         draft_of(collector, attribute::member, of_boolean(true)));
}

BOOST_AUTO_TEST_CASE(special_category_never_leaves_as_a_value) {
  Site site = sample_site();
  site.attributes[attribute::wheelchair].leaves = {kept(collector)};
  // policy::open() refuses such a pack already; the gate does not rest on that.
  const PackBytes bytes = build(site);
  breaks(Rule::attribute_not_for_destination, attribute::wheelchair,
         draft_of(collector, attribute::wheelchair, of_boolean(true)), permitting_everything(),
         *policy::read(bytes.span()));
}

BOOST_AUTO_TEST_CASE(attribute_without_a_shared_standing_purpose_is_refused) {
  breaks(Rule::attribute_without_consent, attribute::age, draft_of(crm, attribute::age, of_text("25-34")),
         permitting({purpose::advertising}));
  // `party` serves measurement too, but the CRM does not.
  breaks(Rule::attribute_without_consent, attribute::party, draft_of(crm, attribute::party, of_text("family")),
         permitting({purpose::advertising, purpose::measurement}));
}

BOOST_AUTO_TEST_CASE(inferred_attribute_leaves_only_with_all_its_inputs) {
  // `loyal` rests on `visits`, which shares no purpose with the CRM.
  breaks(Rule::input_without_consent, attribute::loyal, draft_of(crm, attribute::loyal, of_boolean(true)));
  passes(draft_of(crm, attribute::segment, of_text("adult")));
  Site site = sample_site();
  site.attributes[attribute::age].leaves = {as_decision(crm)};
  passes(draft_of(crm, attribute::segment, of_text("adult")), permitting_everything(), OpenSite(site).pack());
  for (const auto& leaves : {std::vector<Leave>{}, {dropped(crm)}, {kept(collector)}}) {
    site.attributes[attribute::age].leaves = leaves;
    breaks(Rule::input_without_consent, attribute::segment, draft_of(crm, attribute::segment, of_text("adult")),
           permitting_everything(), OpenSite(site).pack());
  }
}

BOOST_AUTO_TEST_CASE(attribute_inferred_from_a_special_category_needs_its_explicit_consent) {
  Site site = sample_site();
  site.attributes[attribute::needs_ramp].special = false;
  site.attributes[attribute::needs_ramp].leaves = {kept(collector)};
  const OpenSite open(site);
  const auto draft = [] { return draft_of(collector, attribute::needs_ramp, of_boolean(true)); };
  passes(draft(), permitting_everything(), open.pack());
  breaks(Rule::input_without_consent, attribute::needs_ramp, draft(), permitting({purpose::accessibility}),
         open.pack());
}

BOOST_AUTO_TEST_CASE(value_finer_than_its_minimizer_is_refused) {
  breaks(Rule::not_minimized, attribute::age, draft_of(crm, attribute::age, of_number(34)));
  breaks(Rule::not_minimized, attribute::age, draft_of(crm, attribute::age, of_text("34")));
  breaks(Rule::not_minimized, attribute::home, draft_of(crm, attribute::home, of_text("10115")));
  breaks(Rule::not_minimized, attribute::birthday, draft_of(crm, attribute::birthday, of_text("1990-05-17")));
}

BOOST_AUTO_TEST_CASE(one_wrong_attribute_refuses_the_whole_draft) {
  Draft draft = draft_of(crm, attribute::age, of_text("25-34"));
  draft.items.add(attribute::member, profile::Value(of_boolean(true)));
  draft.items.add(attribute::home, profile::Value(of_text("10115")));
  breaks(Rule::not_minimized, attribute::home, std::move(draft));
}

BOOST_AUTO_TEST_CASE(exposure_passes_where_every_label_is_approved) {
  passes(exposure_of(collector, slot::hero, 0));
  passes(exposure_of(collector, slot::hero, 2, 1));
  passes(exposure_of(collector, slot::hero, -1));
  passes(exposure_of(crm, slot::offer, 0));
  passes(exposure_of(collector, slot::aside, 0));
}

BOOST_AUTO_TEST_CASE(unknown_slot_experience_or_variant_is_refused) {
  for (const Draft& draft : {exposure_of(collector, slot::count, 0), exposure_of(collector, slot::hero, 3),
                             exposure_of(collector, slot::hero, -2), exposure_of(collector, slot::hero, 0, 0),
                             exposure_of(collector, slot::hero, 2, -1), exposure_of(collector, slot::hero, 2, 2),
                             exposure_of(collector, slot::hero, 2, -2), exposure_of(collector, slot::hero, -1, 0)})
    breaks(Rule::unknown_slot, draft.exposure->slot, draft);
}

BOOST_AUTO_TEST_CASE(destination_that_the_slot_does_not_tell_is_refused) {
  breaks(Rule::slot_not_exposed, slot::hero, exposure_of(crm, slot::hero, 0));
}

BOOST_AUTO_TEST_CASE(goal_is_told_under_the_labels_of_its_slot_to_its_own_destinations) {
  Site site = sample_site();
  site.slots[slot::hero].exposes = {collector, crm};
  site.goals = {{"enquiry", slot::hero, {collector}}, {"ramp", slot::aside, {collector}}};
  const OpenSite open(site);
  const auto everything = permitting_everything();
  const auto goal_of = [](policy::DestinationId to, policy::SlotId slot, policy::GoalId goal) {
    Draft draft = exposure_of(to, slot, 0);
    draft.exposure->goal = goal;
    return draft;
  };
  Refusal refusal;
  BOOST_TEST((gate(open.pack(), everything, goal_of(collector, slot::hero, 0), refusal) != nullptr));
  breaks(Rule::slot_not_exposed, slot::hero, goal_of(crm, slot::hero, 0), everything, open.pack());
  breaks(Rule::unknown_goal, 1, goal_of(collector, slot::hero, 1), everything, open.pack());
  breaks(Rule::unknown_goal, 2, goal_of(collector, slot::hero, 2), everything, open.pack());
  breaks(Rule::label_without_consent, attribute::wheelchair, goal_of(collector, slot::aside, 1),
         permitting({purpose::accessibility}), open.pack());
}

BOOST_AUTO_TEST_CASE(exposure_without_the_slots_purpose_is_refused) {
  breaks(Rule::slot_without_consent, slot::hero, exposure_of(collector, slot::hero, 0),
         permitting({purpose::measurement}));
}

BOOST_AUTO_TEST_CASE(exposure_with_one_label_that_may_not_leave_is_refused_whatever_was_shown) {
  Site site = sample_site();
  for (const auto& leaves : {std::vector<Leave>{}, {dropped(collector)}, {as_decision(crm)}}) {
    site.attributes[attribute::interests].leaves = leaves;
    const OpenSite open(site);
    for (const int experience : {-1, 0, 1})
      breaks(Rule::label_without_consent, attribute::interests, exposure_of(collector, slot::hero, experience),
             permitting_everything(), open.pack());
  }
}

BOOST_AUTO_TEST_CASE(label_of_a_special_category_needs_explicit_consent) {
  breaks(Rule::label_without_consent, attribute::wheelchair, exposure_of(collector, slot::aside, 0),
         permitting({purpose::accessibility}));
}

BOOST_AUTO_TEST_CASE(attributes_beside_an_exposure_are_checked_too) {
  Draft draft = exposure_of(collector, slot::hero, 0);
  draft.items.add(attribute::last_view, profile::Value(of_text("secret")));
  breaks(Rule::attribute_not_for_destination, attribute::last_view, std::move(draft));
}

BOOST_AUTO_TEST_CASE(shared_purposes_are_those_of_both_that_stand) {
  const auto everything = permitting_everything();
  BOOST_TEST(listed(shared_purposes(sample(), everything, attribute::party, collector)) ==
             Indexes({purpose::personalization, purpose::measurement}));
  BOOST_TEST(listed(shared_purposes(sample(), everything, attribute::party, crm)) == Indexes{purpose::personalization});
  BOOST_TEST(shared_purposes(sample(), everything, attribute::visits, crm).none());
  BOOST_TEST(shared_purposes(sample(), permitting({}), attribute::party, collector).none());
  BOOST_TEST(shared_purposes(sample(), permitting({purpose::accessibility}), attribute::wheelchair, collector).none());
  BOOST_TEST(listed(shared_purposes(sample(), everything, attribute::wheelchair, collector)) ==
             Indexes{purpose::accessibility});
}

BOOST_AUTO_TEST_CASE(approval_as_a_value_asks_more_than_approval_as_a_decision) {
  const auto everything = permitting_everything();
  BOOST_TEST(approved(sample(), everything, attribute::age, crm, true));
  BOOST_TEST(approved(sample(), everything, attribute::age, crm, false));
  BOOST_TEST(!approved(sample(), everything, attribute::party, collector, true));
  BOOST_TEST(approved(sample(), everything, attribute::party, collector, false));
  BOOST_TEST(!approved(sample(), everything, attribute::member, collector, false));
  BOOST_TEST(!approved(sample(), everything, attribute::last_view, collector, false));
  BOOST_TEST(!approved(sample(), everything, attribute::loyal, crm, false));
}

BOOST_AUTO_TEST_CASE(every_rule_has_the_name_of_its_enumerator) {
#define NAMED(rule) BOOST_TEST(rule_name(Rule::rule) == std::string_view(#rule))
  NAMED(none);
  NAMED(unknown_destination);
  NAMED(destination_without_consent);
  NAMED(unknown_attribute);
  NAMED(attribute_not_for_destination);
  NAMED(attribute_without_consent);
  NAMED(input_without_consent);
  NAMED(not_minimized);
  NAMED(unknown_slot);
  NAMED(unknown_goal);
  NAMED(slot_not_exposed);
  NAMED(slot_without_consent);
  NAMED(label_without_consent);
#undef NAMED
}

BOOST_AUTO_TEST_SUITE_END()
