// One pack that holds everything within the bounds: all regimes side by side, all attributes, destinations and slots.
#pragma once

#include "gate/domain.hpp"
#include "policy/pack.hpp"

namespace assent::prove {

inline constexpr std::uint32_t bound_validity_s = 1'000'000;

/// Positions in the pack are positions in these lists.
struct Bounds {
  std::vector<BoundRegime> regimes = all_regimes();
  std::vector<BoundAttribute> attributes = all_attributes();
  std::vector<BoundDestination> destinations = all_destinations();
  std::vector<BoundSlot> slots = all_slots(attributes);
};

/// The pack's bytes. Throws std::logic_error where the product refuses them.
std::vector<std::uint8_t> bound_pack(const Bounds& bounds);

}  // namespace assent::prove
