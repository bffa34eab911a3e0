// The small core's part of showing.hpp: it shows nothing that is counted.
#include "session/showing.hpp"

namespace assent::session {

void begin_view(const policy::Pack&, State&) {}

void count_shown(const policy::Pack&, State&, policy::SlotId) {}

bool may_be_told(const profile::ValueView&) { return true; }

}  // namespace assent::session
