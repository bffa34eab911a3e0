// Each rule is a function of its own.
#include "policy/paces.hpp"

#include <cmath>

namespace assent::policy {

namespace {

bool turns_are_sound(const flatbuffers::Vector<double>* turns) {
  if (size(turns) > max_turns) return false;
  for (std::size_t index = 0; index < size(turns); ++index) {
    const double turn = at(turns, index);
    if (!std::isfinite(turn) || turn < 0 || (index > 0 && turn <= at(turns, index - 1))) return false;
  }
  return true;
}

bool pace_is_sound(const pack::Pace& pace) {
  return turns_are_sound(pace.turns()) && pace.first() <= pace.end() && pace.end() <= parts &&
         (pace.group() || pace.end() == 0);
}

bool holdout_is_sound(const Pack& pack) { return pack.held_out() <= parts && (pack.holdout() || pack.held_out() == 0); }

// What is decided by a feature shows by no slot of its own.
bool is_of_feature(const Pack& pack, std::size_t slot) {
  const auto* features = pack.features();
  for (std::size_t index = 0; index < size(features); ++index)
    if (at(features, index).slot() == slot) return true;
  return false;
}

// Some experience is counted.
bool has_counted(const pack::Slot& slot) {
  for (std::size_t index = 0; index < size(slot.experiences()); ++index)
    if (is_counted(at(slot.experiences(), index).pace())) return true;
  return false;
}

bool counts_are_declared(const Pack& pack) {
  if (pack.counts() == no_counts) return true;
  if (pack.counts() >= size(pack.attributes())) return false;
  const pack::Attribute& counts = at(pack.attributes(), pack.counts());
  return counts.type() == pack::ValueType::counts && counts.source() == pack::Source::observed && !counts.special();
}

// A slot that is counted reads the counts, and what it depends on they depend on.
bool labels_are_counted(const Pack& pack, const pack::Slot& slot) {
  if (!has_counted(slot)) return true;
  if (pack.counts() == no_counts || !has(slot.labels(), pack.counts())) return false;
  const auto* inputs = at(pack.attributes(), pack.counts()).inputs();
  for (std::size_t index = 0; index < size(slot.labels()); ++index)
    if (at(slot.labels(), index) != pack.counts() && !has(inputs, at(slot.labels(), index))) return false;
  return true;
}

bool slot_is_sound(const Pack& pack, std::size_t index) {
  const pack::Slot& slot = at(pack.slots(), index);
  const bool heeds_holdout = pack.held_out() > 0 && !is_of_feature(pack, index);
  for (std::size_t each = 0; each < size(slot.experiences()); ++each) {
    const pack::Pace* pace = at(slot.experiences(), each).pace();
    if (pace ? !pace_is_sound(*pace) : heeds_holdout) return false;
  }
  return labels_are_counted(pack, slot);
}

}  // namespace

bool paces_are_sound(const Pack& pack) {
  if (!holdout_is_sound(pack) || !counts_are_declared(pack)) return false;
  for (std::size_t index = 0; index < size(pack.attributes()); ++index)
    if (at(pack.attributes(), index).type() == pack::ValueType::counts && index != pack.counts()) return false;
  for (std::size_t index = 0; index < size(pack.slots()); ++index)
    if (!slot_is_sound(pack, index)) return false;
  return true;
}

}  // namespace assent::policy
