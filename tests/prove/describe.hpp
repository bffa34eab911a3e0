// A failing case in words: the policy, what happened in which run, and the bytes that differ.
#pragma once

#include <string>

#include "shares.hpp"

namespace assent::prove {

/// A pair whose runs sent different bytes at or behind common event `behind`.
std::string describe_leak(const Pair& pair, std::size_t behind, const std::string& one, const std::string& other);

/// A run in which native core and module answered record `at` differently.
std::string describe_disparity(const pack::Pack& pack, const Run& run, std::size_t at, const support::Answer& native,
                               const support::Answer& module);

}  // namespace assent::prove
