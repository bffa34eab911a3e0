// POST /v1/consents: takes a consent record, lets it stand, erases what it no longer permits and answers with a
// signed receipt, all in one transaction.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

Answering post_consent(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
