// Byte by byte where the reference reads words: short messages, and the browser pays for code.
#include "base/siphash.hpp"

#include <bit>

namespace assent::base {

namespace {

struct Words {
  std::uint64_t v0, v1, v2, v3;

  void half(std::uint64_t& a, std::uint64_t& b, std::uint64_t& c, std::uint64_t& d, int b_bits, int d_bits) {
    a += b;
    c += d;
    b = std::rotl(b, b_bits) ^ a;
    d = std::rotl(d, d_bits) ^ c;
    a = std::rotl(a, 32);
  }
  void rounds(int count) {
    while (count-- > 0) {
      half(v0, v1, v2, v3, 13, 16);
      half(v2, v1, v0, v3, 17, 21);
    }
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
};

}  // namespace

std::uint64_t siphash(const SipKey& key, std::string_view message) {
  Words words{key.low ^ 0x736f6d6570736575u, key.high ^ 0x646f72616e646f6du, key.low ^ 0x6c7967656e657261u,
              key.high ^ 0x7465646279746573u};
  std::uint64_t word = 0;
  std::size_t at = 0;
  for (; at < message.size(); ++at) {
    word |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(message[at])) << at % 8 * 8;
    if (at % 8 != 7) continue;
    words.take(word);
    word = 0;
  }
  words.take(word | static_cast<std::uint64_t>(at) << 56);
  words.v2 ^= 0xff;
  words.rounds(4);
  return words.v0 ^ words.v1 ^ words.v2 ^ words.v3;
}

}  // namespace assent::base
