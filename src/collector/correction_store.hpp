// The stored side of a correction: one value in one row, everything else as it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/database.hpp"

namespace assent::collector::store {

extern const char* const correction_schema;

/// Where one attribute of a subject is kept.
struct Kept {
  std::string_view site;
  std::string_view subject;
  std::string_view destination;
  std::string_view attribute;
};

bool is_kept(Database& database, const Kept& kept);

/// Puts `value` (JSON) in the place of the one that is kept, and remembers when. Purposes, expiry and the event's time
/// stay, so that the page's next event replaces the correction as it replaces every value.
void correct(Database& database, const Kept& kept, std::string_view value, double now_ms);

/// Deletes the attribute at its destination.
void remove(Database& database, const Kept& kept);

}  // namespace assent::collector::store
