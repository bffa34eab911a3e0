// The change itself is one bit; what follows from it is worked out where it is for every step.
#include "session/switch_attribute.hpp"

namespace assent::session {

namespace {

base::Fault take(State& state, policy::AttributeId attribute, bool off) {
  if (!state.load.started) return base::Fault::not_started;
  if (attribute >= state.profile.cells.size()) return base::Fault::unknown_attribute;
  profile::Cell& cell = state.profile.cells[attribute];
  if (cell.off != off) ++state.profile.changes;
  cell.off = off;
  return base::Fault::none;
}

}  // namespace

Effects switch_attribute(const policy::Pack& pack, State& state, policy::AttributeId attribute, bool off) {
  const base::Fault fault = take(state, attribute, off);
  Effects effects;
  if (fault == base::Fault::none) settle(pack, state, effects);
  effects.refused = fault;
  return effects;
}

}  // namespace assent::session
