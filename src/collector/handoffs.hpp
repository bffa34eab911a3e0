// Choices that go with a visitor from one origin of a site to another: a signed hand-off for one page, redeemed once
// by the other.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

/// POST /v1/handoffs {site, to, choices} → {token}
Answering post_handoff(const Services& services, const Exchange& exchange);

/// POST /v1/handoffs/redeem {site, token} → signed choices
Answering redeem_handoff(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
