// Functions that give the same bits natively and in wasm: the C library's differ from one machine to the next.
#pragma once

namespace assent::base {

/// e to the power of `x`, to within 2 units in the last place; 0 below -745, infinity above 709.
double exp(double x);

}  // namespace assent::base
