// Small deterministic hashes: FNV-1a for stable splits and checksums, and a mixer for ids. None is cryptographic;
// integrity against an attacker is SHA-256 and Ed25519, outside the core.
#pragma once

#include <cstdint>
#include <string_view>

namespace assent::base {

/// FNV-1a, 32 bits (draft-eastlake-fnv). GrowthBook's splits rest on it.
constexpr std::uint32_t fnv1a_32(std::string_view text) {
  std::uint32_t hash = 0x811c9dc5u;
  for (const char letter : text) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x01000193u;
  return hash;
}

/// FNV-1a, 64 bits.
constexpr std::uint64_t fnv1a_64(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char letter : text) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3u;
  return hash;
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that a counter never gives an id twice.
constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

}  // namespace assent::base
