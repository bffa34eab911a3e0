// Sharing: that what shares choices is the site's own, and that browsers will do what the policy says.
#include <algorithm>

#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

void lint_subdomains(const Site& site, Problems& problems) {
  const std::string& domain = site.share.subdomains;
  const Place place = site.share.place.at("subdomains");
  if (domain.empty()) return;
  if (looks_registry_like(domain))
    problems.error(place, in_quotes(domain) + " is no domain of the site's own: strangers register theirs below it",
                   "name the domain that the site registered; browsers refuse a cookie for this one");
  const bool is_used = std::any_of(site.origins.begin(), site.origins.end(),
                                   [&](const std::string& origin) { return is_below(origin, domain); });
  if (!is_used)
    problems.warning(place, "no origin of the site lies at or below " + in_quotes(domain),
                     "list the subdomains in \"origins\", or remove this");
}

void lint_domains(const Site& site, Problems& problems) {
  const Place place = site.share.place.at("domains");
  for (std::size_t at = 0; at < site.share.domains.size(); ++at)
    if (std::find(site.origins.begin(), site.origins.end(), site.share.domains[at]) == site.origins.end())
      problems.error(place.at(at), in_quotes(site.share.domains[at]) + " is no origin of the site",
                     "list it in \"origins\" too, or remove it here");
}

}  // namespace

void lint_share(const Policy& policy, Problems& problems) {
  lint_subdomains(policy.site, problems);
  lint_domains(policy.site, problems);
}

}  // namespace assent::authoring
