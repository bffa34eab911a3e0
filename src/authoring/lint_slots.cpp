// Slots: a decision carries the labels of everything the slot can read, and what never shows is a mistake.
#include "authoring/lint.hpp"
#include "authoring/lint_exposures.hpp"

namespace assent::authoring {

namespace {

void lint_reach(const Slot& slot, Problems& problems) {
  for (std::size_t at = 0; at + 1 < slot.experiences.size(); ++at) {
    if (slot.experiences[at].when || !slot.experiences[at].pace.is_empty()) continue;
    problems.error(slot.experiences[at + 1].place,
                   "this experience never shows: " + in_quotes(slot.experiences[at].id) + " before it has no condition",
                   "add \"when\" to the one before, or move it to the end");
    return;
  }
}

}  // namespace

void lint_slots(const Lookup& lookup, const Order& order, Problems& problems) {
  for (const Slot& slot : lookup.policy().slots) {
    lint_exposures(lookup, order, {slot.exposes, all_inputs(lookup.policy(), slot), "what the slot shows"}, problems);
    lint_reach(slot, problems);
  }
}

}  // namespace assent::authoring
