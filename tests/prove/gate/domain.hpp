// The bounds of the exhaustive check, in plain words: what a regime can be, what a visitor can have said, what an
// attribute, a destination and a slot can be. Nothing here is the product's own type.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace assent::prove {

inline constexpr std::size_t bound_purposes = 3;
inline constexpr int bound_sets = 1 << bound_purposes;  // sets of purposes, as bits
inline constexpr int age_asked_from = 16;

/// What a purpose stands on. The policy says of legitimate interest whether it stands until somebody objects.
enum class Footing { consent, explicit_consent, interest_until_objection, interest_if_granted, contract, necessary };
inline constexpr int footings = 6;

enum class Law { opt_in, opt_out, notice };
inline constexpr int laws = 3;

struct BoundRegime {
  Law law = Law::opt_in;
  bool asks_age = false;
  std::array<Footing, bound_purposes> footing{};
  std::array<bool, bound_purposes> gpc_has_force{};
};

/// What the visitor said about a purpose last.
enum class Said { nothing, granted_with_others, granted_by_itself, denied, withdrew };
inline constexpr int sayings = 5;

/// How old the oldest grant is. `expired_by_an_earlier_look`: the clock has been set back since it expired.
enum class Grants { fresh, at_the_limit, one_ms_too_old, expired_by_an_earlier_look };
inline constexpr int grant_ages = 4;

enum class Age { not_said, old_enough, old_enough_for_less, too_young };
inline constexpr int ages = 4;

struct BoundVisitor {
  std::array<Said, bound_purposes> said{};
  bool acted = false;  // whether anything was ever answered
  Grants grants = Grants::fresh;
  bool gpc = false;
  Age age = Age::not_said;
};

/// How an attribute may leave for every destination.
enum class Leaves { never, as_decision, as_value, dropped };
inline constexpr int leavings = 4;

struct BoundAttribute {
  int purposes = 0;  // bits
  bool special = false;
  Leaves leaves = Leaves::never;
  int input = -1;  // index of the attribute it is inferred from
};

struct BoundDestination {
  int purposes = 0;   // bits
  bool told = false;  // whether slots may tell it what they showed
};

struct BoundSlot {
  int purpose = 0;
  std::vector<int> labels;  // attributes
};

/// Every regime, attribute, destination and slot within the bounds.
std::vector<BoundRegime> all_regimes();
std::vector<BoundAttribute> all_attributes();
std::vector<BoundDestination> all_destinations();
std::vector<BoundSlot> all_slots(const std::vector<BoundAttribute>& attributes);
std::vector<BoundVisitor> all_visitors();

}  // namespace assent::prove
