// What site.json says about choices that were made elsewhere ("share"): on subdomains, on the site's other domains, on
// a signed-in customer's other devices. Without a part of it, that part is off.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authoring/problem.hpp"

namespace assent::authoring {

inline constexpr std::size_t max_share_domains = 32;

struct Share {
  std::string subdomains;            // the domain whose cookie they share; empty: none
  std::vector<std::string> domains;  // origins that hand choices to each other
  std::string device_key;            // Ed25519 public key of the site's server, base64; empty: none
  Place place;
};

/// A host name of two labels or more, small letters, and no address: what a cookie's Domain may name.
bool is_cookie_domain(std::string_view text);

/// True where browsers would take a domain for one under which strangers register theirs ("co.uk"), by the look of it.
bool looks_registry_like(std::string_view domain);

/// True where the host of `origin` is the domain or below it.
bool is_below(std::string_view origin, std::string_view domain);

/// Standard base64 of 32 bytes.
bool is_public_key(std::string_view text);

}  // namespace assent::authoring
