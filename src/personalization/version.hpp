// Versions made comparable as texts, the way GrowthBook's SDK does it: "9.2.0" becomes "    9-    2-    0-~".
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace assent::personalization {

/// The comparable form of a version: without a "v" before it and build information behind it, numbers padded to five
/// places, three parts alone with a "~", so that they come after their pre-releases. An empty text is version "0".
base::Text comparable_version(std::string_view version);

/// Below, at or above 0 as JavaScript orders the texts: by UTF-16 code units. Both are UTF-8.
int compare_units(std::string_view one, std::string_view other);

}  // namespace assent::personalization
