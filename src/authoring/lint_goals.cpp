// Goals: who hears of one hears what a slot showed, so the rules of the slot's exposures are the goal's. And the page
// as a destination, which hears that and nothing else.
#include "authoring/lint.hpp"
#include "authoring/lint_exposures.hpp"

namespace assent::authoring {

namespace {

// A destination that hears of goals alone could make nothing of them, and the core tells nobody of one whose slot was
// not exposed.
void lint_hearers(const Lookup& lookup, const Goal& goal, const Slot& slot, Problems& problems) {
  for (const Reference& to : goal.exposes)
    if (lookup.destination(to.id) && !has_reference(slot.exposes, to.id))
      problems.error(to.place, in_quotes(to.id) + " does not hear what the slot " + in_quotes(slot.id) + " shows",
                     "remove the destination here, or name it in \"exposes\" of the slot");
}

void lint_goal(const Lookup& lookup, const Order& order, const Goal& goal, Problems& problems) {
  for (const Reference& to : goal.exposes)
    if (!to.id.empty() && !lookup.destination(to.id))
      problems.error(to.place, "there is no destination " + in_quotes(to.id),
                     "correct the name, or declare it in site.json");
  if (goal.after.id.empty()) return;
  const Slot* const slot = lookup.slot(goal.after.id);
  if (!slot)
    return problems.error(goal.after.place, "there is no slot " + in_quotes(goal.after.id),
                          "name the id or the place of a file in slots");
  lint_hearers(lookup, goal, *slot, problems);
  lint_exposures(lookup, order, {goal.exposes, direct_inputs(*slot), "what this goal tells of its slot"}, problems);
}

void lint_page(const Lookup& lookup, const Destination& page, Problems& problems) {
  for (const Attribute& attribute : lookup.policy().attributes)
    if (const Leave* const leave = leave_for(attribute, page.id); leave && leave->carries_value())
      problems.error(leave->place, "a value leaves for " + in_quotes(page.id) + ", which is the page",
                     "let it leave as \"decision\": the page hears what was shown and no value");
  for (const Outlet& outlet : lookup.policy().site.outlets)
    if (outlet.destination == page.id)
      problems.error(outlet.place, in_quotes(page.id) + " is the page: the collector holds nothing for it",
                     "remove \"webhook\" and \"export\", or \"page\"");
}

}  // namespace

void lint_goals(const Lookup& lookup, const Order& order, Problems& problems) {
  for (const Goal& goal : lookup.policy().goals) lint_goal(lookup, order, goal, problems);
}

void lint_pages(const Lookup& lookup, Problems& problems) {
  const Destination* first = nullptr;
  for (const Destination& destination : lookup.policy().site.destinations) {
    if (!destination.page) continue;
    lint_page(lookup, destination, problems);
    if (first)
      problems.error(destination.place.at("page"), in_quotes(first->id) + " is the page already",
                     "give that one the purposes of both: whoever listens on a page hears every event");
    else
      first = &destination;
  }
}

}  // namespace assent::authoring
