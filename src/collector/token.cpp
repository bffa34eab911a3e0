// MACs are compared in constant time, and each kind of token has its own domain of messages.
#include "collector/token.hpp"

#include <sodium.h>

#include <charconv>
#include <cstdint>
#include <optional>

#include "collector/encoding.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

namespace {

constexpr std::size_t mac_bytes = 16;  // 128 bits: nobody tries 2^128 requests

bool equal(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

// A whole number without sign or leading zeros.
std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  if (text.size() > 1 && text.front() == '0') return {};
  return value;
}

std::string notice_content(std::string_view site, std::string_view window) {
  return std::string(site).append("\n").append(window);
}

}  // namespace

std::string Tokens::mac(std::string_view kind, std::string_view content) const {
  return base64url(secret_.hmac(std::string(kind).append("\n").append(content)).substr(0, mac_bytes));
}

std::string Tokens::notice(std::string_view site, double now_ms) const {
  const std::string window = std::to_string(static_cast<std::uint64_t>(now_ms / token_window_ms));
  return window + "." + mac("notice", notice_content(site, window));
}

bool Tokens::is_fresh_notice(std::string_view site, std::string_view token, double now_ms) const {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || token.size() > max_token_bytes) return false;
  const std::string_view window = token.substr(0, dot);
  const auto issued = whole(window);
  if (!issued || !equal(token.substr(dot + 1), mac("notice", notice_content(site, window)))) return false;
  const auto now = static_cast<std::uint64_t>(now_ms / token_window_ms);
  return *issued <= now && now - *issued <= fresh_windows;
}

std::string Tokens::nonce(double now_ms) const {
  const std::string content = std::to_string(static_cast<std::uint64_t>(now_ms)) + "." + random_id();
  return content + "." + mac("nonce", content);
}

bool Tokens::is_valid_nonce(std::string_view nonce, double now_ms) const {
  const std::size_t last = nonce.rfind('.');
  if (last == std::string_view::npos || nonce.size() > max_token_bytes) return false;
  const std::string_view content = nonce.substr(0, last);
  if (!equal(nonce.substr(last + 1), mac("nonce", content))) return false;
  const auto issued = whole(content.substr(0, content.find('.')));
  return issued && static_cast<double>(*issued) <= now_ms && now_ms - static_cast<double>(*issued) <= nonce_valid_ms;
}

}  // namespace assent::collector
