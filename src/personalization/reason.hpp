// Why a feature gave what it gave, in one word: OpenFeature's reasons, and those of consent that it has none for.
#pragma once

#include "personalization/feature.hpp"

namespace assent::personalization {

enum class Reason : std::uint8_t {
  unknown,           // there is no such feature
  fallback,          // no rule applied
  fixed,             // a rule for everyone
  targeting_match,   // a rule for who answers its conditions
  split,             // by the hash of an attribute
  cached,            // as it was given before
  disabled,          // another feature, which has to let it on first, does not
  error,             // features that ask for each other
  consent_withheld,  // the purpose does not stand, or something that was asked may not be read
  stale,             // something that was asked is there and too old
  holdout,           // the visitor is kept out of what is tried
};
const char* reason_name(Reason reason);

/// True where what a factor asked is there, and counts as absent for its age.
bool is_stale(const Inputs& inputs, const Factor& factor);

/// `trace` is that of the decision.
Reason reason_of(const Inputs& inputs, FeatureId feature, const Outcome& outcome, const Trace& trace);

}  // namespace assent::personalization
