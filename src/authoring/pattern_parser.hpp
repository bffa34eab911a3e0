// Reads the source of a regular expression as V8 does without the flags u and v.
#pragma once

#include <string>
#include <string_view>

#include "authoring/pattern.hpp"
#include "authoring/pattern_tree.hpp"

namespace assent::authoring {

struct ParsedPattern {
  PatternOutcome outcome = PatternOutcome::compiled;  // what it is but for the size of its program
  PatternNode root;                                   // where it is compiled
  std::string construct;                              // the first that is unsupported
};

/// Reads `source`, a whole pattern in UTF-16. Where `ignore_case`, the tree's sets have every case of their units.
ParsedPattern parse_pattern(std::u16string_view source, bool ignore_case);

}  // namespace assent::authoring
