// Noise: that there is something to choose between, and a budget that pays for it.
#include <numeric>

#include "authoring/lint.hpp"
#include "authoring/noise.hpp"
#include "policy/levels.hpp"

namespace assent::authoring {

namespace {

void lint_levels(const Attribute& attribute, const Leave& leave, Problems& problems) {
  const std::size_t levels = noise_levels(attribute, leave);
  if (levels < 2)
    problems.error(
        leave.place, "noise has nothing to choose between here",
        "noise takes a boolean, a text with \"choices\", a \"bucket\", or \"round\" with a \"range\" of more "
        "than one step");
  else if (static_cast<double>(levels) > policy::max_noise_levels)
    problems.error(leave.place,
                   "there are " + std::to_string(levels) + " values to choose between, more than " +
                       std::to_string(static_cast<int>(policy::max_noise_levels)),
                   "round to a larger step, or narrow the \"range\"");
}

}  // namespace

void lint_noise(const Policy& policy, Problems& problems) {
  std::vector<const Leave*> noisy;
  for (const Attribute& attribute : policy.attributes)
    for (const Leave& leave : attribute.leaves) {
      if (leave.epsilon == 0) continue;
      noisy.push_back(&leave);
      lint_levels(attribute, leave, problems);
    }
  const Site& site = policy.site;
  if (noisy.empty()) return;
  if (site.noise_budget == 0)
    return problems.error(noisy[0]->place, "noise needs a budget, and the site states none",
                          "write \"noise-budget\" in site.json: the sum of epsilon that one visitor may ever spend");
  for (const Leave* leave : noisy)
    if (thousandths(leave->epsilon) > whole_thousandths(site.noise_budget))
      problems.error(leave->place, "one answer costs more than the site's \"noise-budget\": it would never leave",
                     "lower \"epsilon\", or raise the budget");
  const double once = std::accumulate(noisy.begin(), noisy.end(), 0.0,
                                      [](double sum, const Leave* leave) { return sum + leave->epsilon; });
  if (once > site.noise_budget)
    problems.warning(noisy[0]->place, "the budget does not pay for one answer of each: some of them will be missing",
                     "lower \"epsilon\" here or elsewhere, or raise \"noise-budget\"");
}

}  // namespace assent::authoring
