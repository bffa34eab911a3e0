// What comes from bundles needs the key that they are checked with.
#include "authoring/lint.hpp"

namespace assent::authoring {

void lint_bundles(const Policy& policy, Problems& problems) {
  bool is_used = false;
  for (const Attribute& attribute : policy.attributes) {
    is_used = is_used || attribute.of_bundle;
    if (attribute.of_bundle && policy.site.bundle_key.empty())
      problems.error(attribute.place.at("from"), "nothing says whose signature a bundle must bear",
                     "add to site.json \"bundles\": {\"key\": the public key of the site's server}");
  }
  if (!policy.site.bundle_key.empty() && !is_used)
    problems.warning(policy.site.place.at("bundles"), "no attribute comes from a bundle",
                     "write \"from\": \"bundle\" at one, or remove the key");
}

}  // namespace assent::authoring
