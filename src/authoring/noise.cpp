// The two distributions of egress/noise.hpp, from the side of their authors.
#include "authoring/noise.hpp"

#include <algorithm>
#include <cmath>

#include "authoring/exponential.hpp"
#include "policy/levels.hpp"

namespace assent::authoring {

namespace {

constexpr double parts = 0x1p64;
constexpr double almost_all = 0x1.fffffffffffffp63;

std::uint64_t part(double probability) { return static_cast<std::uint64_t>(std::min(probability * parts, almost_all)); }

}  // namespace

std::uint32_t whole_thousandths(double budget) { return static_cast<std::uint32_t>(budget * 1000 + 1e-6); }

std::uint32_t thousandths(double epsilon) { return static_cast<std::uint32_t>(std::ceil(epsilon * 1000 - 1e-6)); }

std::size_t noise_levels(const Attribute& attribute, const Leave& leave) {
  using pack::Minimizer;
  if (leave.minimizer == Minimizer::noisy_bucket) return leave.bounds.size() + 1;
  if (leave.minimizer == Minimizer::noisy_round)
    return attribute.range && leave.bounds[0] >= policy::min_step
               ? static_cast<std::size_t>(
                     policy::rounded_levels((*attribute.range)[0], (*attribute.range)[1], leave.bounds[0]))
               : 0;
  if (leave.minimizer != Minimizer::noisy_keep) return 0;
  if (attribute.type == pack::ValueType::boolean) return 2;
  return attribute.type == pack::ValueType::text ? attribute.choices.size() : 0;
}

Odds odds_of(const Leave& leave, std::size_t levels) {
  const double epsilon = leave.epsilon;
  const auto others = static_cast<double>(levels - 1);
  if (leave.minimizer != pack::Minimizer::noisy_round) {
    const double weight = exp(epsilon);
    return {part(weight / (weight + others)), 0, thousandths(epsilon)};
  }
  // Any two values of the range are to be told apart no better than that, so the whole range is the sensitivity.
  const double ratio = exp(-epsilon / others);
  return {part((1 - ratio) / (1 + ratio)), part(ratio), thousandths(epsilon)};
}

}  // namespace assent::authoring
