// Which experiences were on the screen, for caps and cool-downs: what the core itself keeps of a visit. It moves with
// the page's events alone, never with what happens to the profile. Only the full core counts; the small one is linked
// with no_showing.cpp instead of showing.cpp.
#pragma once

#include "session/state.hpp"

namespace assent::session {

/// Everything is as before the first event, but for what this page load has seen.
void forget_all(const policy::Pack& pack, State& state);

/// A page load begins. One that began before, as another tab has stored something since, goes on where it was if the
/// visitor is still the same one.
void begin_load(const policy::Pack& pack, State& state);

/// Forgets what was exposed under consent that has ended since: no goal is after it. The step that ended it began a
/// view.
void forget_ended(State& state);

/// A page view begins at the time that the state has seen last: what was seen before counts from now on.
void begin_view(const policy::Pack& pack, State& state);

/// Counts that what was decided for the slot is on the screen, once a page view, where some purpose of the attribute
/// that keeps the counts stands.
void count_shown(const policy::Pack& pack, State& state, policy::SlotId slot);

/// False of what the core alone may keep of a visitor, whatever the page says.
bool may_be_told(const profile::ValueView& value);

}  // namespace assent::session
