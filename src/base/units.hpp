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
  std::uint16_t next();

 private:
  std::uint32_t code_point();

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint16_t low_ = 0;  // the second half of a pair that has begun
};

}  // namespace assent::base
