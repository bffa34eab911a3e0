// What purposes.json says about contacting a customer ("contact"): on which topics and by which channels the purpose
// lets the site write or call. It is the collector's business, which answers "may you contact me?"; a pack holds
// nothing of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

inline constexpr std::string_view contact_channels[] = {"email", "sms", "post", "push", "phone"};
inline constexpr std::size_t max_contact_topics = 64;

/// What one purpose lets the site contact a customer about, and by what. Both lists hold something.
struct Contact {
  std::string purpose;
  std::vector<std::string> channels, topics;
};

}  // namespace assent::authoring
