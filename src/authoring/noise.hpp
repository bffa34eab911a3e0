// From a stated epsilon to the odds that the core draws by. Epsilon is that of local differential privacy: whatever is
// told was at most e^epsilon times as likely for one true value as for any other that the attribute may have.
#pragma once

#include <cstddef>
#include <cstdint>

#include "authoring/model.hpp"

namespace assent::authoring {

inline constexpr double min_epsilon = 0.001;
inline constexpr double max_epsilon = 16;
inline constexpr double max_noise_budget = 1000;

/// What a leave's noise is in the pack: parts of 2^64, and thousandths of epsilon.
struct Odds {
  std::uint64_t odds = 0;
  std::uint64_t further = 0;
  std::uint32_t cost = 0;
};

/// Thousandths, rounded up: nothing costs less than it says.
std::uint32_t thousandths(double epsilon);

/// Thousandths, rounded down: no budget pays for more than it says.
std::uint32_t whole_thousandths(double budget);

/// The number of values between which the leave's noise can choose; 0 where there is no such number.
std::size_t noise_levels(const Attribute& attribute, const Leave& leave);

/// Of `levels`, two at least: for a rounded number a two-sided geometric distribution over the whole range, else k-ary
/// randomized response.
Odds odds_of(const Leave& leave, std::size_t levels);

}  // namespace assent::authoring
