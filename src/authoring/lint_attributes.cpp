// Attributes: what special categories need, that an inferred one goes no further than what it is inferred from, and
// that what is declared can happen.
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

using pack::Basis;
using pack::Model;

bool has_opt_in(const Policy& policy) {
  for (const Regime& regime : policy.regimes)
    if (regime.model == Model::opt_in) return true;
  return false;
}

void lint_special(const Lookup& lookup, const Attribute& attribute, Problems& problems) {
  for (const Leave& leave : attribute.leaves)
    if (leave.carries_value())
      problems.error(leave.place, "a value of a special category never leaves",
                     "write {\"as\": \"decision\"}, or remove it");
  if (!has_opt_in(lookup.policy())) return;
  for (const Reference& reference : attribute.purposes) {
    const Purpose* purpose = lookup.purpose(reference.id);
    if (!purpose) continue;
    const auto& basis = purpose->bases[static_cast<std::size_t>(Model::opt_in)];
    if (basis && *basis != Basis::explicit_consent)
      problems.error(
          reference.place,
          "a special category needs explicit consent, and " + in_quotes(reference.id) + " does not ask for it",
          "use a purpose whose \"opt-in\" basis is \"explicit-consent\"");
  }
}

void lint_leaves(const Lookup& lookup, const Attribute& attribute, Problems& problems) {
  for (const Leave& leave : attribute.leaves) {
    const Destination* destination = lookup.destination(leave.destination.id);
    if (destination && leave.leaves() && !share_purpose(attribute, *destination))
      problems.warning(leave.place, "this never happens: no purpose serves both the attribute and the destination",
                       "remove it, or give both a purpose");
  }
}

// An inferred attribute says something about everything it is inferred from, and counts about what decided what was
// seen.
void lint_input(const Attribute& attribute, const Attribute& input, Problems& problems) {
  const bool is_counts = attribute.type == pack::ValueType::counts;
  const std::string rests = is_counts ? "it counts what slots show that read " : "it is inferred from ";
  const std::string instead = is_counts ? "remove \"caps\" from those slots" : "infer it from something else";
  for (const Reference& purpose : attribute.purposes)
    if (!has_reference(input.purposes, purpose.id))
      problems.error(purpose.place,
                     rests + in_quotes(input.id) + ", which may not be used for " + in_quotes(purpose.id),
                     "remove the purpose here, or " + instead);
  for (const Leave& leave : attribute.leaves) {
    const Leave* of_input = leave_for(input, leave.destination.id);
    if (leave.leaves() && !(of_input && of_input->leaves()))
      problems.error(leave.place, rests + in_quotes(input.id) + ", which does not leave for this destination",
                     "remove it here, or let " + in_quotes(input.id) + " leave at least as \"decision\"");
  }
  if (input.special && !attribute.special)
    problems.error(attribute.place, rests + in_quotes(input.id) + ", which is of a special category",
                   is_counts ? instead : "mark it \"special\" too, or " + instead);
}

void lint_rules(const Attribute& attribute, Problems& problems) {
  for (std::size_t at = 0; at + 1 < attribute.inferences.size(); ++at) {
    if (attribute.inferences[at].when) continue;
    problems.error(attribute.inferences[at + 1].place, "this rule is never reached: the one before it always holds",
                   "add \"when\" to the one before, or remove this one");
    return;
  }
}

}  // namespace

void lint_attributes(const Lookup& lookup, const Order& order, Problems& problems) {
  const Policy& policy = lookup.policy();
  for (std::size_t at = 0; at < policy.attributes.size(); ++at) {
    const Attribute& attribute = policy.attributes[at];
    if (attribute.special) lint_special(lookup, attribute, problems);
    lint_leaves(lookup, attribute, problems);
    lint_rules(attribute, problems);
    for (const std::uint16_t rank : order.inputs[at])
      lint_input(attribute, policy.attributes[order.sorted[rank]], problems);
  }
}

}  // namespace assent::authoring
