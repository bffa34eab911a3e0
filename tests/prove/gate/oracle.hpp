// What the design says in plain words, decided here a second time and by other means than the product's: the words
// stand above each function, and none of the product's headers is read.
#pragma once

#include "gate/domain.hpp"

namespace assent::prove {

/// Whether a purpose may be acted on, and whether special categories may be used for it.
enum class Ground { none, stands, stands_explicitly };
inline constexpr int grounds = 3;
using Grounds = std::array<Ground, bound_purposes>;

/// On what each purpose stands for a visitor under a regime.
Grounds grounds_of(const BoundRegime& regime, const BoundVisitor& visitor);

/// Whether an attribute may leave for a destination, as a value or at least as a decision.
bool may_leave(const std::vector<BoundAttribute>& attributes, int attribute, const BoundDestination& destination,
               const Grounds& grounds, bool as_value);

/// Whether anything at all may leave for a destination.
bool may_be_sent_to(const BoundDestination& destination, const Grounds& grounds);

/// Whether a destination may be told what a slot showed.
bool may_be_told(const std::vector<BoundAttribute>& attributes, const BoundSlot& slot,
                 const BoundDestination& destination, const Grounds& grounds);

}  // namespace assent::prove
