// The small core's part of showing.hpp: it shows nothing that is counted.
#include <memory>

#include "session/showing.hpp"

namespace assent::session {

// In place: moving a state is a lot of code for the browser.
void forget_all(const policy::Pack& pack, State& state) {
  std::destroy_at(&state);
  std::construct_at(&state, pack);
}

void begin_load(const policy::Pack&, State&) {}

void begin_view(const policy::Pack&, State&) {}

void count_shown(const policy::Pack&, State&, policy::SlotId) {}

bool may_be_told(const profile::ValueView&) { return true; }

}  // namespace assent::session
