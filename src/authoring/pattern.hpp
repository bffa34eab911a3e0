// JavaScript's regular expressions, compiled into programs for personalization/pattern.hpp. Only what can be matched in
// linear time compiles: that nobody can write a rule that stalls a page is worth more than a look ahead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

inline constexpr std::size_t max_pattern_source_bytes = 4096;
inline constexpr std::size_t max_pattern_depth = 200;  // groups in groups

enum class PatternOutcome {
  compiled,
  invalid,      // JavaScript refuses it too
  unsupported,  // JavaScript knows it, and no program can do it
  too_big,      // beyond max_pattern_source_bytes, max_pattern_depth or personalization::max_pattern_bytes
};

struct CompiledPattern {
  PatternOutcome outcome;
  std::vector<std::uint8_t> program;  // where it compiled
  std::string construct;              // the first that is unsupported, for people: "a back reference (\1)"
};

/// The program that matches the texts for which `new RegExp(source, ignore_case ? "i" : "").test(text)` is true in V8:
/// ECMAScript 2024 with its annex B, in UTF-16 code units. Unsupported are lookaheads, lookbehinds, back references and
/// names of groups beyond ASCII. A source that is not UTF-8 is invalid.
CompiledPattern compile_pattern(std::string_view source, bool ignore_case);

}  // namespace assent::authoring
