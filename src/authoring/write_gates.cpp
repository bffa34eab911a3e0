// One function for each part. Members keep the order in which they are written, so equal policies give equal bytes.
#include "authoring/write_gates.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "authoring/consent_types.hpp"
#include "authoring/lookup.hpp"
#include "authoring/page_texts.hpp"
#include "authoring/write_page.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

Json ids_of(const std::vector<Reference>& references) {
  Json ids = Json::array();
  for (const Reference& each : references) ids.push_back(each.id);
  return ids;
}

// Of the purposes that services name: placeholders say what a frame waits for.
Json titles(const Policy& policy, const std::string& language) {
  Json made = Json::object();
  for (const Purpose& each : policy.purposes)
    if (std::any_of(policy.services.begin(), policy.services.end(),
                    [&](const Service& service) { return has_reference(service.purposes, each.id); }))
      made[each.id] = resolved(policy, each.title, language);
  return made;
}

// What a script can clear.
Json cookies(const Service& from) {
  Json made = Json::array();
  for (const KeptName& cookie : from.cookies) {
    if (cookie.http_only) continue;
    Json one = {{"name", cookie.pattern}};
    if (!cookie.domain.empty()) one["domain"] = cookie.domain;
    if (!cookie.path.empty()) one["path"] = cookie.path;
    made.push_back(std::move(one));
  }
  return made;
}

Json services(const Policy& policy, const std::string& language) {
  Json made = Json::array();
  for (const Service& from : policy.services) {
    Json storage = Json::array();
    for (const KeptName& key : from.storage) storage.push_back(key.pattern);
    made.push_back({{"id", from.id},
                    {"title", resolved(policy, from.title, language)},
                    {"purposes", ids_of(from.purposes)},
                    {"origins", from.origins},
                    {"cookies", cookies(from)},
                    {"storage", storage}});
  }
  return made;
}

Json signals(const Policy& policy) {
  Json made = Json::array();
  for (const std::string_view type : consent_types) {
    Json purposes = Json::array();
    for (const Purpose& purpose : policy.purposes)
      if (std::find(purpose.signals.begin(), purpose.signals.end(), type) != purpose.signals.end())
        purposes.push_back(purpose.id);
    if (!purposes.empty()) made.push_back({{"type", type}, {"purposes", purposes}});
  }
  return made;
}

Json modes(const ConsentMode& mode) { return {{"google", mode.google}, {"uet", mode.uet}, {"clarity", mode.clarity}}; }

Json migrations(const Site& site) {
  Json made = Json::array();
  for (const Migration& from : site.migrations) {
    Json purposes = Json::object();
    for (const auto& [category, references] : from.purposes) purposes[category] = ids_of(references);
    made.push_back({{"source", from.source}, {"given_ms", from.given_ms}, {"purposes", purposes}});
  }
  return made;
}

}  // namespace

bool has_gates(const Policy& policy) {
  return !policy.services.empty() || policy.site.consent_mode || !policy.site.migrations.empty();
}

std::string write_gates(const Policy& policy, const std::string& language) {
  const Json gates = {{"texts", texts_of(Part::gates, policy, language)},
                      {"titles", titles(policy, language)},
                      {"services", services(policy, language)},
                      {"signals", signals(policy)},
                      {"modes", modes(policy.site.consent_mode.value_or(ConsentMode()))},
                      {"migrate", migrations(policy.site)}};
  return gates.dump();
}

}  // namespace assent::authoring
