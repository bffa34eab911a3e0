// Who signed a request. A subject is nobody but the holder of a key; there is no other identity.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "collector/http.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

struct Signer {
  std::string subject;    // base64url of the SHA-256 of the key
  std::string key;        // base64
  std::string signature;  // base64
};

extern const Problem wrong_signature;

/// The signer of `message` by the fields Assent-Key and Assent-Signature; nothing where neither is there; a problem
/// where only one is, or where the signature is not the key's.
std::variant<std::optional<Signer>, Problem> signer_of(const Request& request, std::string_view message);

/// True where the Content-Type is `media_type`, with or without "charset=utf-8".
bool has_media_type(const Request& request, std::string_view media_type);

/// True where the browser says `Sec-GPC: 1`, exactly.
bool says_gpc(const Request& request);

}  // namespace assent::collector
