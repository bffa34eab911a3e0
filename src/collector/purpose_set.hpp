// Sets of purposes as the store keeps them: their ids.
#pragma once

#include <string>
#include <string_view>

#include "consent/state.hpp"

namespace assent::collector {

/// The ids of a pack's purposes in the set, with spaces between.
std::string purpose_ids(const policy::Pack& pack, consent::PurposeSet purposes);

/// The set that purpose_ids wrote, perhaps under another pack: ids that this one does not have are left out.
consent::PurposeSet purposes_from(const policy::Pack& pack, std::string_view ids);

}  // namespace assent::collector
