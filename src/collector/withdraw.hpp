// A subject withdraws at the collector itself, without a page: at once for what is stored and for what comes, with a
// receipt. A newer consent record may grant again.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

/// POST /v1/subjects/me/withdraw: {"site","purposes"}; `purposes` is a list of ids, or "all" that can be refused.
Answering post_withdrawal(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
