// Legal bases of purposes under each regime. It knows what the code must be told, not what the law allows: that a
// site's counsel confirms.
#include <algorithm>

#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

using pack::Basis;
using pack::Model;

constexpr std::string_view model_names[] = {"opt-in", "opt-out", "notice"};

// True where the purpose keeps something in the visitor's browser, or lets a service do so.
bool stores_on_device(const Purpose& purpose, const Policy& policy) {
  const auto serves = [&](const auto& each) { return has_reference(each.purposes, purpose.id); };
  return std::any_of(policy.attributes.begin(), policy.attributes.end(), serves) ||
         std::any_of(policy.services.begin(), policy.services.end(), serves);
}

bool is_exempt(const Purpose& purpose, const Regime& regime) { return regime.exemptions.contains(purpose.exemption); }

void lint_storage(const Purpose& purpose, const Regime& regime, Basis basis, const Policy& policy, Problems& problems) {
  const bool needs_consent =
      basis == Basis::contract || (basis == Basis::legitimate_interest && !is_exempt(purpose, regime));
  if (regime.model == Model::opt_in && needs_consent && stores_on_device(purpose, policy))
    problems.error(purpose.basis_place,
                   "under " + in_quotes(regime.id) +
                       " only consent allows storing in the browser what is not strictly necessary (ePrivacy 5(3))",
                   "write \"consent\", or \"strictly-necessary\" where the visitor asked for the service");
}

void lint_sensitive(const Purpose& purpose, const Regime& regime, Basis basis, const Policy& policy,
                    Problems& problems) {
  if (!is_sensitive(purpose, policy)) return;
  const bool is_consent = basis == Basis::explicit_consent || basis == Basis::consent;
  if (regime.sensitive == Sensitive::explicit_consent && basis != Basis::explicit_consent)
    problems.error(purpose.basis_place, in_quotes(regime.id) + " asks for explicit consent to sensitive data",
                   "write \"explicit-consent\"");
  if (regime.sensitive == Sensitive::consent && !is_consent)
    problems.error(purpose.basis_place, in_quotes(regime.id) + " asks for consent to sensitive data",
                   "write \"explicit-consent\" or \"consent\"");
}

void lint_basis(const Purpose& purpose, const Regime& regime, const Policy& policy, Problems& problems) {
  const auto basis = basis_under(purpose, regime);
  if (!basis)
    return problems.error(purpose.basis_place, "there is no legal basis for the regime " + in_quotes(regime.id),
                          "add \"" + std::string(model_names[static_cast<std::size_t>(regime.model)]) + "\"");
  lint_storage(purpose, regime, *basis, policy, problems);
  lint_sensitive(purpose, regime, *basis, policy, problems);
}

void lint_named_regimes(const Purpose& purpose, const Policy& policy, Problems& problems) {
  for (const Reference& named : purpose.regimes)
    if (!has_reference(policy.site.regimes, named.id))
      problems.error(named.place, "the site does not name the regime " + in_quotes(named.id),
                     "name it in site.json, or remove it here");
}

}  // namespace

void lint_bases(const Lookup& lookup, Problems& problems) {
  const Policy& policy = lookup.policy();
  for (const Purpose& purpose : policy.purposes) {
    if (purpose.basis_place.file.empty()) continue;  // reported: the field is missing
    for (const Regime& regime : policy.regimes) lint_basis(purpose, regime, policy, problems);
    lint_named_regimes(purpose, policy, problems);
  }
}

}  // namespace assent::authoring
