// The series of e^-y. Twelve terms leave an error below 2^-39, less than a step of the exponent changes.
#include "base/half.hpp"

#include <cstdint>

namespace assent::base {

double half(double x) {
  constexpr double steps = 1 << 20;
  constexpr double last = 64;
  constexpr double ln_2 = 0.6931471805599453;
  constexpr int terms = 12;
  if (!(x > 0)) return 1;
  if (x >= last) return 0;
  const auto cut = static_cast<std::uint32_t>(x * steps);
  const double rest = cut % static_cast<std::uint32_t>(steps) / steps;
  double sum = 1;
  double term = 1;
  for (int at = 1; at <= terms; ++at) {
    term *= -ln_2 * rest / at;
    sum += term;
  }
  for (auto whole = cut / static_cast<std::uint32_t>(steps); whole > 0; --whole) sum /= 2;
  return sum;
}

}  // namespace assent::base
