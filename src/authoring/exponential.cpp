// Additions and multiplications only, in a fixed order.
#include "authoring/exponential.hpp"

#include <limits>

namespace assent::authoring {

// e^x = 2^k e^r with |r| <= ln 2 / 2; ln 2 stands in two parts, so that r loses nothing (Cody, Waite 1980).
double exp(double x) {
  constexpr double most = 709;
  constexpr double least = -745;
  constexpr double ln2_high = 0x1.62e42fefa38p-1;
  constexpr double ln2_low = 0x1.ef35793c7673p-45;
  constexpr double per_ln2 = 0x1.71547652b82fep+0;
  constexpr int terms = 13;
  if (x > most) return std::numeric_limits<double>::infinity();
  if (x < least) return 0;
  const int k = static_cast<int>(x * per_ln2 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - k * ln2_high) - k * ln2_low;
  double sum = 1;
  for (int term = terms; term > 0; --term) sum = 1 + sum * r / term;
  for (int left = k; left > 0; --left) sum *= 2;
  for (int left = k; left < 0; ++left) sum /= 2;
  return sum;
}

}  // namespace assent::authoring
