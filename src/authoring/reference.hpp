// A name that stands where it is used.
#pragma once

#include <string>

#include "authoring/problem.hpp"

namespace assent::authoring {

/// The name of something that is declared elsewhere.
struct Reference {
  std::string id;
  Place place;
};

/// An attribute that may decide where it could do harm, and why it may.
struct MayDecide {
  Reference attribute;
  std::string why;
};

}  // namespace assent::authoring
