// "May you contact me?": yes only where a purpose that covers topic and channel stands now, and why not otherwise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/catalog.hpp"
#include "collector/standing.hpp"

namespace assent::collector {

/// The answer. An empty reason means yes, for `purpose`; otherwise `purpose` is the one that would have to stand, or
/// empty where none covers what is asked. Reasons: unknown-channel, unknown-topic, channel-not-offered, no-consent,
/// denied, withdrawn, expired, outdated (what was granted has changed since), unproven, gpc, under-age.
struct ContactAnswer {
  std::string purpose;
  std::string_view reason;
};

/// Of several purposes that cover the question one that stands is enough; where none does, the reason is the first's.
ContactAnswer may_contact(const Site& site, const std::optional<Stands>& stands, std::string_view topic,
                          std::string_view channel, double now_ms, bool unproven_grants_stand);

}  // namespace assent::collector
