// Choices that follow a signed-in customer from device to device, for as long as the site's own server vouches for
// that customer.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

/// PUT /v1/subjects/device {site, token, choices, now_ms} → signed choices
Answering put_device(const Services& services, const Exchange& exchange);

/// DELETE /v1/subjects/device with the token in Authorization: the site's server forgets a customer.
Answering delete_device(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
