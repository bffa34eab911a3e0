// Regular expressions as a pack brings them: small programs, compiled by authoring/pattern.hpp. All ways to match are
// followed at once, so that time grows with program times text and no pattern can stall a page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace assent::personalization {

inline constexpr std::size_t max_pattern_bytes = 4096;

/// What the first byte of an instruction says. From `unit` on, an operand of two bytes follows, little-endian.
enum class PatternOp : std::uint8_t {
  match,  // the text matches; every program ends with it
  any,    // takes a unit that ends no line
  start,
  end,
  boundary,
  no_boundary,
  unit,     // takes the unit that is the operand
  one_of,   // takes a unit inside, and none_of one outside, of as many ranges as the operand says; they follow, each a
  none_of,  // first and a last unit of two bytes
  jump,     // goes on at the operand, counted from the program's start
  split,    // goes on there and behind itself
};

/// UTF-8 as JavaScript sees it, in UTF-16 code units. What is not UTF-8 gives some units and is never read past its
/// end.
class TextUnits {
 public:
  static constexpr int done = -1;

  explicit TextUnits(std::string_view text) : text_(text) {}
  /// The next unit, or `done`.
  int next();

 private:
  std::string_view text_;
  int low_ = 0;  // the second half of a pair whose first was given
};

/// True where every instruction and every target of `program` is one, so that matches() can run it.
bool is_program(std::span<const std::uint8_t> program);

/// True where `program`, which is_program(), matches `text` or a part of it.
bool matches(std::span<const std::uint8_t> program, std::string_view text);

}  // namespace assent::personalization
