// Members keep the order of ui_texts, so equal policies give equal bytes.
#include "authoring/page_texts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "authoring/ui_texts.hpp"

namespace assent::authoring {

namespace {

bool is_in(std::span<const std::string_view> list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

bool is_of(Part part, std::string_view key) {
  switch (part) {
    case Part::first_layer:
      return is_in(first_layer_texts, key);
    case Part::second_layer:
      return !is_in(first_layer_texts, key) && !is_in(gate_texts, key);
    case Part::gates:
      return is_in(gate_texts, key) || is_in(placeholder_notes, key);
  }
  return false;
}

bool some_regime(const Policy& policy, bool (*holds)(const Regime&)) {
  return std::any_of(policy.regimes.begin(), policy.regimes.end(), holds);
}

bool is_said(const Policy& policy, std::string_view key) {
  if (key.find("age_") != key.npos || key.ends_with("_age"))
    return some_regime(policy, [](const Regime& each) { return each.asks_age; });
  if (key == "limit")
    return some_regime(policy, [](const Regime& each) { return each.controls.contains(Required::limit_sensitive); });
  if (key == "opt_out")
    return some_regime(policy, [](const Regime& each) { return each.controls.contains(Required::do_not_sell); });
  if (key == "gpc_honored") return some_regime(policy, [](const Regime& each) { return each.honors_gpc; });
  return true;
}

}  // namespace

nlohmann::ordered_json texts_of(Part part, const Policy& policy, const std::string& language) {
  const auto& said = policy.texts.at(language).by_key;
  nlohmann::ordered_json made = nlohmann::ordered_json::object();
  for (const std::string_view key : ui_texts)
    if (is_of(part, key) && is_said(policy, key)) made[std::string(key)] = said.at(std::string(ui_prefix).append(key));
  return made;
}

}  // namespace assent::authoring
