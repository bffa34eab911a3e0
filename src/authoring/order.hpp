// The order in which a pack lists attributes: as the policy does, but an inferred one behind everything it is inferred
// from. What is inferred from itself is refused.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "authoring/lookup.hpp"

namespace assent::authoring {

struct Order {
  std::vector<std::uint16_t> sorted;            // position in the pack → position in the policy
  std::vector<std::uint16_t> ranks;             // position in the policy → position in the pack
  std::vector<std::set<std::uint16_t>> inputs;  // by position in the policy: every input, transitively, as ranks; of
                                                // counts: all that what is counted depends on

  /// The ranks of attributes named in `names` and of all they are inferred from.
  std::set<std::uint16_t> closure(const Lookup& lookup, const std::set<std::string>& names) const;
};

/// Nothing, and a problem that names the circle, where there is one. Names that are not declared are passed over.
std::optional<Order> order_attributes(const Lookup& lookup, Problems& problems);

}  // namespace assent::authoring
