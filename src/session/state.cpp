// Makes room, and answers what several handlers ask of the state.
#include "session/state.hpp"

namespace assent::session {

State::State(const policy::Pack& pack)
    : consent(consent::first_state(pack)),
      profile{profile::Profile::Cells(policy::size(pack.attributes()))},
      sent(policy::size(pack.destinations())) {
  load.exposed = base::Array<std::uint32_t>(policy::size(pack.slots()));
}

bool has_grant(const policy::Pack& pack, const State& state) {
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index)
    if (state.load.permissions.permitted[index] &&
        !consent::always_on(pack, state.consent, static_cast<policy::PurposeId>(index)))
      return true;
  return false;
}

personalization::Inputs inputs_of(const policy::Pack& pack, const State& state) {
  return {pack, state.profile, state.load.permissions, state.load.page, state.consent.clock_ms, 0};
}

}  // namespace assent::session
