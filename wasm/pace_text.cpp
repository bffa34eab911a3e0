// Members stand in the order of those of a leaf.
#include "pace_text.hpp"

#include "personalization/pacing.hpp"

namespace assent::boundary {

bool write_pace(base::JsonWriter& json, const policy::Pack& pack, const pack::Slot& slot,
                const personalization::Factor& factor) {
  using personalization::Code;
  if (factor.node != personalization::no_node) return false;
  const bool is_of_counts =
      factor.code == Code::capped || factor.code == Code::cooling_down || factor.code == Code::consent_withheld;
  json.object().text("experience", policy::id_at(slot.experiences(), factor.experience));
  if (is_of_counts) json.text("attribute", policy::id_at(pack.attributes(), pack.counts()));
  json.boolean("result", false).number("code", static_cast<int>(factor.code)).end_object();
  return true;
}

}  // namespace assent::boundary
