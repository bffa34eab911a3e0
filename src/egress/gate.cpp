// The gate. A draft passes whole or not at all, and the answer names the rule. Nothing else makes a Permit.
#include "egress/gate.hpp"

#include "egress/goal.hpp"
#include "egress/holdout.hpp"
#include "egress/minimize.hpp"

namespace assent::egress {

namespace {

using policy::at;

bool leaves(const Pack& pack, AttributeId id, DestinationId destination, bool as_value) {
  const pack::Attribute& attribute = at(pack.attributes(), id);
  const pack::Leave* leave = leave_for(attribute, destination);
  if (!leave || (!leave->decision() && leave->minimizer() == pack::Minimizer::drop)) return false;
  return !as_value || (!leave->decision() && !attribute.special());
}

bool inputs_may_leave(const Pack& pack, const consent::Permissions& permissions, AttributeId id,
                      DestinationId destination) {
  const auto* inputs = at(pack.attributes(), id).inputs();
  for (std::size_t index = 0; index < policy::size(inputs); ++index) {
    const AttributeId input = at(inputs, index);
    if (!leaves(pack, input, destination, false) || shared_purposes(pack, permissions, input, destination).none())
      return false;
  }
  return true;
}

Rule broken_by(const Pack& pack, const consent::Permissions& permissions, DestinationId destination, const Item& item) {
  if (item.attribute >= policy::size(pack.attributes())) return Rule::unknown_attribute;
  const pack::Attribute& attribute = at(pack.attributes(), item.attribute);
  if (!leaves(pack, item.attribute, destination, true)) return Rule::attribute_not_for_destination;
  if (shared_purposes(pack, permissions, item.attribute, destination).none()) return Rule::attribute_without_consent;
  if (!inputs_may_leave(pack, permissions, item.attribute, destination)) return Rule::input_without_consent;
  return is_minimized(pack, attribute, *leave_for(attribute, destination), item.value) ? Rule::none
                                                                                       : Rule::not_minimized;
}

bool is_index(int index, std::size_t size) { return index >= 0 && static_cast<std::size_t>(index) < size; }

bool is_known(const Pack& pack, const Exposure& exposure) {
  if (exposure.slot >= policy::size(pack.slots()) || !holdout_is_known(pack, exposure)) return false;
  if (exposure.experience == -1) return exposure.variant == -1;
  const auto* experiences = at(pack.slots(), exposure.slot).experiences();
  if (!is_index(exposure.experience, policy::size(experiences))) return false;
  const std::size_t variants = policy::size(at(experiences, static_cast<std::size_t>(exposure.experience)).variants());
  return variants == 0 ? exposure.variant == -1 : is_index(exposure.variant, variants);
}

Refusal refusal_of(const Pack& pack, const consent::Permissions& permissions, DestinationId destination,
                   const Exposure& exposure) {
  if (!is_known(pack, exposure)) return {Rule::unknown_slot, exposure.slot};
  const pack::Slot& slot = at(pack.slots(), exposure.slot);
  if (!is_goal_of_its_slot(pack, exposure)) return {Rule::unknown_goal, exposure.goal};
  if (!policy::has(hearers_of(pack, slot, exposure), destination)) return {Rule::slot_not_exposed, exposure.slot};
  if (!permissions.permitted[slot.purpose()]) return {Rule::slot_without_consent, exposure.slot};
  for (std::size_t index = 0; index < policy::size(slot.labels()); ++index) {
    const AttributeId label = at(slot.labels(), index);
    if (!approved(pack, permissions, label, destination, false)) return {Rule::label_without_consent, label};
  }
  return {};
}

Refusal refusal_of(const Pack& pack, const consent::Permissions& permissions, const Draft& draft) {
  for (const Item& item : draft.items)
    if (const Rule rule = broken_by(pack, permissions, draft.destination, item); rule != Rule::none)
      return {rule, item.attribute};
  if (draft.exposure) return refusal_of(pack, permissions, draft.destination, *draft.exposure);
  return {};
}

}  // namespace

const char* rule_name(Rule rule) {
  static constexpr const char* names[] = {"none",
                                          "unknown_destination",
                                          "destination_without_consent",
                                          "unknown_attribute",
                                          "attribute_not_for_destination",
                                          "attribute_without_consent",
                                          "input_without_consent",
                                          "not_minimized",
                                          "unknown_slot",
                                          "unknown_goal",
                                          "slot_not_exposed",
                                          "slot_without_consent",
                                          "label_without_consent"};
  return names[static_cast<std::size_t>(rule)];
}

consent::PurposeSet shared_purposes(const Pack& pack, const consent::Permissions& permissions, AttributeId id,
                                    DestinationId destination) {
  const pack::Attribute& attribute = at(pack.attributes(), id);
  return policy::purposes_of(attribute) & policy::purposes_of(at(pack.destinations(), destination)) &
         permissions.usable(attribute.special());
}

bool approved(const Pack& pack, const consent::Permissions& permissions, AttributeId attribute,
              DestinationId destination, bool as_value) {
  return leaves(pack, attribute, destination, as_value) &&
         shared_purposes(pack, permissions, attribute, destination).any() &&
         inputs_may_leave(pack, permissions, attribute, destination);
}

std::unique_ptr<const Permit> gate(const Pack& pack, const consent::Permissions& permissions, Draft&& draft,
                                   Refusal& refusal) {
  refusal = {Rule::unknown_destination, draft.destination};
  if (draft.destination >= policy::size(pack.destinations())) return {};
  const consent::PurposeSet purposes =
      policy::purposes_of(at(pack.destinations(), draft.destination)) & permissions.permitted;
  refusal = {Rule::destination_without_consent, draft.destination};
  if (purposes.none()) return {};
  refusal = refusal_of(pack, permissions, draft);
  if (refusal.rule != Rule::none) return {};
  return std::unique_ptr<const Permit>(new Permit(std::move(draft), purposes));
}

}  // namespace assent::egress
