// What may stay of a subject after a choice: only what the new choice still permits.
#pragma once

#include <string>

#include "collector/store.hpp"
#include "egress/gate.hpp"

namespace assent::collector {

/// The purposes under which a stored attribute may stay; empty: it must go.
std::string remaining_purposes(const policy::Pack& pack, const consent::Permissions& permissions,
                               const store::Attribute& attribute);

/// The purposes under which a stored exposure may stay; empty: it must go.
std::string remaining_purposes(const policy::Pack& pack, const consent::Permissions& permissions,
                               const store::Exposure& exposure);

/// Deletes what a subject's consent, as it stands now and proven or not, keeps no longer, to the last byte, and queues
/// word of it for its destinations.
void keep_what_stands(Database& database, std::string_view site, std::string_view subject, const policy::Pack& pack,
                      double now_ms);

/// How long data may stay that stands on `purposes`: as long as the longest of them keeps it, in milliseconds.
double retention_ms(const policy::Pack& pack, consent::PurposeSet purposes);

}  // namespace assent::collector
