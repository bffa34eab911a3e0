// Names are those of GrowthBook's payload, made unique where it has one twice.
#include "authoring/feature_slots.hpp"

#include <algorithm>
#include <set>

namespace assent::authoring {

namespace {

constexpr std::string_view prefix = "feature:";  // no slot of a policy has a colon in its id

std::string unique(std::string wanted, std::size_t position, std::set<std::string>& taken) {
  if (wanted.empty() || taken.contains(wanted)) wanted += "#" + std::to_string(position);
  taken.insert(wanted);
  return wanted;
}

Experience experience_of(const Rule& rule, std::string id) {
  Experience made;
  made.id = std::move(id);
  made.when.emplace();
  made.when->op = pack::Op::any;  // of nothing: it never shows by itself
  made.experiment = rule.key;
  std::set<std::string> taken;
  for (std::size_t at = 0; at < rule.variations.size(); ++at) {
    const std::string name = at < rule.names.size() && !rule.names[at].empty() ? rule.names[at] : std::to_string(at);
    made.variants.push_back({unique(name, at, taken), 1});
  }
  return made;
}

Slot slot_of(const Feature& feature) {
  Slot made;
  made.id = feature.alone ? feature.id : std::string(prefix) + feature.id;
  made.purpose.id = feature.purpose;
  made.exposes = feature.exposes;
  made.place = feature.place;
  std::set<std::string> taken;
  for (std::size_t at = 0; at < feature.rules.size(); ++at)
    if (is_told(feature.rules[at]))
      made.experiences.push_back(experience_of(feature.rules[at], unique(feature.rules[at].key, at, taken)));
  return made;
}

}  // namespace

bool is_told(const Rule& rule) { return rule.kind == pack::RuleKind::experiment && rule.variations.size() > 1; }

std::vector<FeatureSlot> feature_slots(const Policy& policy) {
  std::vector<FeatureSlot> made;
  for (const Feature& each : policy.features.all)
    if (!each.exposes.empty() && std::any_of(each.rules.begin(), each.rules.end(), is_told))
      made.push_back({&each, slot_of(each)});
  return made;
}

}  // namespace assent::authoring
