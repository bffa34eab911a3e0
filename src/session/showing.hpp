// Which experiences were on the screen, for caps and cool-downs: what the core itself keeps of a visit. It moves with
// the page's events alone, never with what happens to the profile. Only the full core counts; the small one is linked
// with no_showing.cpp instead of showing.cpp.
#pragma once

#include "session/state.hpp"

namespace assent::session {

/// A page view begins at the time that the state has seen last: what was seen before counts from now on.
void begin_view(const policy::Pack& pack, State& state);

/// Counts that what was decided for the slot is on the screen, once a page view, where some purpose of the attribute
/// that keeps the counts stands.
void count_shown(const policy::Pack& pack, State& state, policy::SlotId slot);

/// False of what the core alone may keep of a visitor, whatever the page says.
bool may_be_told(const profile::ValueView& value);

}  // namespace assent::session
