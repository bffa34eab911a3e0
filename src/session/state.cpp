// Makes room, and answers what several handlers ask of the state.
#include "session/state.hpp"

namespace assent::session {

State::State(const policy::Pack& pack)
    : profile{profile::Profile::Cells(policy::size(pack.attributes()))}, sent(policy::size(pack.destinations())) {
  // For as many goals as there may be: to ask how many there are would cost the small core more than their room.
  load.exposed = base::Array<std::uint64_t>(policy::size(pack.slots()) + policy::max_goals);
}

bool has_grant(const policy::Pack& pack, const State& state) {
  return (state.load.permissions.permitted - consent::always_on(pack, state.consent)).any();
}

bool may_load(const policy::Pack& pack, const State& state, std::size_t service) {
  const auto purposes = policy::purposes_of(policy::at(pack.services(), service));
  return purposes.any() && (purposes - state.load.permissions.permitted).none();
}

personalization::Inputs inputs_of(const policy::Pack& pack, const State& state) {
  return {pack, state.profile, state.load.permissions, state.load.page, state.consent.clock_ms, 0};
}

}  // namespace assent::session
