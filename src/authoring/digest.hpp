// SHA-256 as text. Files, packs, records and events are named by it.
#pragma once

#include <string>
#include <string_view>

namespace assent::authoring {

/// SHA-256 of `bytes` in 64 lowercase hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace assent::authoring
