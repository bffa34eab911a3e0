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
  std::uint32_t steps = 1;             // one more than were taken, so that who read the state knows when it is another
  FeatureSetting* features = nullptr;  // null until something was set
};

}  // namespace assent::boundary
