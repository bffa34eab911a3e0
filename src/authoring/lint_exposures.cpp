// Inputs of inferred attributes are revealed as well.
#include "authoring/lint_exposures.hpp"

namespace assent::authoring {

namespace {

void lint_label(const Attribute& label, const Destination& destination, const Reference& to, const std::string& what,
                Problems& problems) {
  const std::string reveals = what + " reveals " + in_quotes(label.id);
  const Leave* const leave = leave_for(label, to.id);
  if (!leave || !leave->leaves())
    problems.error(to.place, reveals + ", which does not leave for " + in_quotes(to.id),
                   "remove the destination here, or let the attribute leave at least as \"decision\"");
  else if (!share_purpose(label, destination))
    problems.error(to.place, reveals + ", which shares no purpose with " + in_quotes(to.id),
                   "remove the destination here, or give both a purpose");
}

}  // namespace

void lint_exposures(const Lookup& lookup, const Order& order, const Exposed& exposed, Problems& problems) {
  for (const Reference& to : exposed.to) {
    const Destination* const destination = lookup.destination(to.id);
    if (!destination) continue;
    for (const std::uint16_t rank : order.closure(lookup, exposed.inputs))
      lint_label(lookup.policy().attributes[order.sorted[rank]], *destination, to, exposed.what, problems);
  }
}

}  // namespace assent::authoring
