// Each comparison is asked once; after that every coalition is a set of bits, and the conditions are walked over those.
#include "personalization/weigh.hpp"

#include <bit>

#include "personalization/pacing.hpp"

namespace assent::personalization {

namespace {

using policy::at;
using Coalition = std::uint16_t;  // bit i: player i takes part
using Nodes = base::Array<Coalition>;
static_assert(max_weighed < 16);

constexpr Coalition only(std::size_t player) { return static_cast<Coalition>(1u << player); }

// The conditions of one slot, with what each comparison says.
class Game {
 public:
  Game(const Inputs& inputs, const pack::Slot& slot, std::uint64_t unit, const Decision& decision)
      : inputs_(inputs),
        slot_(slot),
        decision_(decision),
        holds_with_(policy::size(inputs.pack.nodes())),
        is_open_(policy::size(slot.experiences())) {
    for (std::size_t index = 0; index < is_open_.size(); ++index)
      is_open_[index] = may_be_shown(inputs, slot, static_cast<std::uint16_t>(index), unit, nullptr);
  }

  /// Lists every factor, gives those that matter their player, and returns how many players there are.
  std::size_t seat(base::List<WeighedFactor>& factors) {
    each_leaf([&](std::uint32_t, const pack::Node& node) { list(factors, node); });
    std::size_t live = 0;
    for (const WeighedFactor& each : factors) live += matters(each) ? 1 : 0;
    std::size_t players = 0;
    for (WeighedFactor& each : factors) {
      if (!matters(each)) continue;
      each.together = live > max_weighed && players >= max_weighed - 1;
      give(each, each.together ? max_weighed - 1 : players);
      players = players < max_weighed ? players + 1 : players;
    }
    return players;
  }

  /// The one player of a factor, as a coalition; none where it has no weight.
  Coalition player(const WeighedFactor& factor) const {
    Coalition found = 0;
    each_leaf([&](std::uint32_t index, const pack::Node& node) {
      if (is_of(factor, node)) found |= holds_with_[index];
    });
    return found;
  }

  /// True where the coalition alone gives the same experience.
  bool wins(Coalition coalition) const {
    for (std::size_t index = 0; index < policy::size(slot_.experiences()); ++index) {
      const pack::Range* const when = at(slot_.experiences(), index).when();
      if (!is_open_[index]) continue;
      if (!when || when->count() == 0 || holds(when->begin(), coalition))
        return decision_.experience == static_cast<std::int16_t>(index);
    }
    return decision_.experience < 0;
  }

 private:
  template <class See>
  void each_leaf(See see) const {
    for (std::size_t index = 0; index < policy::size(slot_.experiences()); ++index) {
      const pack::Range* const when = at(slot_.experiences(), index).when();
      for (std::uint32_t node = 0; when && node < when->count(); ++node)
        if (at(inputs_.pack.nodes(), when->begin() + node).op() > pack::Op::none)
          see(when->begin() + node, at(inputs_.pack.nodes(), when->begin() + node));
    }
  }

  static bool is_of(const WeighedFactor& factor, const pack::Node& node) {
    return factor.subject == node.subject() && factor.index == node.index();
  }

  static void list(base::List<WeighedFactor>& factors, const pack::Node& node) {
    for (const WeighedFactor& each : factors)
      if (is_of(each, node)) return;
    factors.add(node.subject(), node.index());
  }

  bool leaf_holds(std::uint32_t index) const {
    const pack::Range leaf(index, 1);
    return personalization::holds(inputs_, &leaf, nullptr);
  }

  // What is absent makes no comparison hold, so a factor that makes none hold is as good as absent.
  bool matters(const WeighedFactor& factor) const {
    bool any = false;
    each_leaf(
        [&](std::uint32_t index, const pack::Node& node) { any = any || (is_of(factor, node) && leaf_holds(index)); });
    return any;
  }

  void give(const WeighedFactor& factor, std::size_t player) {
    each_leaf([&](std::uint32_t index, const pack::Node& node) {
      if (is_of(factor, node) && leaf_holds(index)) holds_with_[index] = only(player);
    });
  }

  bool holds(std::uint32_t index, Coalition coalition) const {
    const pack::Node& node = at(inputs_.pack.nodes(), index);
    if (node.op() > pack::Op::none) return (holds_with_[index] & coalition) != 0;
    std::uint32_t child = index + 1;
    for (std::uint32_t left = node.count(); left > 0; --left) {
      const bool result = holds(child, coalition);
      if (result != (node.op() == pack::Op::all)) return node.op() == pack::Op::any;
      child += at(inputs_.pack.nodes(), child).span();
    }
    return node.op() != pack::Op::any;
  }

  const Inputs& inputs_;
  const pack::Slot& slot_;
  const Decision& decision_;
  Nodes holds_with_;           // per node of the pack: the player with whom a comparison holds; none: it never does
  base::Array<bool> is_open_;  // per experience: its pace lets it be shown
};

// In how many orders of all players exactly `before` stand before one of them.
std::int32_t orders(std::size_t players, std::size_t before) {
  std::int32_t count = 1;
  for (std::size_t each = 2; each <= before; ++each) count *= static_cast<std::int32_t>(each);
  for (std::size_t each = 2; each + before < players; ++each) count *= static_cast<std::int32_t>(each);
  return count;
}

}  // namespace

void weigh(const Inputs& inputs, policy::SlotId slot_id, std::uint64_t unit, const Decision& decision,
           Weights& weights) {
  const pack::Slot& slot = at(inputs.pack.slots(), slot_id);
  Inputs for_slot = inputs;
  for_slot.purpose = slot.purpose();
  Game game(for_slot, slot, unit, decision);
  const std::size_t players = game.seat(weights.factors);
  if (decision.withheld || players == 0) return;
  weights.whole = orders(players + 1, players);
  base::Array<std::int32_t> of(players);
  base::Array<bool> wins(only(players));
  for (std::size_t each = 0; each < wins.size(); ++each) wins[each] = game.wins(static_cast<Coalition>(each));
  for (std::size_t rest = 0; rest < wins.size(); ++rest)
    for (std::size_t player = 0; player < players; ++player)
      if ((rest & only(player)) == 0)
        of[player] +=
            (wins[rest | only(player)] - wins[rest]) * orders(players, static_cast<std::size_t>(std::popcount(rest)));
  for (WeighedFactor& each : weights.factors)
    if (const Coalition player = game.player(each); player != 0)
      each.weight = of[static_cast<std::size_t>(std::countr_zero(player))];
}

}  // namespace assent::personalization
