// The pack's order and the declared minimizers alone shape a draft; nothing about a withheld attribute may.
#include "egress/compose.hpp"

#include "egress/minimize.hpp"

namespace assent::egress {

Draft compose(const Pack& pack, const profile::Profile& profile, const consent::Permissions& permissions, double now_ms,
              const Owner& owner, DestinationId destination) {
  // Inference rules may read the page too, but what leaves must not depend on which page sent it.
  const personalization::Page no_page;
  const personalization::Inputs inputs{pack, profile, permissions, no_page, now_ms, 0};
  Draft draft{destination, {}, {}};
  for (std::size_t index = 0; index < policy::size(pack.attributes()); ++index) {
    const auto attribute = static_cast<AttributeId>(index);
    if (!approved(pack, permissions, attribute, destination, true)) continue;
    const consent::PurposeSet purposes = shared_purposes(pack, permissions, attribute, destination);
    const auto reading = personalization::read_for_any(inputs, attribute, purposes);
    if (reading.code != personalization::Code::used) continue;
    const pack::Attribute& declared = policy::at(pack.attributes(), index);
    const pack::Leave& leave = *leave_for(declared, destination);
    if (!is_of_full_core(leave))
      draft.items.add(attribute, minimize(pack, leave, reading.value));
    else if (auto form = minimize_more(pack, declared, leave, reading.value, owner))
      draft.items.add(attribute, std::move(*form));
  }
  return draft;
}

}  // namespace assent::egress
