// Operands that a pack holds as hashes, so that who reads it does not read them. That hides a name from a reader, not
// from someone who guesses it: docs/decisions/0015-a-pack-is-public.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "authoring/lookup.hpp"

namespace assent::authoring {

/// True where the operands of a comparison are texts; its subject is declared or a fact about the page.
bool compares_texts(const Lookup& lookup, const Condition& leaf);

/// Why the operands of a comparison cannot be hashed, or would be hashed in vain; nothing where they can be.
std::optional<std::string> unhashable(const Lookup& lookup, const Condition& leaf);

/// The key of a pack's hashes: the same for each build of a site, and 0 where no comparison asks for them. One that
/// asks is enough for all: the core then looks for hashes only.
std::uint64_t salt_of(const Policy& policy);

}  // namespace assent::authoring
