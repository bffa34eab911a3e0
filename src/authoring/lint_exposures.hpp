// What a decision reveals, and to whom it is told: one rule for slots and features.
#pragma once

#include "authoring/order.hpp"

namespace assent::authoring {

struct Exposed {
  const std::vector<Reference>& to;  // destinations
  std::set<std::string> inputs;      // attributes that the decision reads itself
  std::string what;                  // is told, as the sentence of a problem begins
};

/// Each attribute that the decision can read must leave for each destination at least as a decision, and share a
/// purpose with it. Destinations that nobody declares are passed over.
void lint_exposures(const Lookup& lookup, const Order& order, const Exposed& exposed, Problems& problems);

}  // namespace assent::authoring
