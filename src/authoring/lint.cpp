// All rules, in the order in which a person would mend what they find: names first, texts last.
#include "authoring/lint.hpp"

namespace assent::authoring {

std::optional<Order> lint_policy(const Lookup& lookup, std::int32_t today, Problems& problems) {
  const Policy& policy = lookup.policy();
  lint_references(lookup, problems);
  lint_regimes(policy, problems);
  lint_bases(lookup, problems);
  lint_conditions(lookup, problems);
  auto order = order_attributes(lookup, problems);
  if (order) {
    lint_attributes(lookup, *order, problems);
    lint_slots(lookup, *order, problems);
    lint_guardrails(lookup, *order, problems);
    lint_goals(lookup, *order, problems);
    lint_features(lookup, *order, problems);
    lint_pacing(lookup, problems);
  }
  lint_notice(policy, problems);
  lint_texts(policy, problems);
  lint_wording(policy, problems);
  lint_contents(lookup, problems);
  lint_share(policy, problems);
  lint_noise(policy, problems);
  lint_contact(policy, problems);
  lint_bundles(policy, problems);
  lint_outlets(lookup, problems);
  lint_pages(lookup, problems);
  lint_public(lookup, today, problems);
  return order;
}

}  // namespace assent::authoring
