// Takes what the first byte promises, as far as it is there.
#include "base/units.hpp"

namespace assent::base {

std::uint16_t Units::next_beyond_ascii() {
  if (low_ != 0) {
    const std::uint16_t low = low_;
    low_ = 0;
    return low;
  }
  const std::uint32_t letter = code_point();
  constexpr std::uint32_t pairs_from = 0x10000;
  if (letter < pairs_from) return static_cast<std::uint16_t>(letter);
  const std::uint32_t bits = letter - pairs_from;
  low_ = static_cast<std::uint16_t>(0xDC00 | (bits & 0x3FF));
  return static_cast<std::uint16_t>(0xD800 | bits >> 10);
}

std::uint32_t Units::code_point() {
  const auto first = static_cast<std::uint8_t>(text_[at_++]);
  if (first < 0x80) return first;
  constexpr std::uint32_t damaged = 0xFFFD;
  if (first < 0xC0 || first > 0xF4) return damaged;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  std::uint32_t letter = first & (0x3F >> more);
  for (int left = more; left > 0; --left) {
    if (at_ == text_.size() || (static_cast<std::uint8_t>(text_[at_]) & 0xC0) != 0x80) return damaged;
    letter = letter << 6 | (static_cast<std::uint8_t>(text_[at_++]) & 0x3F);
  }
  return letter > 0x10FFFF ? damaged : letter;
}

}  // namespace assent::base
