// A policy that the linter has passed → TypeScript: its names and the types behind them, so that tsc finds a page that
// asks for what the policy does not have.
#pragma once

#include <cstddef>
#include <string>

#include "authoring/model.hpp"

namespace assent::authoring {

/// A feature with more values than this has their general type, "string" say, instead of each by itself.
inline constexpr std::size_t max_literals = 256;

/// A module of types alone that needs no other; AssentOf<Assent> in it is the page's API with this policy's names and
/// types.
/// Everything keeps the order of the policy, so equal policies give equal texts.
std::string write_types(const Policy& policy);

}  // namespace assent::authoring
