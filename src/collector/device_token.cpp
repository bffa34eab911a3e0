// The signature is checked before anything that the token says is believed.
#include "collector/device_token.hpp"

#include <cmath>

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

// The three parts of a token, still encoded; `signed_part` is header, dot and payload.
struct Parts {
  std::string_view header, payload, signature, signed_part;
};

std::optional<Parts> parts_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  if (token.size() > max_device_token_bytes || first == token.npos || first == last) return {};
  return Parts{token.substr(0, first), token.substr(first + 1, last - first - 1), token.substr(last + 1),
               token.substr(0, last)};
}

std::optional<Json> json_in(std::string_view encoded) {
  const auto text = from_base64url(encoded);
  return text ? read_body(*text) : std::nullopt;
}

// What a header may say besides the algorithm could only ask for something that is not done here.
bool is_ours(const Json& header) {
  if (!header.is_object() || header.value("alg", Json()) != "EdDSA") return false;
  return header.size() == 1 || (header.size() == 2 && header.value("typ", Json()) == "JWT");
}

}  // namespace

std::optional<std::string> audience_of(std::string_view token) {
  const auto parts = parts_of(token);
  const auto payload = parts ? json_in(parts->payload) : std::nullopt;
  if (!payload || !payload->is_object() || !payload->contains("aud") || !payload->at("aud").is_string()) return {};
  return payload->at("aud").get<std::string>();
}

std::optional<DeviceToken> read_device_token(std::string_view key, std::string_view site, std::string_view token) {
  const auto parts = parts_of(token);
  if (!parts) return {};
  const auto header = json_in(parts->header);
  const auto signature = from_base64url(parts->signature);
  if (!header || !is_ours(*header) || !signature || !verify(key, parts->signed_part, *signature)) return {};
  const auto payload = json_in(parts->payload);
  if (!payload) return {};
  Members members(*payload);
  DeviceToken read;
  read.customer = members.text("sub", max_customer_bytes);
  const std::string audience = members.text("aud", max_site_bytes);
  const double issued_s = members.number("iat");
  if (!members.complete() || read.customer.empty() || audience != site || issued_s != std::floor(issued_s)) return {};
  read.issued_ms = issued_s * 1000;
  return read;
}

bool is_fresh(const DeviceToken& token, double now_ms) {
  const double age_ms = now_ms - token.issued_ms;
  return age_ms <= device_token_valid_ms && age_ms >= -device_token_ahead_ms;
}

}  // namespace assent::collector
