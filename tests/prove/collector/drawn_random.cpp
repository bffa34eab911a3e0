// A counter, mixed; nothing here is fit to keep a secret.
#include "collector/drawn_random.hpp"

#include <sodium.h>

#include <atomic>
#include <cstring>

#include "base/hash.hpp"

namespace assent::prove {

namespace {

std::atomic<std::uint64_t> next = 0;

std::uint64_t draw() { return base::mix(0x9e3779b97f4a7c15u * ++next); }

std::uint32_t draw_32() { return static_cast<std::uint32_t>(draw()); }

void fill(void* const buffer, const std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(buffer);
  for (std::size_t at = 0; at < size; ++at) bytes[at] = static_cast<unsigned char>(draw());
}

const char* name() { return "drawn"; }

randombytes_implementation drawn = {name, draw_32, nullptr, nullptr, fill, nullptr};

}  // namespace

void draw_randomness_from(std::uint64_t seed) {
  next = base::mix(seed);
  randombytes_set_implementation(&drawn);
}

}  // namespace assent::prove
