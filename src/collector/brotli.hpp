// Compression ahead of time, so that no request waits for it.
#pragma once

#include <string>
#include <string_view>

#include "collector/http.hpp"

namespace assent::collector {

/// `bytes` as brotli of the best quality; null where that would not be smaller.
Bytes compress(std::string_view bytes);

/// True where an Accept-Encoding field takes brotli (RFC 9110, section 12.5.3).
bool accepts_brotli(std::string_view accept_encoding);

}  // namespace assent::collector
