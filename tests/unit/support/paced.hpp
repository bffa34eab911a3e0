// The sample site with a pace on what its first slot shows to everyone, and an attribute that counts.
#pragma once

#include "support/sample_pack.hpp"

namespace assent::test {

/// The attribute that keeps counts stands behind all others.
inline constexpr policy::AttributeId shown = attribute::count;
/// The experience of the slot `hero` that has the pace, and the one behind it that has none.
inline constexpr int paced = 2, plain = 3;

inline Site paced_site(const Pace& pace) {
  Site site = sample_site();
  Slot& hero = site.slots[slot::hero];
  Attribute counts{"shown", pack::ValueType::counts, {purpose::personalization}, pack::Source::observed};
  counts.leaves = {as_decision(destination::collector)};
  counts.inputs = hero.labels;
  counts.retention_s = 90 * day_s;
  site.attributes.push_back(counts);
  site.counts = shown;
  hero.labels.push_back(shown);
  hero.experiences[paced].pace = pace;
  hero.experiences.push_back({"plain"});
  return site;
}

/// Nobody of whom the site may know is shown anything, but for the share that is not held out.
inline Site held_out_site(std::uint16_t held_out) {
  Site site = sample_site();
  site.holdout = "holdout";
  site.held_out = held_out;
  for (Slot& slot : site.slots)
    for (Experience& experience : slot.experiences) experience.pace = Pace();
  return site;
}

}  // namespace assent::test
