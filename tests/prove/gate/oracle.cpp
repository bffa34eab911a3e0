// Each sentence of the design is one line. Written to be read, not to be fast.
#include "gate/oracle.hpp"

namespace assent::prove {

namespace {

// "Strictly necessary and contract leave no choice: nobody is asked, and nothing switches them off."
bool leaves_no_choice(Footing footing) { return footing == Footing::contract || footing == Footing::necessary; }

// "Where the regime asks for the age, the visitor's own answer counts from that age on, once the visitor has said so."
bool own_answer_counts(const BoundRegime& regime, const BoundVisitor& visitor) {
  return !regime.asks_age || visitor.age == Age::old_enough;
}

// "Global Privacy Control switches off what the regime gives it force over."
bool switched_off_by_signal(const BoundRegime& regime, const BoundVisitor& visitor, std::size_t purpose) {
  return visitor.gpc && regime.gpc_has_force[purpose];
}

// "A grant ends with its validity: to the millisecond, and a clock set back does not revive it." "No grant without an
// act."
bool grants_are_valid(const BoundVisitor& visitor) {
  return visitor.acted && (visitor.grants == Grants::fresh || visitor.grants == Grants::at_the_limit);
}

// "Only a switch of this very purpose grants explicit consent; accept all never does."
bool granted_by_itself(const BoundVisitor& visitor, std::size_t purpose) {
  return visitor.said[purpose] == Said::granted_by_itself && grants_are_valid(visitor);
}

bool granted(const BoundVisitor& visitor, std::size_t purpose) {
  return granted_by_itself(visitor, purpose) ||
         (visitor.said[purpose] == Said::granted_with_others && grants_are_valid(visitor));
}

// "An objection stands until it is taken back; it does not expire."
bool objected(const BoundVisitor& visitor, std::size_t purpose) {
  return visitor.said[purpose] == Said::denied || visitor.said[purpose] == Said::withdrew;
}

bool has_footing(const BoundRegime& regime, const BoundVisitor& visitor, std::size_t purpose) {
  switch (regime.footing[purpose]) {
    case Footing::contract:
    case Footing::necessary:
      return true;
    case Footing::consent:
    case Footing::interest_if_granted:
      return granted(visitor, purpose);
    case Footing::explicit_consent:
      return granted_by_itself(visitor, purpose);
    case Footing::interest_until_objection:
      return !objected(visitor, purpose);
  }
  return false;
}

Ground ground_of(const BoundRegime& regime, const BoundVisitor& visitor, std::size_t purpose) {
  if (!own_answer_counts(regime, visitor))
    return leaves_no_choice(regime.footing[purpose]) ? Ground::stands : Ground::none;
  if (!leaves_no_choice(regime.footing[purpose]) && switched_off_by_signal(regime, visitor, purpose))
    return Ground::none;
  if (!has_footing(regime, visitor, purpose)) return Ground::none;
  return granted_by_itself(visitor, purpose) ? Ground::stands_explicitly : Ground::stands;
}

// "An attribute leaves for a destination only under a purpose of both that stands; a special category only where it
// stands on explicit consent."
bool shares_a_purpose(const BoundAttribute& attribute, const BoundDestination& destination, const Grounds& grounds) {
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose) {
    const bool of_both = (attribute.purposes >> purpose & 1) == 1 && (destination.purposes >> purpose & 1) == 1;
    const bool stands =
        attribute.special ? grounds[purpose] == Ground::stands_explicitly : grounds[purpose] != Ground::none;
    if (of_both && stands) return true;
  }
  return false;
}

// "A special category never leaves as a value."
bool policy_lets_leave(const BoundAttribute& attribute, bool as_value) {
  if (attribute.leaves == Leaves::as_value) return !as_value || !attribute.special;
  return attribute.leaves == Leaves::as_decision && !as_value;
}

}  // namespace

Grounds grounds_of(const BoundRegime& regime, const BoundVisitor& visitor) {
  Grounds all{};
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose) all[purpose] = ground_of(regime, visitor, purpose);
  return all;
}

// "What is inferred leaves only where what it is inferred from may leave too, at least as a decision."
bool may_leave(const std::vector<BoundAttribute>& attributes, int id, const BoundDestination& destination,
               const Grounds& grounds, bool as_value) {
  const BoundAttribute& attribute = attributes[static_cast<std::size_t>(id)];
  if (!policy_lets_leave(attribute, as_value) || !shares_a_purpose(attribute, destination, grounds)) return false;
  return attribute.input < 0 || may_leave(attributes, attribute.input, destination, grounds, false);
}

bool may_be_sent_to(const BoundDestination& destination, const Grounds& grounds) {
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose)
    if ((destination.purposes >> purpose & 1) == 1 && grounds[purpose] != Ground::none) return true;
  return false;
}

// "A destination is told what a slot showed where the policy says so, the slot's purpose stands, and every attribute
// that the slot can read may leave there at least as a decision."
bool may_be_told(const std::vector<BoundAttribute>& attributes, const BoundSlot& slot,
                 const BoundDestination& destination, const Grounds& grounds) {
  if (!destination.told || !may_be_sent_to(destination, grounds)) return false;
  if (grounds[static_cast<std::size_t>(slot.purpose)] == Ground::none) return false;
  for (const int label : slot.labels)
    if (!may_leave(attributes, label, destination, grounds, false)) return false;
  return true;
}

}  // namespace assent::prove
