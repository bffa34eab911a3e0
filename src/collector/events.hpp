// POST /v1/events: takes a batch of CloudEvents, runs the gate again over each, stores what it permits and says of
// the rest which rule it broke.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

Answering post_events(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
