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

}  // namespace assent::authoring
