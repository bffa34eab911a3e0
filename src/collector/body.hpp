// The JSON of a request body, read by the strict reader within the collector's limits.
#pragma once

#include <optional>
#include <string_view>

#include "authoring/strict_json.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

extern const Problem malformed_json;
extern const Problem wrong_media_type;

/// The value; nothing where the text is not JSON as we read it.
std::optional<authoring::Json> read_body(std::string_view body);

}  // namespace assent::collector
