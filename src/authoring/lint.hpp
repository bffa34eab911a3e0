// The linter: what a policy's parts promise each other, and what the design forbids. It changes nothing and compiles
// nothing; each rule reports on its own.
#pragma once

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

/// Every rule below. Gives the order of attributes, unless they are inferred in a circle. `today`: days since
/// 1970-01-01.
std::optional<Order> lint_policy(const Lookup& lookup, std::int32_t today, Problems& problems);

/// Names that nothing declares, and places that two slots claim.
void lint_references(const Lookup& lookup, Problems& problems);

/// Regimes that contradict each other, or ask for less than what holds everywhere.
void lint_regimes(const Policy& policy, Problems& problems);

/// The legal bases of purposes under the site's regimes.
void lint_bases(const Lookup& lookup, Problems& problems);

/// Comparisons that do not fit what they compare; a slot's condition that reads an attribute without its purpose.
void lint_conditions(const Lookup& lookup, Problems& problems);

/// Special categories, inferred attributes that go further than their inputs, leaves that never happen.
void lint_attributes(const Lookup& lookup, const Order& order, Problems& problems);

/// Noise without levels or without a budget.
void lint_noise(const Policy& policy, Problems& problems);

/// Attributes of special categories and proxies that decide where the policy does not say so, or without the consent
/// that they need.
void lint_guardrails(const Lookup& lookup, const Order& order, Problems& problems);

/// Attributes of bundles without a key, and a key without them.
void lint_bundles(const Policy& policy, Problems& problems);

/// Exposures that would tell more than may leave; experiences that never show.
void lint_slots(const Lookup& lookup, const Order& order, Problems& problems);

/// Goals after no slot, or that tell a destination what it may not hear.
void lint_goals(const Lookup& lookup, const Order& order, Problems& problems);

/// More than one page as a destination; values, a webhook or an export for it.
void lint_pages(const Lookup& lookup, Problems& problems);

/// Paces that contradict themselves or each other, counts that nobody keeps, schedules that never come.
void lint_pacing(const Lookup& lookup, Problems& problems);

/// What a notice may not do: unequal or missing refusals, pre-ticked purposes, a wall, a hidden way back.
void lint_notice(const Policy& policy, Problems& problems);

/// Words on the controls that refuse, close and choose which shame, threaten or go on and on.
void lint_wording(const Policy& policy, Problems& problems);

/// Sharing of choices with what is not the site's own, or that browsers will not do.
void lint_share(const Policy& policy, Problems& problems);

/// Contact that nobody can refuse.
void lint_contact(const Policy& policy, Problems& problems);

/// Exports whose columns hold what does not leave to their destination.
void lint_outlets(const Lookup& lookup, Problems& problems);

/// Features that ask what nobody declares, what is not for their purpose, or for themselves; that would tell more than
/// may leave; and an attribute that cannot keep variations.
void lint_features(const Lookup& lookup, const Order& order, Problems& problems);

/// Warnings of what a pack, which everyone can read, would tell: personal data, customers' ids, plans.
void lint_public(const Lookup& lookup, std::int32_t today, Problems& problems);

/// Texts that a language lacks or nobody uses.
void lint_texts(const Policy& policy, Problems& problems);

/// Content files against the experiences they are for.
void lint_contents(const Lookup& lookup, Problems& problems);

/// Facts and texts that nobody has confirmed.
std::vector<Problem> list_unreviewed(const Policy& policy);

}  // namespace assent::authoring
