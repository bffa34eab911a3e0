// Regimes and legal bases. It knows what the code must be told, not what the law allows: that a site's counsel
// confirms.
#include <map>

#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

using pack::Basis;
using pack::Model;

constexpr std::string_view model_names[] = {"opt-in", "opt-out", "notice"};

void lint_order(const Policy& policy, Problems& problems) {
  std::map<std::string, std::string> regions;
  for (std::size_t at = 0; at < policy.regimes.size(); ++at) {
    const Regime& regime = policy.regimes[at];
    if (at > 0 && regime.model < policy.regimes[at - 1].model)
      problems.error(policy.site.place.at("regimes"),
                     in_quotes(regime.id) + " is stricter than " + in_quotes(policy.regimes[at - 1].id) + " before it",
                     "name the strictest first: it holds where the region is unknown");
    for (const std::string& region : regime.regions) {
      const auto [taken, is_new] = regions.emplace(region, regime.id);
      if (!is_new)
        problems.warning(regime.place.at("regions"),
                         in_quotes(region) + " belongs to " + in_quotes(taken->second) + " already",
                         "list it once: the regime that the site names first holds");
    }
  }
}

void lint_basis(const Purpose& purpose, const Regime& regime, Problems& problems) {
  const auto model = static_cast<std::size_t>(regime.model);
  const auto& basis = purpose.bases[model];
  const std::string name(model_names[model]);
  if (!basis)
    return problems.error(purpose.basis_place, "there is no legal basis for the regime " + in_quotes(regime.id),
                          "add \"" + name + "\"");
  if (regime.model == Model::opt_in && (*basis == Basis::legitimate_interest || *basis == Basis::contract))
    problems.warning(purpose.basis_place,
                     "this basis does not allow storing anything in the browser before consent in an opt-in regime",
                     "write \"consent\", or \"strictly-necessary\" where the visitor asked for the service");
}

}  // namespace

void lint_bases(const Lookup& lookup, Problems& problems) {
  const Policy& policy = lookup.policy();
  lint_order(policy, problems);
  for (const Purpose& purpose : policy.purposes) {
    if (purpose.basis_place.file.empty()) continue;  // reported: the field is missing
    std::set<Model> seen;
    for (const Regime& regime : policy.regimes)
      if (seen.insert(regime.model).second) lint_basis(purpose, regime, problems);
  }
}

}  // namespace assent::authoring
