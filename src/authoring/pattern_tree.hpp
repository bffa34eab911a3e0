// What a pattern says, as a tree: between its parser and its compiler.
#pragma once

#include <cstdint>
#include <vector>

#include "authoring/pattern_units.hpp"
#include "personalization/pattern.hpp"

namespace assent::authoring {

/// A repetition's count that has no end; no count is larger. V8 reads what is larger as this too.
inline constexpr std::uint64_t endless = 0x7FFFFFFF;

struct PatternNode {
  enum class Kind {
    one_of,     // a unit of `units`
    assertion,  // what `assertion` says of a place
    sequence,   // all parts, one behind the other
    choice,     // one of the parts
    repeat,     // the one part, `least` to `most` times
  };

  Kind kind = Kind::sequence;
  std::vector<PatternNode> parts;
  UnitSet units;
  personalization::PatternOp assertion = personalization::PatternOp::start;
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  std::uint64_t bytes = 0;  // of its program, where the compiler has measured it
};

}  // namespace assent::authoring
