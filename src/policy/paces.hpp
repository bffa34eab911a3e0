// Whether the paces, the counts and the holdout of a pack are sound: a part of verify.hpp's open().
#pragma once

#include "policy/pack.hpp"

namespace assent::policy {

inline constexpr std::size_t max_turns = 4096;      // of one experience: two a showing
inline constexpr std::uint16_t parts = 10'000;      // of a split
inline constexpr std::uint16_t no_counts = 0xFFFF;  // Pack.counts: no attribute keeps them
inline constexpr std::size_t max_counted = 64;      // experiences that the counts have room for

/// True where every pace is whole, every share lies within the split, and what is counted depends on nothing that its
/// attribute does not list: every label of a slot with a cap or a cool-down is an input of the counts, and the counts
/// are a label of every such slot. What else of the pack these rules rest on has been asked before.
bool paces_are_sound(const Pack& pack);

/// True where the pace asks how often or when the experience was seen.
inline bool is_counted(const pack::Pace* pace) {
  return pace && (pace->in_visit() > 0 || pace->in_day() > 0 || pace->in_all() > 0 || pace->cool_down_s() > 0);
}

}  // namespace assent::policy
