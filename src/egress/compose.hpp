// Drafts what may leave: picks the approved attributes and minimizes them. It only proposes; the gate decides.
#pragma once

#include "egress/gate.hpp"
#include "egress/more_forms.hpp"
#include "personalization/condition.hpp"

namespace assent::egress {

/// Every approved attribute that has a value, minimized for `destination`, in the pack's order. What answers with noise
/// cost is added to the owner's spending.
Draft compose(const Pack& pack, const profile::Profile& profile, const consent::Permissions& permissions, double now_ms,
              const Owner& owner, DestinationId destination);

}  // namespace assent::egress
