// The boot answer: small, signed, never cached by others; it names the current pack and carries it, so that a first
// visit needs no third round trip.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "collector/catalog.hpp"
#include "collector/http.hpp"
#include "collector/token.hpp"

namespace assent::collector {

/// Signature (base64), newline, the signed JSON line, newline, the bytes of the pack.
std::string boot_body(const Site& site, std::string_view language, std::string_view region, const Tokens& tokens,
                      double now_ms);

/// Makes boot answers and keeps each compressed for boot_refresh_ms: long enough to spare the work, short enough that
/// its token is fresh.
class Boot {
 public:
  explicit Boot(const Tokens& tokens) : tokens_(tokens) {}

  /// `language` that the site does not have: the site's first. `region`: ISO 3166 or empty.
  Answer answer(const Site& site, std::string_view language, std::string_view region, bool brotli, double now_ms);

 private:
  struct Kept {
    double made_ms = 0;
    Bytes plain;
    Bytes compressed;
  };

  const Tokens& tokens_;
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

/// True where `text` has the form of an ISO 3166 region: "DE", "US-CA".
bool is_region(std::string_view text);

}  // namespace assent::collector
