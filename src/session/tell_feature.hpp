// Telling what a feature gave, as an exposure of its slot. Only full.wasm has features to tell of.
#pragma once

#include "personalization/feature.hpp"
#include "session/step.hpp"

namespace assent::session {

/// True where every destination that the policy names for the feature, and one at least, may hear now what it gives:
/// each of its labels is approved. What an address reveals, as that of a redirect, must not go further.
bool may_tell(const policy::Pack& pack, const State& state, const pack::Feature& feature);

/// A step at `now_ms` that tells those who may hear it that the visitor is in an experiment of the feature; without
/// effects where `outcome` is of none.
Effects tell_feature(const policy::Pack& pack, State& state, const pack::Feature& feature,
                     const personalization::Outcome& outcome, double now_ms);

}  // namespace assent::session
