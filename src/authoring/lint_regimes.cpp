// Regimes: that they do not contradict each other, and that none asks for less than what holds everywhere. The figures
// are those of the guidance that the presets name.
#include <map>

#include "authoring/lint.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

using pack::Model;

constexpr std::uint32_t least_refused_s = 6 * seconds_of_month;   // no prompt sooner after a refusal
constexpr std::uint32_t most_validity_s = 12 * seconds_of_month;  // no consent is valid for longer

void lint_order(const Policy& policy, Problems& problems) {
  for (std::size_t at = 1; at < policy.regimes.size(); ++at)
    if (policy.regimes[at].model < policy.regimes[at - 1].model)
      problems.error(
          policy.site.place.at("regimes"),
          in_quotes(policy.regimes[at].id) + " is stricter than " + in_quotes(policy.regimes[at - 1].id) + " before it",
          "name the strictest first: it holds where the region is unknown");
}

// The regime that an earlier one of the site leaves nothing of `region` to, or null.
const Regime* owner_before(const Policy& policy, std::size_t at, const std::string& region) {
  const std::string country = region.substr(0, region.find('-'));
  for (std::size_t before = 0; before < at; ++before)
    for (const std::string& taken : policy.regimes[before].regions)
      if (taken == region || taken == country) return &policy.regimes[before];
  return nullptr;
}

void lint_regions(const Policy& policy, Problems& problems) {
  for (std::size_t at = 0; at < policy.regimes.size(); ++at)
    for (const std::string& region : policy.regimes[at].regions)
      if (const Regime* owner = owner_before(policy, at, region))
        problems.error(policy.regimes[at].place.at("regions"),
                       "two regimes contradict each other: " + in_quotes(region) + " belongs to " +
                           in_quotes(owner->id) + " already",
                       "let the site give it to one of them, with \"regions\" beside \"preset\"");
}

void lint_terms(const Regime& regime, Problems& problems) {
  if (regime.refused_s < least_refused_s || regime.partly_s < least_refused_s)
    problems.error(regime.place.at("reask"), "a refusal would be asked about again within six months",
                   "write \"P6M\" or longer for \"partly\" and \"refused\"");
  if (regime.model == Model::opt_in && regime.validity_s > most_validity_s)
    problems.error(regime.place.at("validity"), "a consent would hold for longer than twelve months",
                   "write \"P12M\" or shorter");
  if (regime.validity_s < regime.partly_s)
    problems.error(regime.place.at("validity"),
                   "when what was granted expires, what was refused would be asked about too soon",
                   "write no less than \"partly\" of \"reask\"");
  if (regime.accepted_s > regime.validity_s)
    problems.warning(regime.place.at("reask"), "what was accepted expires before this has passed",
                     "write no more than \"validity\" for \"accepted\"");
}

void lint_controls(const Regime& regime, Problems& problems) {
  const auto offers = [&](Required control) { return regime.controls.contains(control); };
  const Place place = regime.place.at("controls");
  if (!offers(Required::reopen)) problems.error(place, "nothing lets the visitor change their mind", "add \"reopen\"");
  if (offers(Required::accept) != offers(Required::reject))
    problems.error(place, "\"accept\" and \"reject\" go together", "list both, or neither");
  if (regime.model == Model::opt_in && !offers(Required::reject))
    problems.error(place, "an opt-in regime asks, and both answers are offered", "add \"accept\" and \"reject\"");
  if (regime.sensitive == Sensitive::limit && !offers(Required::limit_sensitive))
    problems.error(place, "sensitive data can be limited, and nothing offers it", "add \"limit-sensitive\"");
}

}  // namespace

void lint_regimes(const Policy& policy, Problems& problems) {
  lint_order(policy, problems);
  lint_regions(policy, problems);
  for (const Regime& regime : policy.regimes) {
    lint_terms(regime, problems);
    lint_controls(regime, problems);
  }
}

}  // namespace assent::authoring
