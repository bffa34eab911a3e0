// Base64, base64url and hex between bytes and text. Decoding is strict: one text for one value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace assent::collector {

/// Standard base64 with padding (RFC 4648, section 4).
std::string base64(std::string_view bytes);

/// Base64 for URLs, without padding (RFC 4648, section 5).
std::string base64url(std::string_view bytes);

/// The bytes of standard base64 text with padding; nothing where a letter, the padding or the length is wrong.
std::optional<std::string> from_base64(std::string_view text);

/// The bytes of base64url text without padding.
std::optional<std::string> from_base64url(std::string_view text);

/// True where `text` is `digits` lowercase hexadecimal digits.
bool is_hex(std::string_view text, std::size_t digits);

/// 16 random bytes as 32 lowercase hexadecimal digits.
std::string random_id();

}  // namespace assent::collector
