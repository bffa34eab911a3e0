// Drafts what may leave: picks the approved attributes and minimizes them. It only proposes; the gate decides.
#pragma once

#include "egress/gate.hpp"
#include "personalization/condition.hpp"

namespace assent::egress {

/// Every approved attribute that has a value, minimized for `destination`, in the pack's order.
Draft compose(const Pack& pack, const profile::Profile& profile, const consent::Permissions& permissions, double now_ms,
              DestinationId destination);

}  // namespace assent::egress
