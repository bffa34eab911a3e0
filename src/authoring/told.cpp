// Hashes of canonical JSON, so that order and white space of the files do not matter.
#include "authoring/told.hpp"

#include <nlohmann/json.hpp>

#include "authoring/canonical_json.hpp"
#include "authoring/digest.hpp"
#include "authoring/lookup.hpp"
#include "authoring/write_layers.hpp"

namespace assent::authoring {

namespace {

using SortedJson = nlohmann::json;

constexpr const char* notice_members[] = {"controller", "language", "purposes", "site", "texts"};

template <class From>
std::set<std::string> users_of(const Purpose& purpose, const std::vector<From>& all) {
  std::set<std::string> users;
  for (const From& each : all)
    if (has_reference(each.purposes, purpose.id)) users.insert(each.id);
  return users;
}

SortedJson bases_of(const Purpose& purpose) {
  SortedJson bases = SortedJson::array();
  for (const auto& basis : purpose.bases) bases.push_back(basis ? SortedJson(*basis) : SortedJson());
  for (const auto& [regime, basis] : purpose.regime_bases) bases.push_back({regime, basis});
  return bases;
}

}  // namespace

std::string notice_hash(std::string_view page, std::string_view layers) {
  const SortedJson whole = SortedJson::parse(complete_page(page, layers));
  SortedJson notice = SortedJson::object();
  for (const char* member : notice_members) notice[member] = whole.at(member);
  return sha256_hex(canonical_json(notice));
}

std::uint32_t revision_of(const Purpose& purpose, const Policy& policy) {
  const SortedJson told = {{"id", purpose.id},
                           {"revision", purpose.revision},
                           {"bases", bases_of(purpose)},
                           {"exemption", purpose.exemption},
                           {"retention_s", purpose.retention_s},
                           {"attributes", users_of(purpose, policy.attributes)},
                           {"services", users_of(purpose, policy.services)},
                           {"recipients", users_of(purpose, policy.site.destinations)}};
  constexpr std::size_t digits = 8;
  return static_cast<std::uint32_t>(std::stoul(sha256_hex(canonical_json(told)).substr(0, digits), nullptr, 16));
}

}  // namespace assent::authoring
