// A policy that the linter has passed → the configuration of the head stub, as JSON (HeadConfig in web/src/head): what
// tags are told before anybody has chosen, and what the request guard holds back.
#pragma once

#include <string>

#include "authoring/lookup.hpp"

namespace assent::authoring {

/// "{}" where the policy asks nothing of the stub.
std::string write_head(const Lookup& lookup);

}  // namespace assent::authoring
