// What was refused: when, of which site, of what type and by which rule. Never what it held, whom it was about or what
// it was called.
#pragma once

#include <string_view>

#include "collector/database.hpp"

namespace assent::collector {

/// The types of dead letters. Literals: what was sent is never one.
namespace letter {
inline constexpr std::string_view attributes = "attributes";
inline constexpr std::string_view exposure = "exposure";
inline constexpr std::string_view goal = "goal";
inline constexpr std::string_view event = "event";  // of no type that we know
inline constexpr std::string_view batch = "batch";
inline constexpr std::string_view consent = "consent";
}  // namespace letter

namespace store {

/// Makes the table; part of the schema from version 3 on.
extern const char* const dead_letters_schema;

/// Keeps a dead letter; past max_dead_letters the oldest goes.
void add_dead_letter(Database& database, std::string_view site, std::string_view type, std::string_view rule,
                     double now_ms);

/// Deletes what is older than dead_letters_kept_ms.
void sweep_dead_letters(Database& database, double now_ms);

}  // namespace store

}  // namespace assent::collector
