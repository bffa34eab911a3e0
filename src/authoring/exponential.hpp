// An exponential that gives the same bits on every machine, so that packs are equal wherever they are made.
#pragma once

namespace assent::authoring {

/// e to the power of `x`, to within 2 units in the last place; 0 below -745, infinity above 709.
double exp(double x);

}  // namespace assent::authoring
