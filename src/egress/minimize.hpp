// Minimizers: the coarser form in which an attribute may leave. The collector uses `is_minimized` to see that what
// arrived has that form.
#pragma once

#include "profile/profile.hpp"

namespace assent::egress {

/// The declared leave of `attribute` for `destination`, or null.
const pack::Leave* leave_for(const pack::Attribute& attribute, policy::DestinationId destination);

/// The value in the form `leave` declares, which is one that the small core knows and carries a value.
/// bucket → text "25-34" (the last "65+", below the first "<18"); prefix → the first code points; map → the mapped
/// text or the map's `other`; date → text "2026", "2026-11" or "2026-11-23"; keep → unchanged.
profile::Value minimize(const policy::Pack& pack, const pack::Leave& leave, const profile::ValueView& value);

/// True where `value` could have come out of `minimize` or `minimize_more` for this leave and this attribute.
bool is_minimized(const policy::Pack& pack, const pack::Attribute& attribute, const pack::Leave& leave,
                  const profile::ValueView& value);

}  // namespace assent::egress
