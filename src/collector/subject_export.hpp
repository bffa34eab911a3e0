// Everything that is kept of a subject, for the subject to read.
#pragma once

#include <string>
#include <string_view>

#include "collector/catalog.hpp"
#include "collector/database.hpp"

namespace assent::collector {

/// The name of the form, which docs/rights.md describes; a form that loses or renames a member gets another.
inline constexpr std::string_view export_format = "assent-export-1";

/// JSON, indented: format, subject, time, sites, consents, withdrawals, attributes, exposures, events, contact_tokens,
/// deliveries. What the site's policy has a title for has it here too. Secrets are not in it: of a contact token it
/// tells that there is one.
std::string export_subject(Database& database, const Catalog& catalog, std::string_view subject, double now_ms);

}  // namespace assent::collector
