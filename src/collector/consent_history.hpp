// The records that a subject gave before the one that stands: what an event that names one of them rests on.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "collector/standing.hpp"

namespace assent::collector {

/// The subject's own record with this id; nothing where there is none.
std::optional<Stands> record_of(Database& database, std::string_view site, std::string_view subject,
                                std::string_view record_id);

/// The subject's records that came to stand after one of its own, max_newer_records + 1 at the most. One that cannot
/// be read is empty, and permits nothing.
std::vector<Stands> records_after(Database& database, std::string_view site, std::string_view subject,
                                  std::string_view record_id);

}  // namespace assent::collector
