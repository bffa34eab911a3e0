// The one door. Attribute bytes leave only inside a Permit, and only gate() makes one. The collector runs the same
// gate over what arrived.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/list.hpp"
#include "consent/state.hpp"
#include "profile/profile.hpp"

namespace assent::egress {

using policy::AttributeId;
using policy::DestinationId;
using policy::GoalId;
using policy::Pack;
using policy::PurposeId;
using policy::SlotId;

/// A minimized attribute: what is left of it after its destination's minimizer.
struct Item {
  AttributeId attribute = 0;
  profile::Value value;
};

/// Which experience a slot showed. `experience` is an index into the slot, -1 the default content;
/// `variant` an index into the experience, -1 where it has none; `goal` what the visitor did after that, if anything.
struct Exposure {
  Exposure(SlotId of, int experience_at, int variant_at, GoalId reached = policy::no_goal, bool is_held_out = false)
      : slot(of),
        goal(reached),
        experience(experience_at),
        variant(static_cast<std::int16_t>(variant_at)),
        held_out(is_held_out) {}
  Exposure(SlotId, int, int, bool) = delete;  // not a goal

  SlotId slot;
  GoalId goal;  // beside the slot, where there is room: the small core pays for each byte
  int experience;
  std::int16_t variant;
  bool held_out;  // the visitor is kept out of all personalization, to compare with: the default content
};

/// What somebody would like to send to one destination: one exposure, or else the visitor's attributes (perhaps none).
struct Draft {
  DestinationId destination = 0;
  std::optional<Exposure> exposure;
  base::List<Item> items;
};

/// The rule that a draft broke; `rule_name` gives its stable name for answers and counters.
enum class Rule : std::uint8_t {
  none,
  unknown_destination,            // no such destination
  destination_without_consent,    // no purpose of the destination stands
  unknown_attribute,              // no such attribute
  attribute_not_for_destination,  // the policy lets it leave there never, or as a decision only
  attribute_without_consent,      // no purpose shared by attribute and destination stands
  input_without_consent,          // inferred from an attribute that may not leave there
  not_minimized,                  // finer than, or not of, the declared minimized form
  unknown_slot,                   // no such slot, experience or variant
  unknown_goal,                   // no such goal of the slot
  slot_not_exposed,               // the policy does not tell this destination about the slot, or about the goal
  slot_without_consent,           // the slot's purpose does not stand
  label_without_consent,          // the slot can read an attribute that is not approved for the destination
};
const char* rule_name(Rule rule);

/// A refusal: the rule, and the attribute or slot it was about.
struct Refusal {
  Rule rule = Rule::none;
  std::uint16_t subject = 0;
};

/// Leave to leave. Holds what was approved and the purposes it stands on.
class Permit {
 public:
  DestinationId destination() const { return draft_.destination; }
  const Draft& draft() const { return draft_; }
  const consent::PurposeSet& purposes() const { return purposes_; }

 private:
  Permit(Draft&& draft, consent::PurposeSet purposes) : draft_(std::move(draft)), purposes_(purposes) {}
  friend std::unique_ptr<const Permit> gate(const Pack&, const consent::Permissions&, Draft&&, Refusal&);

  Draft draft_;
  consent::PurposeSet purposes_;
};

/// Approves a draft whole, or refuses it whole: then there is no permit, and `refusal` says why.
std::unique_ptr<const Permit> gate(const Pack& pack, const consent::Permissions& permissions, Draft&& draft,
                                   Refusal& refusal);

/// The purposes shared by an attribute and a destination that stand now; empty: the attribute may not leave there.
consent::PurposeSet shared_purposes(const Pack& pack, const consent::Permissions& permissions, AttributeId attribute,
                                    DestinationId destination);

/// True where the attribute, and every input it is inferred from, may leave for the destination as a value
/// (`as_value`) or at least as a decision.
bool approved(const Pack& pack, const consent::Permissions& permissions, AttributeId attribute,
              DestinationId destination, bool as_value);

}  // namespace assent::egress
