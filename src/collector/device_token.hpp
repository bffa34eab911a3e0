// The word of a site's own server that a customer is signed in: a compact JWS (RFC 7515) by Ed25519 (RFC 8037). Nothing
// else is taken: no other algorithm, no key that the token names itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assent::collector {

struct DeviceToken {
  std::string customer;  // "sub": as the site's server names its customer
  double issued_ms = 0;  // "iat"
};

/// The site that a token is for ("aud"), by the token's own word; nothing where it is no token.
std::optional<std::string> audience_of(std::string_view token);

/// The token, where `key` (32 bytes) signed it for `site`: header {"alg":"EdDSA"}, with or without "typ":"JWT", and
/// exactly {"sub","aud","iat"}. Nothing where anything else is there. How old it is, is the caller's to judge.
std::optional<DeviceToken> read_device_token(std::string_view key, std::string_view site, std::string_view token);

/// True where a token of that time is no older than device_token_valid_ms, and no further ahead than
/// device_token_ahead_ms.
bool is_fresh(const DeviceToken& token, double now_ms);

}  // namespace assent::collector
