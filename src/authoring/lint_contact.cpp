// Contact: that a visitor can say no to it.
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

bool leaves_no_choice(const std::optional<pack::Basis>& basis) {
  return basis == pack::Basis::strictly_necessary || basis == pack::Basis::contract;
}

bool can_be_refused(const Purpose& purpose) {
  for (const auto& basis : purpose.bases)
    if (leaves_no_choice(basis)) return false;
  for (const auto& [regime, basis] : purpose.regime_bases)
    if (leaves_no_choice(basis)) return false;
  return true;
}

}  // namespace

void lint_contact(const Policy& policy, Problems& problems) {
  for (const Purpose& purpose : policy.purposes)
    if (purpose.contact && !can_be_refused(purpose))
      problems.warning(purpose.place.at("contact"),
                       "nobody can refuse " + in_quotes(purpose.id) + ", so its contact is always permitted",
                       "keep to what the contract needs, and give offers a purpose of their own");
}

}  // namespace assent::authoring
