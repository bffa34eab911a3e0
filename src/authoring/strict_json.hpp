// The strict JSON reader (RFC 8259). It refuses what another reader might take differently: a name twice, numbers
// beyond double, broken UTF-8, a byte order mark, and whatever is larger or deeper than its limits.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

/// Members keep the order in which they were written.
using Json = nlohmann::ordered_json;

inline constexpr std::size_t max_json_bytes = 8u << 20;
inline constexpr std::size_t max_json_depth = 160;       // two levels for each of a condition's, and some to spare
inline constexpr std::size_t max_json_values = 400'000;  // values and names in one text
inline constexpr std::size_t max_json_name_bytes = 1024;
inline constexpr std::size_t max_json_faults = 20;  // found in one text before the reader gives up

struct JsonRules {
  std::size_t max_bytes = max_json_bytes;
  std::size_t max_depth = max_json_depth;
  std::size_t max_values = max_json_values;
  std::size_t max_name_bytes = max_json_name_bytes;
  bool unique_names = true;  // RFC 8259 only says SHOULD; policies, records and canonical JSON need it
};

/// Why a text was refused.
struct JsonFault {
  std::string pointer, what, remedy;
};

/// The value in `text`, or nothing and at least one fault.
std::optional<Json> read_json(std::string_view text, const JsonRules& rules, std::vector<JsonFault>& faults);

/// A name as a step of a JSON pointer (RFC 6901): "~" and "/" escaped.
std::string pointer_step(std::string_view name);

}  // namespace assent::authoring
