// What a feature gave, and why, as JSON that a person can read in developer tools.
#pragma once

#include "personalization/feature.hpp"

namespace assent::boundary {

/// {"source", "value" (index or null), "rule" (index or null), "experiment" (null, or {"variation", "in", "divided",
/// "kept", "hash", "leaf", "attribute", "by"}), "asked": [{"rule", "attribute", "result", "code"}], "kept": [{
/// "attribute", "value", "key", "version", "name"}]}; "by" is empty where consent withholds the attribute.
base::Text write_outcome(const policy::Pack& pack, const personalization::Outcome& outcome,
                         const personalization::Trace& trace, const personalization::KeptVariations& kept);

}  // namespace assent::boundary
