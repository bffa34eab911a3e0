// No cookies are ever used, so no answer allows credentials.
#include "collector/cors.hpp"

#include <algorithm>

namespace assent::collector {

namespace {

bool lists(const std::vector<std::string>& origins, std::string_view origin) {
  return std::find(origins.begin(), origins.end(), origin) != origins.end();
}

bool is_own(const Caller& caller) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (caller.origin.starts_with(scheme) && std::string_view(caller.origin).substr(scheme.size()) == caller.host)
      return true;
  return false;
}

}  // namespace

const Problem foreign_origin{http::status::forbidden, "origin",
                             "Pages of this origin may not send here; list it in the site's \"origins\"."};

Caller caller_of(const Request& request) {
  return {std::string(field(request, "origin")), std::string(field(request, "host"))};
}

bool Cors::allows(const Caller& caller, const std::vector<std::string>& site_origins) const {
  if (caller.origin.empty()) return true;
  if (caller.origin == "null") return false;
  return lists(site_origins, caller.origin) || lists(always_allowed_, caller.origin) || is_own(caller);
}

Answer preflight_answer() {
  return {http::status::no_content,
          {},
          nullptr,
          {{"access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE"},
           {"access-control-allow-headers", "content-type, assent-key, assent-nonce, assent-signature"},
           {"access-control-max-age", "7200"}},
          {}};
}

void allow_origin(Answer& answer, std::string_view origin) {
  if (!origin.empty()) {
    answer.fields.emplace_back("access-control-allow-origin", origin);
    // Without this a page of another origin could not heed it.
    answer.fields.emplace_back("access-control-expose-headers", "retry-after");
  }
  answer.fields.emplace_back("vary", "origin");
}

}  // namespace assent::collector
