// Takes experiences in the order the policy gives them. What is not permitted is not even looked at.
#include "personalization/decide.hpp"

#include "base/format.hpp"
#include "base/hash.hpp"
#include "personalization/pacing.hpp"

namespace assent::personalization {

namespace {

constexpr std::uint32_t split_steps = 10'000;

}  // namespace

// The hash of the hash's decimal digits.
std::uint32_t bucket(std::string_view seed, std::uint64_t unit) {
  base::Text text(seed);
  base::append_hex(text, unit);
  base::Text digits;
  base::append_unsigned(digits, base::fnv1a_32(text));
  return base::fnv1a_32(digits) % split_steps;
}

std::int16_t choose_variant(const pack::Experience& experience, std::uint64_t unit) {
  const auto* variants = experience.variants();
  std::uint64_t total = 0;
  for (std::size_t index = 0; index < policy::size(variants); ++index) total += policy::at(variants, index).weight();
  if (total == 0) return -1;
  std::uint64_t left = bucket(policy::view(experience.experiment()), unit) * total;
  for (std::size_t index = 0;; ++index) {
    const std::uint64_t width = std::uint64_t{policy::at(variants, index).weight()} * split_steps;
    if (left < width) return static_cast<std::int16_t>(index);
    left -= width;
  }
}

Decision decide(const Inputs& inputs, policy::SlotId slot_id, std::uint64_t unit, Trace* trace) {
  const pack::Slot& slot = policy::at(inputs.pack.slots(), slot_id);
  Inputs for_slot = inputs;
  for_slot.purpose = slot.purpose();
  if (!inputs.permissions.permitted[slot.purpose()]) return {-1, -1, true};
  for (std::size_t index = 0; index < policy::size(slot.experiences()); ++index) {
    const pack::Experience& experience = policy::at(slot.experiences(), index);
    const auto id = static_cast<std::int16_t>(index);
    if (holds(for_slot, experience.when(), trace, static_cast<std::uint16_t>(id)) &&
        may_be_shown(for_slot, slot, static_cast<std::uint16_t>(id), unit, trace))
      return {id, choose_variant(experience, unit), false};
  }
  return {};
}

}  // namespace assent::personalization
