// A policy that the linter has passed → the gates document in one language, as JSON (GatesDocument in web/src/gates):
// what the page needs once something is gated, allowed or taken back, and no visitor needs before.
#pragma once

#include <string>

#include "authoring/model.hpp"

namespace assent::authoring {

/// True where the site has anything to gate, to tell tags or to migrate.
bool has_gates(const Policy& policy);

std::string write_gates(const Policy& policy, const std::string& language);

}  // namespace assent::authoring
