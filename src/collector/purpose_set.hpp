// Sets of purposes, and their ids as the store keeps them.
#pragma once

#include <string>
#include <string_view>

#include "consent/state.hpp"

namespace assent::collector {

/// The purposes that are in both.
consent::PurposeSet common(const consent::PurposeSet& one, const consent::PurposeSet& other);

/// True where every purpose of `part` is in `whole`.
bool is_within(const consent::PurposeSet& part, const consent::PurposeSet& whole);

/// The ids of a pack's purposes in the set, with spaces between.
std::string purpose_ids(const policy::Pack& pack, const consent::PurposeSet& purposes);

/// The set that purpose_ids wrote, perhaps under another pack: ids that this one does not have are left out.
consent::PurposeSet purposes_from(const policy::Pack& pack, std::string_view ids);

}  // namespace assent::collector
