// SipHash-2-4 (Aumasson, Bernstein 2012): what it gives cannot be told from chance without the key. For pseudonyms and
// noise; hash.hpp has what needs no key.
#pragma once

#include <cstdint>
#include <string_view>

namespace assent::base {

/// Two words of secret; how much of them is random is the caller's to say.
struct SipKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// 64 bits of `message` under `key`.
std::uint64_t siphash(const SipKey& key, std::string_view message);

}  // namespace assent::base
