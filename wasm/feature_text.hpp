// What a feature gave and why, as JSON text. It names attributes, rules by their position and codes; the one value in
// it is that by which the visitor was divided, which the page keeps to itself.
#pragma once

#include "personalization/reason.hpp"

namespace assent::boundary {

/// A decision that has been made, and what it was made from.
struct Decided {
  const personalization::Inputs& inputs;
  personalization::FeatureId feature;
  const personalization::Outcome& outcome;
  const personalization::Trace& trace;
  const personalization::KeptVariations& kept;
};

/// {"source", "reason", "value" (index or null), "rule" (index or null), "experiment" (absent, or {"variation", "in",
/// "divided", "kept", "hash", "leaf", "attribute", "by"}), "asked": [{"rule", "attribute", "result", "code"}], "kept":
/// [{ "attribute", "value", "key", "version", "name"}]}; "by" is empty where consent withholds the attribute.
base::Text write_outcome(const Decided& decided);

}  // namespace assent::boundary
