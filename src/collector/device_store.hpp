// The store's table of customers' choices. It knows a customer by a keyed hash only.
#pragma once

#include <string>
#include <string_view>

#include "collector/database.hpp"

namespace assent::collector::store {

/// Makes the table; part of the schema from version 2 on.
extern const char* const device_schema;

/// The bytes kept for a customer; empty: none.
std::string device_choices(Database& database, std::string_view site, std::string_view customer);

/// Keeps them in place of what was kept.
void keep_device_choices(Database& database, std::string_view site, std::string_view customer, std::string_view choices,
                         double expires_ms);

/// Rows erased: 0 or 1.
std::int64_t erase_device_choices(Database& database, std::string_view site, std::string_view customer);

}  // namespace assent::collector::store
