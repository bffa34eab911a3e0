// Decides what a slot shows, with the trace of why. The same decision serves page, preview and audit.
#pragma once

#include <cstdint>

#include "personalization/condition.hpp"

namespace assent::personalization {

/// What a slot shows: an experience (-1: its default content) and, where that splits, a variant (else -1).
struct Decision {
  std::int16_t experience = -1;
  std::int16_t variant = -1;
  bool withheld = false;  // the slot's purpose does not stand, so nothing was considered
  bool operator==(const Decision&) const = default;
};

/// The first experience whose condition holds and whose pace allows it; without consent for the slot's purpose, its
/// default. `unit` is the visitor's random key for stable splits. `inputs.purpose` does not matter: it is the slot's;
/// the leaves that were looked at are appended to `trace` where it is given.
Decision decide(const Inputs& inputs, policy::SlotId slot, std::uint64_t unit, Trace* trace);

/// The ten-thousandth that a visitor falls into under a seed: GrowthBook's hash, version 2.
std::uint32_t bucket(std::string_view seed, std::uint64_t unit);

/// Which of the weighted variants a key falls into: a stable hash of seed and key (GrowthBook's hash, version 2).
std::int16_t choose_variant(const pack::Experience& experience, std::uint64_t unit);

}  // namespace assent::personalization
