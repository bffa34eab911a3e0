// A newcomer's choices → the files of a whole, commented policy that passes `assent check`. It is pure: it touches no
// disk, and the same choices give the same bytes.
#pragma once

#include <map>
#include <string>

#include "authoring/starter_choices.hpp"

namespace assent::authoring {

/// Path below the folder of policies ("shop/site.json", "regimes/eu-gdpr.json", "schema/policy.schema.json") → bytes.
using StarterFiles = std::map<std::string, std::string>;

/// `choices` are complete and came through their checks; `presets` holds every regime that they name.
StarterFiles write_starter(const StarterChoices& choices, const Presets& presets);

}  // namespace assent::authoring
