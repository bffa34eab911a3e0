// The UTF-16 code units of a UTF-8 text, as JavaScript counts its letters.
#pragma once

#include <cstdint>
#include <string_view>

namespace assent::base {

class Units {
 public:
  explicit Units(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size() && low_ == 0; }
  /// The next unit; call it while not done. A byte that begins no letter is U+FFFD.
  std::uint16_t next() {
    constexpr std::uint8_t ascii = 0x7F;
    if (low_ != 0 || static_cast<std::uint8_t>(text_[at_]) > ascii) return next_beyond_ascii();
    return static_cast<std::uint8_t>(text_[at_++]);
  }

 private:
  std::uint16_t next_beyond_ascii();
  std::uint32_t code_point();

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint16_t low_ = 0;  // the second half of a pair that has begun
};

}  // namespace assent::base
