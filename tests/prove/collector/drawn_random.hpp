// Randomness that can be told what to be: two runs that are asked alike draw the same ids, nonces and keys. For the
// prover alone.
#pragma once

#include <cstdint>

namespace assent::prove {

/// From now on libsodium's random bytes are those of `seed`. The first call must come before libsodium is used.
void draw_randomness_from(std::uint64_t seed);

}  // namespace assent::prove
