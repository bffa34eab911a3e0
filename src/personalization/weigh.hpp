// How much each factor mattered for what a slot shows: the Shapley value (L. S. Shapley, A Value for n-Person Games,
// 1953) of a game of the decision itself. Exact, in whole numbers, from the same conditions that decide.
#pragma once

#include <cstdint>

#include "personalization/decide.hpp"

namespace assent::personalization {

inline constexpr std::size_t max_weighed = 10;  // each on its own: 2^10 coalitions

/// What the conditions of a slot read: one attribute, or one fact about the page, however often.
struct WeighedFactor {
  pack::Subject subject = pack::Subject::attribute;
  std::uint16_t index = 0;
  std::int32_t weight = 0;  // in parts of Weights.whole; below 0 where it spoke against what is shown
  bool together = false;    // weighed as one with all others that say so; `weight` is that of them all
};

struct Weights {
  std::int32_t whole = 1;
  base::List<WeighedFactor> factors;  // each once, in the order in which the slot's conditions name them
};

/// Weighs what the slot's conditions read for `decision`, which is what decide() gives for the same inputs and `unit`.
/// Experiences that may not be shown now, for their pace, are as good as not there. A coalition
/// of factors is worth 1 where the same experience results when they are read as they are and all others as absent,
/// else 0. So the weights add up to `whole` where nothing known would have shown something else, and to 0 where it
/// would have shown the same.
///
/// A factor that makes no comparison hold has no weight, and weighing it or not changes no other's. Where more than
/// max_weighed others are left, all from the max_weighed-th on are one player, which is no worse than exact: it has the
/// value of the coalition that they always form. An inferred attribute is one factor, whatever it was inferred from.
void weigh(const Inputs& inputs, policy::SlotId slot, std::uint64_t unit, const Decision& decision, Weights& weights);

}  // namespace assent::personalization
