// The whole check of a compiled policy, by whoever compiles, serves or receives packs: a damaged or hostile pack is
// refused whole. A browser checks the pack's hash instead, which the signed boot answer names.
#pragma once

#include <span>

#include "base/result.hpp"
#include "policy/pack.hpp"

namespace assent::policy {

/// Verifies `bytes` (FlatBuffers structure, format, limits, every index, every condition program, that the labels of
/// each slot are complete) and returns the pack that lies in them. The bytes must outlive it and are 8-byte aligned.
base::Result<const Pack*> open(std::span<const std::uint8_t> bytes);

}  // namespace assent::policy
