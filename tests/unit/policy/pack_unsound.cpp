// Packs that FlatBuffers accepts and that would still lead a reader astray: each is refused.
#include <boost/test/unit_test.hpp>
#include <cstring>

#include "policy/pack.hpp"
#include "support/print.hpp"
#include "support/sample_pack.hpp"

using namespace assent;
using namespace assent::test;
using base::Fault;
using pack::Op;

namespace {

constexpr std::uint16_t nowhere = 999;

// What the sample site answers after a change.
template <class Change>
Fault after(Change change) {
  Site site = sample_site();
  change(site);
  return opening(site);
}

// Overwrites a node of the condition programs.
template <class Change>
Fault with_node(std::size_t index, Change change) {
  return opening(sample_site(), [&](const PackBytes& bytes) {
    auto* node = const_cast<pack::Node*>(bytes.pack().nodes()->Get(static_cast<flatbuffers::uoffset_t>(index)));
    *node = change(*node);
  });
}

// The sample's first program: any(party eq "family", interests contains "kids").
constexpr std::size_t group_node = 0;
constexpr std::size_t leaf_node = 1;

Site one_slot(Condition condition, Indexes labels) {
  Site site = sample_site();
  site.slots.resize(1);
  site.slots[0].labels = std::move(labels);
  site.slots[0].experiences = {{"one", {std::move(condition)}}};
  return site;
}

Condition nested(std::size_t depth) {
  Condition made = exists(attribute::age);
  for (std::size_t level = 0; level < depth; ++level) made = all({made});
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unsound_packs)

BOOST_AUTO_TEST_CASE(goal_after_no_slot_or_told_to_who_does_not_hear_of_the_slot_is_refused) {
  const auto with = [](policy::SlotId slot, Indexes exposes) {
    return after([&](Site& site) { site.goals = {{"enquiry", slot, exposes}}; });
  };
  BOOST_TEST(with(slot::hero, {destination::collector}) == Fault::none);
  BOOST_TEST(with(slot::count, {destination::collector}) == Fault::pack_unsound);
  BOOST_TEST(with(slot::hero, {destination::count}) == Fault::pack_unsound);
  BOOST_TEST(with(slot::hero, {destination::crm}) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(value_that_leaves_for_the_page_is_refused) {
  const auto with = [](Leave leave) {
    return after([&](Site& site) {
      site.destinations.push_back({"page", {purpose::personalization}, true});
      site.attributes[attribute::party].leaves.push_back(leave);
    });
  };
  BOOST_TEST(with(as_decision(destination::count)) == Fault::none);
  BOOST_TEST(with(dropped(destination::count)) == Fault::none);
  BOOST_TEST(with(kept(destination::count)) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(goals_are_limited) {
  const auto with = [](std::size_t count) {
    return after([&](Site& site) { site.goals.assign(count, {"enquiry", slot::hero, {destination::collector}}); });
  };
  BOOST_TEST(with(policy::max_goals) == Fault::none);
  BOOST_TEST(with(policy::max_goals + 1) == Fault::pack_limits);
}

BOOST_AUTO_TEST_CASE(purpose_out_of_range_is_refused_wherever_one_is_named) {
  BOOST_TEST(after([](Site& site) { site.attributes[0].purposes = {purpose::count}; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.services[0].purposes = {purpose::count}; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.destinations[0].purposes = {purpose::count}; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[0].purpose = purpose::count; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(destination_out_of_range_is_refused) {
  BOOST_TEST(after([](Site& site) { site.attributes[0].leaves = {kept(destination::count)}; }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[0].exposes = {destination::count}; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(special_category_may_not_leave_in_any_form) {
  const auto with = [](Leave leave) {
    return after([&](Site& site) { site.attributes[attribute::wheelchair].leaves = {leave}; });
  };
  for (const Leave& leave : {kept(destination::crm), noisy(kept(destination::crm), 1, 1)})
    BOOST_TEST(with(leave) == Fault::pack_unsound);
  for (const Leave& leave : {dropped(destination::crm), as_decision(destination::crm)})
    BOOST_TEST(with(leave) == Fault::none);
}

BOOST_AUTO_TEST_CASE(step_is_one_number_above_zero_of_a_number) {
  const auto with = [](policy::AttributeId id, std::vector<double> bounds) {
    Leave leave = rounded(destination::crm, 1);
    leave.bounds = std::move(bounds);
    return after([&](Site& site) { site.attributes[id].leaves = {leave}; });
  };
  BOOST_TEST(with(attribute::age, {10}) == Fault::none);
  for (const std::vector<double>& bounds : {std::vector<double>{}, {0}, {-1}, {1, 2}})
    BOOST_TEST(with(attribute::age, bounds) == Fault::pack_unsound);
  BOOST_TEST(with(attribute::home, {10}) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(noise_needs_levels_and_not_too_many_of_them) {
  const auto with = [](policy::AttributeId id, Leave leave, double maximum = 120) {
    return after([&](Site& site) {
      site.attributes[id].leaves = {noisy(std::move(leave), 1, 1)};
      if (id == attribute::age) site.attributes[id].minimum = 0;
      if (id == attribute::age) site.attributes[id].maximum = maximum;
    });
  };
  using destination::crm;
  BOOST_TEST(with(attribute::party, kept(crm)) == Fault::none);
  BOOST_TEST(with(attribute::member, kept(crm)) == Fault::none);
  BOOST_TEST(with(attribute::home, kept(crm)) == Fault::pack_unsound);
  BOOST_TEST(with(attribute::age, kept(crm)) == Fault::pack_unsound);
  BOOST_TEST(with(attribute::age, in_buckets(crm, {18})) == Fault::none);
  BOOST_TEST(with(attribute::age, in_buckets(crm, {})) == Fault::pack_unsound);
  BOOST_TEST(with(attribute::age, rounded(crm, 1), 1023) == Fault::none);
  BOOST_TEST(with(attribute::age, rounded(crm, 1), 1024) == Fault::pack_unsound);
  BOOST_TEST(with(attribute::age, rounded(crm, 1), 0) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(map_out_of_range_is_refused_only_where_it_is_used) {
  BOOST_TEST(after([](Site& site) { site.attributes[attribute::home].leaves = {mapped(destination::crm, 1)}; }) ==
             Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) {
               Leave leave = kept(destination::crm);
               leave.map = 1;
               site.attributes[attribute::home].leaves = {leave};
             }) == Fault::none);
}

BOOST_AUTO_TEST_CASE(map_with_a_value_missing_is_refused) {
  BOOST_TEST(after([](Site& site) { site.maps[0].values.pop_back(); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(unknown_enumerators_are_refused) {
  const auto with_attribute = [](auto change) {
    return after([&](Site& site) { change(site.attributes[attribute::last_view]); });
  };
  BOOST_TEST(with_attribute([](Attribute& one) {
               one.type = pack::ValueType(static_cast<int>(pack::ValueType::MAX) + 1);
             }) == Fault::pack_unsound);
  BOOST_TEST(with_attribute([](Attribute& one) { one.source = pack::Source(3); }) == Fault::pack_unsound);
  BOOST_TEST(with_attribute([](Attribute& one) {
               one.leaves = {kept(destination::crm)};
               one.leaves[0].minimizer = pack::Minimizer(6);
             }) == Fault::pack_unsound);
  BOOST_TEST(with_attribute([](Attribute& one) { one.leaves = {dated(destination::crm, pack::DateUnit(3))}; }) ==
             Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.regimes[0].model = pack::Model(3); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(purpose_without_a_basis_is_refused) {
  BOOST_TEST(after([](Site& site) { site.purposes[0].bases[0] = pack::Basis(5); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(purpose_on_two_bases_is_refused) {
  BOOST_TEST(opening(sample_site(), [](const PackBytes& bytes) {
               auto* const sets = const_cast<pack::Bases*>(policy::at(bytes.pack().regimes(), 0).bases());
               const std::uint64_t all = ~std::uint64_t{0} >> (64 - purpose::count);
               *sets = pack::Bases(std::array<std::uint64_t, policy::basis_count>{all, all});
             }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(gpc_that_covers_an_unknown_purpose_is_refused) {
  const auto covering = [](std::uint64_t bits) {
    return opening(sample_site(), [&](const PackBytes& bytes) {
      for (const auto* regime : *bytes.pack().regimes()) {
        const auto* table = reinterpret_cast<const flatbuffers::Table*>(regime);
        auto* const gpc = const_cast<std::uint8_t*>(table->GetAddressOf(pack::Regime::VT_GPC));
        if (gpc) std::memcpy(gpc, &bits, sizeof(bits));
      }
    });
  };
  BOOST_TEST(covering(1) == Fault::none);
  BOOST_TEST(covering(std::uint64_t{1} << purpose::count) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(label_out_of_range_is_refused) {
  BOOST_TEST(after([](Site& site) { site.slots[0].labels.push_back(attribute::count); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(slot_that_reads_an_attribute_without_its_label_is_refused) {
  BOOST_TEST(after([](Site& site) { site.slots[slot::offer].labels.clear(); }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[slot::offer].labels = {attribute::home}; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(slot_without_the_label_of_an_inferred_attributes_input_is_refused) {
  BOOST_TEST(after([](Site& site) {
               site.slots[slot::hero].labels = {attribute::party, attribute::family};
             }) == Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) { site.slots[slot::hero].labels = {attribute::family}; }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(labels_may_name_more_than_is_read) {
  BOOST_TEST(after([](Site& site) { site.slots[slot::offer].labels.push_back(attribute::home); }) == Fault::none);
}

BOOST_AUTO_TEST_CASE(inferred_attribute_that_reads_itself_or_a_later_one_is_refused) {
  BOOST_TEST(after([](Site& site) { site.attributes[attribute::family].inputs = {attribute::family}; }) ==
             Fault::pack_unsound);
  BOOST_TEST(after([](Site& site) {
               auto& family = site.attributes[attribute::family];
               family.inputs = {attribute::party, attribute::interests, attribute::topics};
             }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(inferred_attribute_that_reads_what_is_no_input_is_refused) {
  BOOST_TEST(after([](Site& site) { site.attributes[attribute::segment].inputs.clear(); }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(inputs_of_inputs_must_be_listed) {
  const auto with_inputs = [](Indexes inputs) {
    return after([&](Site& site) {
      Attribute second = site.attributes[attribute::family];
      second.id = "second";
      second.inputs = std::move(inputs);
      second.inferences = {{{number(attribute::family, Op::eq, {1})}, 1, {}}};
      site.attributes.push_back(second);
    });
  };
  BOOST_TEST(with_inputs({attribute::family}) == Fault::pack_unsound);
  BOOST_TEST(with_inputs({attribute::family, attribute::party, attribute::interests}) == Fault::none);
}

BOOST_AUTO_TEST_CASE(symbols_that_are_unsorted_or_twice_are_refused) {
  const auto with_first_letter = [](char letter) {
    return opening(sample_site(), [&](const PackBytes& bytes) {
      *const_cast<char*>(policy::at(bytes.pack().symbols(), 1).c_str()) = letter;
    });
  };
  BOOST_TEST(with_first_letter('e') == Fault::none);
  BOOST_TEST(with_first_letter('A') == Fault::pack_unsound);
  BOOST_TEST(opening(one_slot(any({text(attribute::party, Op::eq, {"aa"}), text(attribute::party, Op::eq, {"ab"})}),
                              {attribute::party}),
                     [](const PackBytes& bytes) {
                       const_cast<char*>(policy::at(bytes.pack().symbols(), 1).c_str())[1] = 'a';
                     }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(operand_that_is_no_symbol_is_refused) {
  BOOST_TEST(opening(sample_site(), [](const PackBytes& bytes) {
               auto* operands = const_cast<flatbuffers::Vector<std::uint16_t>*>(bytes.pack().operands());
               operands->Mutate(0, 3);
             }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(nodes_of_the_sample_are_where_the_tests_expect_them) {
  const auto* nodes = sample().nodes();
  BOOST_TEST((policy::at(nodes, group_node).op() == Op::any && policy::at(nodes, leaf_node).op() == Op::eq));
}

BOOST_AUTO_TEST_CASE(leaf_of_an_unknown_attribute_or_fact_is_refused) {
  const auto reading = [](pack::Subject subject, std::uint16_t index) {
    return with_node(leaf_node, [&](const pack::Node& node) {
      return pack::Node(node.op(), subject, index, node.count(), node.span(), node.operand());
    });
  };
  BOOST_TEST(reading(pack::Subject::attribute, attribute::count) == Fault::pack_unsound);
  BOOST_TEST(reading(pack::Subject::context, context::count) == Fault::pack_unsound);
  BOOST_TEST(reading(pack::Subject::none, 0) == Fault::pack_unsound);
  BOOST_TEST(reading(pack::Subject(3), 0) == Fault::pack_unsound);
  BOOST_TEST(reading(pack::Subject::context, context::campaign) == Fault::none);
}

BOOST_AUTO_TEST_CASE(unknown_operator_is_refused) {
  for (const std::size_t index : {group_node, leaf_node})
    BOOST_TEST(with_node(index, [](const pack::Node& node) {
                 return pack::Node(Op(12), node.subject(), node.index(), node.count(), node.span(), node.operand());
               }) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(operands_out_of_range_are_refused) {
  const auto with = [](Op op, std::uint16_t count, std::uint32_t operand) {
    return with_node(leaf_node, [&](const pack::Node& node) {
      return pack::Node(op, node.subject(), node.index(), count, node.span(), operand);
    });
  };
  const auto operands = static_cast<std::uint32_t>(policy::size(sample().operands()));
  BOOST_TEST(with(Op::eq, 1, operands - 1) == Fault::none);
  BOOST_TEST(with(Op::eq, 1, operands) == Fault::pack_unsound);
  BOOST_TEST(with(Op::eq, 1, 0xFFFFFFFF) == Fault::pack_unsound);
  BOOST_TEST(with(Op::one_of, 1, operands - 1) == Fault::none);
  BOOST_TEST(with(Op::one_of, 2, operands - 1) == Fault::pack_unsound);
  BOOST_TEST(with(Op::one_of, 0, operands) == Fault::none);
  BOOST_TEST(with(Op::one_of, 0xFFFF, 0) == Fault::pack_unsound);
  BOOST_TEST(with(Op::exists, 0, 0xFFFFFFFF) == Fault::none);
}

BOOST_AUTO_TEST_CASE(span_and_count_must_agree_with_the_program) {
  const auto with = [](std::size_t index, std::uint16_t count, std::uint16_t span) {
    return with_node(index, [&](const pack::Node& node) {
      return pack::Node(node.op(), node.subject(), node.index(), count, span, node.operand());
    });
  };
  BOOST_TEST(with(group_node, 2, 3) == Fault::none);
  BOOST_TEST(with(group_node, 2, 2) == Fault::pack_unsound);
  BOOST_TEST(with(group_node, 2, 0) == Fault::pack_unsound);
  BOOST_TEST(with(group_node, 1, 3) == Fault::pack_unsound);
  BOOST_TEST(with(group_node, 1, 2) == Fault::pack_unsound);
  BOOST_TEST(with(group_node, 3, 3) == Fault::pack_unsound);
  BOOST_TEST(with(group_node, 0xFFFF, 3) == Fault::pack_unsound);
  BOOST_TEST(with(leaf_node, 1, 0) == Fault::pack_unsound);
  BOOST_TEST(with(leaf_node, 1, 2) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(range_outside_the_program_is_refused) {
  const auto with = [](std::uint32_t begin, std::uint32_t count) {
    return opening(sample_site(), [&](const PackBytes& bytes) {
      const auto* inferences = policy::at(bytes.pack().attributes(), attribute::family).inferences();
      *const_cast<pack::Range*>(policy::at(inferences, 0).when()) = pack::Range(begin, count);
    });
  };
  const auto nodes = static_cast<std::uint32_t>(policy::size(sample().nodes()));
  BOOST_TEST(with(0, 3) == Fault::none);
  BOOST_TEST(with(0xFFFFFFFF, 0) == Fault::none);
  BOOST_TEST(with(0, 2) == Fault::pack_unsound);
  BOOST_TEST(with(0, 4) == Fault::pack_unsound);
  BOOST_TEST(with(nodes, 1) == Fault::pack_unsound);
  BOOST_TEST(with(nodes + 1, 1) == Fault::pack_unsound);
  BOOST_TEST(with(1, 0xFFFFFFFF) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_CASE(conditions_nest_to_depth_64_and_no_deeper) {
  BOOST_TEST(opening(one_slot(nested(policy::max_condition_depth), {attribute::age})) == Fault::none);
  BOOST_TEST(opening(one_slot(nested(policy::max_condition_depth + 1), {attribute::age})) == Fault::pack_unsound);
}

BOOST_AUTO_TEST_SUITE_END()
