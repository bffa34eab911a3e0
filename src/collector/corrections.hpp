// A subject corrects what is kept of it. What the collector would not have taken from a page it does not take here.
#pragma once

#include "collector/services.hpp"

namespace assent::collector {

/// PATCH /v1/subjects/me: [{"site","destination","attribute","value"}], all of them or none. `value` is the minimized
/// form that the policy declares for the destination, or null: the attribute goes there.
Answering patch_subject(const Services& services, const Exchange& exchange);

}  // namespace assent::collector
