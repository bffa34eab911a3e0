// The regimes that a starter policy may name, each with what of it a starter depends on. It never judges one: that a
// preset is sound, `assent check` says, and that it is right, a site's counsel.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "policy/pack.hpp"

namespace assent::authoring {

struct Preset {
  std::string bytes;  // of its file
  pack::Model model = pack::Model::opt_in;
  std::uint8_t age_from = 0;  // 0: no rule
};
using Presets = std::map<std::string, Preset>;  // by id

/// The preset in `bytes`, as far as it can be read.
Preset read_preset(std::string bytes);

/// Those that the binary holds.
Presets shipped_presets();

}  // namespace assent::authoring
