// Plain loops over a few purposes.
#include "collector/purpose_set.hpp"

#include <algorithm>

namespace assent::collector {

std::string purpose_ids(const policy::Pack& pack, consent::PurposeSet purposes) {
  std::string ids;
  for (std::size_t purpose = 0; purpose < policy::size(pack.purposes()); ++purpose) {
    if (!purposes[purpose]) continue;
    if (!ids.empty()) ids += ' ';
    ids += policy::view(policy::at(pack.purposes(), purpose).id());
  }
  return ids;
}

consent::PurposeSet purposes_from(const policy::Pack& pack, std::string_view ids) {
  consent::PurposeSet purposes;
  while (!ids.empty()) {
    const std::string_view id = ids.substr(0, ids.find(' '));
    ids.remove_prefix(std::min(ids.size(), id.size() + 1));
    const int purpose = policy::find(pack.purposes(), id);
    if (purpose >= 0) purposes.set(static_cast<std::size_t>(purpose));
  }
  return purposes;
}

}  // namespace assent::collector
