// What a webhook is told and how it is signed: one CloudEvent a delivery, by the headers of Standard Webhooks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/keys.hpp"
#include "collector/outbox.hpp"
#include "collector/release.hpp"

namespace assent::collector::webhook {

/// A request to a webhook, whole but for its address.
struct Message {
  std::string id;         // webhook-id: the delivery's, the same with each attempt
  std::string timestamp;  // webhook-timestamp: seconds since 1970-01-01
  std::string signature;  // webhook-signature: "v1a," and base64
  std::string body;
};

inline constexpr std::string_view media_type = "application/cloudevents+json";

/// The CloudEvent of what a delivery of attributes or of an exposure releases. `release` has a permit.
std::string write_release(const Policing& policing, std::string_view pack_hash, const store::Delivery& delivery,
                          const Release& release);

/// The CloudEvent of a withdrawal or an erasure.
std::string write_notice(const store::Delivery& delivery);

/// Signs `body` for one attempt: Ed25519 over "id.timestamp.body".
Message sign(const SigningKey& key, std::string_view id, std::string body, double now_ms);

}  // namespace assent::collector::webhook
