// Time zones: what clocks on a wall show, as a moment. The rules are those of the system's tz database where the policy
// is compiled; a browser needs none.
#pragma once

#include <string>

#include "authoring/pacing.hpp"

namespace assent::authoring {

/// Which moment is meant by a time that clocks show twice, because they are set back.
enum class Twice : std::uint8_t { first, second };

/// True where the tz database has the zone: "Europe/Berlin", "UTC".
bool is_zone(const std::string& name);

/// Milliseconds since 1970-01-01 UTC. A time that clocks skip, because they are put forward, is the moment of the skip.
/// `zone` is one that is_zone() takes.
double moment_of(WallMinutes time, const std::string& zone, Twice twice);

}  // namespace assent::authoring
