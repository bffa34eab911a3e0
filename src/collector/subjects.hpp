// A subject's rights, for the holder of the key alone: everything kept about the subject, as JSON or gone.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

/// POST /v1/subjects/nonce
Answering post_nonce(const Services& services, const Exchange& exchange);

/// GET /v1/subjects/me
Answering get_subject(const Services& services, const Exchange& exchange);

/// DELETE /v1/subjects/me
Answering delete_subject(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
