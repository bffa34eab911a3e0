// True or absent: there is no third case.
#include "egress/holdout.hpp"

#include "personalization/pacing.hpp"

namespace assent::egress {

bool holdout_is_known(const Pack& pack, const Exposure& exposure) {
  if (!exposure.held_out) return true;
  return exposure.experience == -1 && pack.held_out() > 0 &&
         personalization::heeds_holdout(policy::at(pack.slots(), exposure.slot));
}

void write_holdout(base::JsonWriter& json, const Exposure& exposure) {
  if (exposure.held_out) json.boolean("holdout", true);
}

}  // namespace assent::egress
