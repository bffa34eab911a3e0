// Under which slots it is told what features gave: an experience for each experiment, a variant for each variation. So
// what holds for the exposure of a slot holds for that of a feature, from the gate to the collector.
#pragma once

#include <vector>

#include "authoring/model.hpp"

namespace assent::authoring {

struct FeatureSlot {
  const Feature* feature;
  Slot slot;  // whose experiences never show
};

/// True where it can be told which variation the rule gave.
bool is_told(const Rule& rule);

/// One for each feature that exposes anything; they stand behind the policy's own slots.
std::vector<FeatureSlot> feature_slots(const Policy& policy);

}  // namespace assent::authoring
