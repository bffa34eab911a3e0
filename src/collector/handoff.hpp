// A hand-off: choices on their way from one origin of a site to another, signed by the site's key, good for one
// minute and for one redemption. It names nobody: no subject, no address, and an id that is random each time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/keys.hpp"

namespace assent::collector {

struct Handoff {
  std::string id;  // random
  std::string site;
  std::string from, to;  // origins
  double issued_ms = 0;
  std::string choices;  // bytes
};

/// The token: base64url of the hand-off as JSON, ".", base64url of the signature.
std::string write_handoff(const SigningKey& key, const Handoff& handoff);

/// The hand-off of a token; nothing where another key signed it, or where it is no token at all.
std::optional<Handoff> read_handoff(const SigningKey& key, std::string_view token);

}  // namespace assent::collector
