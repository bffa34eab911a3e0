// Reads presets with the policy's own reader; what it has to complain about is heard when the policy is checked.
#include "authoring/starter_presets.hpp"

#include "authoring/parts.hpp"
#include "authoring/starter_files.hpp"

namespace assent::authoring {

Preset read_preset(std::string bytes) {
  Preset preset;
  std::vector<JsonFault> faults;
  if (const auto json = read_json(bytes, JsonRules{}, faults)) {
    Problems unheard;
    const Regime regime = read_regime(Element(*json, {}, unheard));
    preset.model = regime.model;
    preset.age_from = regime.age_from;
  }
  preset.bytes = std::move(bytes);
  return preset;
}

Presets shipped_presets() {
  constexpr std::string_view folder = "regimes/", ending = ".json";
  Presets presets;
  for (const StarterFile& file : starter_files_in(folder)) {
    const std::size_t letters = file.path.size() - folder.size() - ending.size();
    presets[std::string(file.path.substr(folder.size(), letters))] = read_preset(std::string(file.bytes));
  }
  return presets;
}

}  // namespace assent::authoring
