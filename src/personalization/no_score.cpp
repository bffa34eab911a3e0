// The small core's part of score.hpp: what it cannot read is absent.
#include "personalization/score.hpp"

namespace assent::personalization {

bool opaque_leaf_holds(const Inputs&, const pack::Node&, const Reading&) { return false; }

}  // namespace assent::personalization
