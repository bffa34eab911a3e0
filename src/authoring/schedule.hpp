// Schedules → the turns of a pack: moments at which an experience begins and ceases to be shown.
#pragma once

#include <string>
#include <vector>

#include "authoring/pacing.hpp"

namespace assent::authoring {

/// Ascending milliseconds since 1970-01-01 UTC: shown from the first until the second, and so on. Empty where the
/// schedule is, and where there is no such moment. What begins at a time that clocks show twice begins at the first of
/// the two, what ends then at the second. Takes a schedule that the linter has passed, or would but for its turns.
std::vector<double> turns_of(const Schedule& schedule, const std::string& zone);

}  // namespace assent::authoring
