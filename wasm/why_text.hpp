// Why a slot shows what it shows, as JSON for our own element: what was read, how much it mattered, where it came from,
// and what was not read. It names attributes and comparisons by their positions in the pack, and holds no value of the
// visitor's; a comparison's own operands stand in the pack for everyone.
#pragma once

#include "session/state.hpp"

namespace assent::boundary {

/// The slot, which the caller has checked, for the visitor of `state`, now:
///
///   {"slot", "experience": id or null, "variant": id or null, "withheld", "purpose", "whole",
///    "passed": [codes of experiences that their pace passed over],
///    "factors": [{"attribute": position or "fact": position, "code", "weight": parts of "whole", "together",
///                 "source", "at": ms or null, "off", "purposes": [positions], "inputs": [{"attribute", "code"}],
///                 "asked": [{"experience", "op", "than": [constants], "choice", "holds", "looked"}]}]}
///
/// `code` is as in a trace, or STALE. `source`: declared, observed, inferred, corrected or bundle; of a fact: page.
/// `choice`: of a score alone, which of the attribute's choices it is of. `looked`: the decision came to look at this
/// comparison. A constant that the pack has as a hash is null.
base::Text write_why(const policy::Pack& pack, const session::State& state, policy::SlotId slot);

/// The value of an attribute as the slot's decision may read it now, as JSON; null where it may not, or has none.
base::Text write_value_for(const policy::Pack& pack, const session::State& state, policy::AttributeId attribute,
                           policy::SlotId slot);

}  // namespace assent::boundary
