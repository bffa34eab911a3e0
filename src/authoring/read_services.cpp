// services.json: third parties that purposes gate, what they reach and what they keep in the browser.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

std::vector<std::string> read_origins(const std::optional<Element>& element) {
  std::vector<std::string> origins;
  if (!element) return origins;
  for (const Element& item : element->items(max_service_origins)) {
    const auto text = item.text(max_sentence_bytes);
    if (!text) continue;
    if (!is_origin_pattern(*text))
      item.error("this is no origin", "write \"https://\" and a host, or \"https://*.\" and one for all below it");
    else if (std::find(origins.begin(), origins.end(), *text) != origins.end())
      item.error("this is listed twice", "keep one of them");
    else
      origins.push_back(*text);
  }
  return origins;
}

bool check_pattern(const std::string& pattern, const Element& member) {
  if (is_name_pattern(pattern)) return true;
  member.error("the name " + in_quotes(pattern) + " is no name of a cookie or key",
               "write it as the browser shows it; \"*\" stands for what changes, and cannot stand alone");
  return false;
}

KeptName read_cookie(const std::string& pattern, const Element& member) {
  const Object object = member.object(fields::cookie);
  KeptName cookie{pattern, read_sentence(object.find("explain")), 0, "", "", false};
  if (const auto lasts = object.find("lasts")) cookie.lasts_s = lasts->duration().value_or(0);
  if (const auto domain = object.find("domain")) {
    cookie.domain = domain->text(max_name_bytes).value_or("");
    if (!is_domain(cookie.domain)) domain->error("this is no domain", "write for example \"video.example\"");
  }
  if (const auto path = object.find("path")) {
    cookie.path = path->text(max_name_bytes).value_or("");
    if (!cookie.path.starts_with('/') || cookie.path.find_first_of("; ") != std::string::npos)
      path->error("this is no path", "write \"/\", or what begins with it");
  }
  if (const auto http_only = object.find("http-only")) cookie.http_only = http_only->boolean().value_or(false);
  return cookie;
}

KeptName read_stored(const std::string& pattern, const Element& member) {
  return {pattern, read_sentence(member.object(fields::stored).find("explain")), 0, "", "", false};
}

std::vector<KeptName> read_kept(const std::optional<Element>& element,
                                KeptName (*read_one)(const std::string&, const Element&)) {
  std::vector<KeptName> names;
  if (!element) return names;
  for (const auto& [pattern, member] : element->members(max_kept_names))
    if (check_pattern(pattern, member)) names.push_back(read_one(pattern, member));
  return names;
}

Service read_service(const std::string& id, const Element& member) {
  const Object object = member.object(fields::service);
  Service service;
  service.id = id;
  service.title = read_sentence(object.find("title"));
  service.purposes = read_references(object.find("purposes"), policy::max_purposes, false);
  service.origins = read_origins(object.find("origins"));
  service.cookies = read_kept(object.find("cookies"), read_cookie);
  service.storage = read_kept(object.find("storage"), read_stored);
  const auto guard = object.find("guard");
  if (guard) service.guarded = guard->boolean().value_or(false);
  if (service.guarded && service.origins.empty() && service.cookies.empty())
    guard->error("there is nothing to guard", "name the service's \"origins\" or \"cookies\"");
  return service;
}

}  // namespace

std::vector<Service> read_services(const Element& file) {
  std::vector<Service> services;
  for (const auto& [id, member] : file.members(policy::max_services))
    if (check_id(id, member)) services.push_back(read_service(id, member));
  return services;
}

}  // namespace assent::authoring
