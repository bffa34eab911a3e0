// Everything is denied by default, in every region. Only what rests on no choice at all under a regime (all its
// purposes are strictly necessary or contract there) is granted, in that regime's regions.
#include "authoring/write_head.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "authoring/consent_types.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

bool is_told(const Purpose& purpose, std::string_view type) {
  return std::find(purpose.signals.begin(), purpose.signals.end(), type) != purpose.signals.end();
}

bool needs_no_choice(const Purpose& purpose, const Regime& regime) {
  const auto basis = basis_under(purpose, regime);
  return basis == pack::Basis::strictly_necessary || basis == pack::Basis::contract;
}

// The types that stand under the regime whatever the visitor says.
std::vector<std::string> always_granted(const Policy& policy, const Regime& regime) {
  std::vector<std::string> types;
  for (const std::string_view type : consent_types) {
    bool known = false, free = false;
    for (const Purpose& purpose : policy.purposes) {
      if (!is_told(purpose, type)) continue;
      known = true;
      free = free || !needs_no_choice(purpose, regime);
    }
    if (known && !free) types.emplace_back(type);
  }
  return types;
}

Json default_of(const std::vector<std::string>& granted, const ConsentMode& mode) {
  Json made = Json::object();
  for (const std::string_view type : consent_types) {
    const bool stands = std::find(granted.begin(), granted.end(), type) != granted.end();
    made[std::string(type)] = stands ? "granted" : "denied";
  }
  if (mode.wait_ms > 0) made["wait_for_update"] = mode.wait_ms;
  return made;
}

// The first regime is the strictest and holds everywhere; a regime that grants more says so for its regions.
Json google(const Policy& policy, const ConsentMode& mode) {
  const auto strictest =
      policy.regimes.empty() ? std::vector<std::string>() : always_granted(policy, policy.regimes[0]);
  Json defaults = Json::array({default_of(strictest, mode)});
  for (const Regime& regime : policy.regimes) {
    const auto granted = always_granted(policy, regime);
    if (granted == strictest || regime.regions.empty()) continue;
    Json one = default_of(granted, mode);
    one["region"] = regime.regions;
    defaults.push_back(std::move(one));
  }
  return {{"default", defaults},
          {"set", {{"ads_data_redaction", mode.redacts_ads}, {"url_passthrough", mode.passes_url}}}};
}

Json guard(const Policy& policy) {
  Json made = Json::array();
  for (const Service& service : policy.services) {
    if (!service.guarded) continue;
    Json cookies = Json::array();
    for (const KeptName& cookie : service.cookies) cookies.push_back(cookie.pattern);
    made.push_back({service.id, service.origins, cookies});
  }
  return made;
}

}  // namespace

std::string write_head(const Lookup& lookup) {
  const Policy& policy = lookup.policy();
  const ConsentMode mode = policy.site.consent_mode.value_or(ConsentMode());
  Json head = Json::object();
  if (mode.google) head["google"] = google(policy, mode);
  if (mode.uet) head["uet"] = {{"ad_storage", "denied"}};
  if (mode.clarity) head["clarity"] = {{"ad_Storage", "denied"}, {"analytics_Storage", "denied"}};
  if (Json held = guard(policy); !held.empty()) head["guard"] = std::move(held);
  return head.dump();
}

}  // namespace assent::authoring
