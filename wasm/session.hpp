// What an open pack and its visitor are, behind the boundary. It is never closed: it belongs to the page.
#pragma once

#include <memory>

#include "session/step.hpp"

namespace assent::boundary {

struct FeatureSetting;  // of full.wasm alone: features.cpp

struct Session {
  std::unique_ptr<std::uint8_t[]> bytes;  // the pack, which `pack` points into
  const policy::Pack* pack;
  session::State state;
  base::Array<std::uint8_t> input;
  base::Text text;
  FeatureSetting* features = nullptr;  // null until something was set
};

/// The state may be another one now: who has read it reads it again. The small core has nobody (no_features.cpp).
void stepped(Session& session);

}  // namespace assent::boundary
