// features.json: what GrowthBook's SDK is given, and whose purpose each feature serves.
#pragma once

#include "authoring/element.hpp"
#include "authoring/features.hpp"

namespace assent::authoring {

/// Reports what is malformed, and by its name what cannot be expressed. What the SDK ignores is ignored.
Features read_features(const Element& file);

/// The ranges that GrowthBook gives `count` variations: pairs of first and end. Weights that are not as many, or whose
/// sum is not about 1, are as good as none; coverage is kept between 0 and 1.
Ranges bucket_ranges(std::size_t count, double coverage, const std::vector<double>& weights);

}  // namespace assent::authoring
