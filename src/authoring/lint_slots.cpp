// Slots: a decision carries the labels of everything the slot can read, and what never shows is a mistake.
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

void lint_exposure(const Lookup& lookup, const Order& order, const Slot& slot, const Reference& exposed,
                   Problems& problems) {
  const Destination* destination = lookup.destination(exposed.id);
  if (!destination) return;
  for (const std::uint16_t rank : order.closure(lookup, direct_inputs(slot))) {
    const Attribute& label = lookup.policy().attributes[order.sorted[rank]];
    const Leave* leave = leave_for(label, exposed.id);
    if (!leave || !leave->leaves())
      problems.error(
          exposed.place,
          "what the slot shows reveals " + in_quotes(label.id) + ", which does not leave for " + in_quotes(exposed.id),
          "remove the destination here, or let the attribute leave at least as \"decision\"");
    else if (!share_purpose(label, *destination))
      problems.error(exposed.place,
                     "what the slot shows reveals " + in_quotes(label.id) + ", which shares no purpose with " +
                         in_quotes(exposed.id),
                     "remove the destination here, or give both a purpose");
  }
}

void lint_reach(const Slot& slot, Problems& problems) {
  for (std::size_t at = 0; at + 1 < slot.experiences.size(); ++at) {
    if (slot.experiences[at].when) continue;
    problems.error(slot.experiences[at + 1].place,
                   "this experience never shows: " + in_quotes(slot.experiences[at].id) + " before it has no condition",
                   "add \"when\" to the one before, or move it to the end");
    return;
  }
}

}  // namespace

void lint_slots(const Lookup& lookup, const Order& order, Problems& problems) {
  for (const Slot& slot : lookup.policy().slots) {
    for (const Reference& exposed : slot.exposes) lint_exposure(lookup, order, slot, exposed, problems);
    lint_reach(slot, problems);
  }
}

}  // namespace assent::authoring
