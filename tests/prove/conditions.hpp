// Writes condition programs as authoring does, from draws: prefix order, whole subtrees, operands in their vectors.
#pragma once

#include <set>
#include <vector>

#include "draw.hpp"
#include "policy/pack_generated.h"

namespace assent::prove {

/// The vectors of a pack that condition programs lie in.
struct Programs {
  std::vector<pack::Node> nodes;
  std::vector<double> numbers;
  std::vector<std::uint16_t> operands;
};

/// What a condition may compare: the types of the first attributes, and how many facts about the page there are.
struct Readable {
  const std::vector<pack::ValueType>& types;
  int facts;
};

/// Appends the program; the indexes of the attributes that it reads go into `read`. Where nothing is left to compare,
/// the range is empty: the condition always holds.
pack::Range write_condition(const ConditionDraw& draw, const Readable& readable, Programs& programs,
                            std::set<std::uint16_t>& read);

}  // namespace assent::prove
