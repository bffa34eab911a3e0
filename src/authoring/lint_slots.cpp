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

// What has words that everybody understands.
bool has_words(const Attribute& attribute) {
  switch (attribute.type) {
    case pack::ValueType::number:
    case pack::ValueType::text:
    case pack::ValueType::text_list:
    case pack::ValueType::date:
      return true;
    default:
      return false;
  }
}

// A slot may show what serves its own purpose. What is inferred from something is as much about it.
void lint_shown(const Lookup& lookup, const Order& order, const Slot& slot, Problems& problems) {
  for (const Reference& shown : slot.shows) {
    const Attribute* const attribute = lookup.attribute(shown.id);
    if (!attribute) {
      problems.error(shown.place, "there is no attribute " + in_quotes(shown.id) + " to show the value of",
                     "correct the name, or declare it");
      continue;
    }
    if (!has_words(*attribute))
      problems.error(shown.place, "the value of " + in_quotes(shown.id) + " has no words",
                     "show a number, a text, a list of texts or a date");
    for (const std::uint16_t rank : order.closure(lookup, {shown.id})) {
      const Attribute& read = lookup.policy().attributes[order.sorted[rank]];
      if (!has_reference(read.purposes, slot.purpose.id))
        problems.error(
            shown.place,
            "the slot shows " + in_quotes(read.id) + ", which is not for its purpose " + in_quotes(slot.purpose.id),
            "show something else, or give the attribute this purpose");
    }
  }
}

}  // namespace

void lint_slots(const Lookup& lookup, const Order& order, Problems& problems) {
  for (const Slot& slot : lookup.policy().slots) {
    lint_exposures(lookup, order, {slot.exposes, all_inputs(lookup.policy(), slot), "what the slot shows"}, problems);
    lint_reach(slot, problems);
    lint_shown(lookup, order, slot, problems);
  }
}

}  // namespace assent::authoring
