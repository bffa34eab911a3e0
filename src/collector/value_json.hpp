// A minimized value as JSON: what the store keeps, webhooks send and exports hold.
#pragma once

#include <string>

#include "profile/value.hpp"

namespace assent::collector {

/// true, 12.5, "text", ["a","b"] or "2026-11-23".
std::string value_json(const profile::Value& value);

}  // namespace assent::collector
