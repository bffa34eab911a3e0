// When, to whom and how often an experience may be shown: its pace. Only the full core knows one; to the small one,
// which is linked with no_pacing.cpp instead of pacing.cpp, an experience with a pace is never shown.
//
// What a visitor looks at stays: the time is that of the page view's beginning, and what was seen in this page view
// does not count yet.
#pragma once

#include "personalization/decide.hpp"

namespace assent::personalization {

/// True where the experience may be shown now. Where not, the reason is appended to `trace`, where that is given, as a
/// factor of no node. `inputs.purpose` is the slot's; `unit` is the visitor's random key for stable splits.
bool may_be_shown(const Inputs& inputs, const pack::Slot& slot, std::uint16_t experience, std::uint64_t unit,
                  Trace* trace);

/// True where the visitor is kept out of all personalization, to compare with.
bool is_held_out(const Pack& pack, std::uint64_t unit);

/// True where that is why `slot` shows what was decided. In the small core nobody is kept out: what such a pack has to
/// show has a pace.
bool is_held_out(const Pack& pack, const pack::Slot& slot, const Decision& decision, std::uint64_t unit);

/// True of a slot that shows nothing to who is kept out: one with experiences, and not that of a feature.
bool heeds_holdout(const pack::Slot& slot);

/// The name of a code, of a pace or a leaf.
const char* pace_name(Code code);

}  // namespace assent::personalization
