// The questions of `assent init`, one line each, for a person at a terminal. They change nothing but the choices.
#pragma once

#include <iosfwd>

#include "authoring/starter_choices.hpp"

namespace assent::cli {

/// `flag: what — remedy`
std::string said_of(const authoring::Problem& problem);

/// Asks for one choice until the answer can be taken; an empty one takes the proposal. False where the input ends.
bool ask(const authoring::Choice& choice, const authoring::Presets& presets, authoring::StarterChoices& choices,
         std::istream& in, std::ostream& out);

}  // namespace assent::cli
