// The pack's order and the declared minimizers alone shape a draft; nothing about a withheld attribute may.
#include "egress/compose.hpp"

#include "egress/minimize.hpp"

namespace assent::egress {

namespace {

// The attribute's value as a purpose that it shares with the destination may read it.
personalization::Reading read_for(const Pack& pack, const profile::Profile& profile,
                                  const consent::Permissions& permissions, double now_ms, AttributeId attribute,
                                  DestinationId destination) {
  // Inference rules may read the page too, but what leaves must not depend on which page sent it.
  const personalization::Page no_page;
  const consent::PurposeSet purposes = shared_purposes(pack, permissions, attribute, destination);
  personalization::Reading reading;
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index) {
    if (!purposes[index] || reading.code == personalization::Code::used) continue;
    reading = personalization::read(
        {pack, profile, permissions, no_page, now_ms, static_cast<policy::PurposeId>(index)}, attribute);
  }
  return reading;
}

}  // namespace

Draft compose(const Pack& pack, const profile::Profile& profile, const consent::Permissions& permissions, double now_ms,
              DestinationId destination) {
  Draft draft{destination, {}, {}};
  for (std::size_t index = 0; index < policy::size(pack.attributes()); ++index) {
    const auto attribute = static_cast<AttributeId>(index);
    if (!approved(pack, permissions, attribute, destination, true)) continue;
    const auto reading = read_for(pack, profile, permissions, now_ms, attribute, destination);
    if (reading.code != personalization::Code::used) continue;
    const pack::Leave& leave = *leave_for(policy::at(pack.attributes(), index), destination);
    if (auto minimized = minimize(pack, leave, reading.value)) draft.items.add(attribute, std::move(*minimized));
  }
  return draft;
}

}  // namespace assent::egress
