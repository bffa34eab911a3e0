// How many values a rounded number can have.
#pragma once

#include <cmath>

namespace assent::policy {

inline constexpr double min_step = 1e-6;          // numbers have six decimals
inline constexpr double max_noise_levels = 1024;  // where noise is added

/// The multiples of `step` to which the numbers from `least` to `most` round; not finite where there is no such number.
inline double rounded_levels(double least, double most, double step) {
  return std::nearbyint(most / step) - std::nearbyint(least / step) + 1;
}

}  // namespace assent::policy
