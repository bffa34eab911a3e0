// Effects as JSON text: what the page reads, and what a person reads in developer tools. Values of attributes appear
// only in the view, which stays inside the widget, and in the bodies of Send effects.
#pragma once

#include "session/effect.hpp"
#include "session/state.hpp"

namespace assent::boundary {

/// What a step wants done as a JSON array, in the order in which it is to be done; each element names itself in "do".
/// `state` is the state after the step.
base::Text write_effects(const policy::Pack& pack, const session::State& state, const session::Effects& effects);

}  // namespace assent::boundary
