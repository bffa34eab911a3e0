// Notice tokens (proof that a consent was asked by a boot answer of ours, and when) and nonces (proof that a subject
// asks now). Neither names a visitor and neither is kept before it is used.
#pragma once

#include <string>
#include <string_view>

#include "collector/keys.hpp"

namespace assent::collector {

inline constexpr double token_window_ms = 10.0 * 60 * 1000;
inline constexpr int fresh_windows = 6;  // earlier windows whose tokens are still fresh: one hour

/// Makes and checks tokens with one secret.
class Tokens {
 public:
  explicit Tokens(Secret secret) : secret_(std::move(secret)) {}

  /// The notice token of `site` for the 10-minute window of `now_ms`: "<window>.<MAC>".
  std::string notice(std::string_view site, double now_ms) const;
  /// True where `token` is a notice token of `site` from the current window or the hour before it.
  bool is_fresh_notice(std::string_view site, std::string_view token, double now_ms) const;

  /// A nonce that is valid from `now_ms` on: "<ms>.<random>.<MAC>".
  std::string nonce(double now_ms) const;
  /// True where `nonce` is ours and not older than nonce_valid_ms. That it is used once is the store's to see.
  bool is_valid_nonce(std::string_view nonce, double now_ms) const;

 private:
  std::string mac(std::string_view kind, std::string_view content) const;

  Secret secret_;
};

}  // namespace assent::collector
