// Comparisons of scores and other opaque values, which only the full core knows. The small one is linked with
// no_score.cpp instead of score.cpp.
#pragma once

#include "personalization/condition.hpp"

namespace assent::personalization {

/// The moment as of which scores are read: that at which the page view began.
double as_of_ms(const Inputs& inputs);

/// Whether a leaf about an attribute that has an opaque value holds. In the small core none does.
bool opaque_leaf_holds(const Inputs& inputs, const pack::Node& node, const Reading& reading);

}  // namespace assent::personalization
