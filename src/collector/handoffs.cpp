// The Origin field is what a browser says of a page and no page can change: it decides who hands to whom.
#include "collector/handoffs.hpp"

#include <algorithm>
#include <functional>
#include <variant>

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices.hpp"
#include "collector/choices_answer.hpp"
#include "collector/encoding.hpp"
#include "collector/handoff.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "collector/problem.hpp"
#include "collector/signature.hpp"
#include "collector/store.hpp"

namespace assent::collector {

namespace {

constexpr Problem no_origin{http::status::forbidden, "handoff-origin",
                            "A page of one of the site's \"origins\" hands choices on; nobody else does."};
constexpr Problem wrong_destination{http::status::forbidden, "handoff-destination",
                                    "Choices go to another origin that \"share\" of the site lists in \"domains\"."};
constexpr Problem forged{http::status::forbidden, "handoff-forged", "This hand-off is not signed by the site's key."};
constexpr Problem elsewhere{http::status::forbidden, "handoff-elsewhere",
                            "This hand-off is for another site or another origin."};
constexpr Problem late{http::status::forbidden, "handoff-late", "A hand-off is good for one minute."};
constexpr Problem used{http::status::conflict, "handoff-used", "This hand-off was redeemed before."};

/// A request that has the form of its path.
struct Sound {
  const Site* site;
  std::string origin;
  Handoff handoff;
};
using Taken = std::variant<Sound, Problem>;

// What both requests have in common: JSON, a known site, a page that may call for it.
std::variant<authoring::Json, Problem> json_of(const Request& request) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  auto body = read_body(request.body());
  if (!body) return malformed_json;
  return std::move(*body);
}

const Problem* check_caller(const Services& services, const Request& request, const Site* site) {
  if (!site) return &unknown_choices_site;
  const Caller caller = caller_of(request);
  return caller.origin.empty() || !services.cors.allows(caller, site->origins) ? &no_origin : nullptr;
}

Taken take_handoff(const Services& services, const Request& request, double now_ms) {
  auto json = json_of(request);
  if (const auto* problem = std::get_if<Problem>(&json)) return *problem;
  Members members(std::get<authoring::Json>(json));
  const Site* site = services.catalog.site(members.text("site", max_site_bytes));
  const std::string to = members.text("to", max_origin_bytes);
  auto choices = choices_from_hex(members.text("choices", 2 * max_choices_bytes));
  if (!members.complete()) return malformed_request;
  if (const Problem* problem = check_caller(services, request, site)) return *problem;
  std::string from(field(request, "origin"));
  const auto& domains = site->share.domains;
  if (to == from || std::find(domains.begin(), domains.end(), to) == domains.end()) return wrong_destination;
  if (choices) choices = choices_alone(pack_of(*site), *choices);
  if (!choices) return damaged_choices;
  return Sound{site, from, {random_id(), site->id, from, to, now_ms, std::move(*choices)}};
}

Taken take_redemption(const Services& services, const Request& request, double now_ms) {
  auto json = json_of(request);
  if (const auto* problem = std::get_if<Problem>(&json)) return *problem;
  Members members(std::get<authoring::Json>(json));
  const Site* site = services.catalog.site(members.text("site", max_site_bytes));
  const std::string token = members.text("token", max_handoff_bytes);
  if (!members.complete()) return malformed_request;
  if (const Problem* problem = check_caller(services, request, site)) return *problem;
  auto handoff = read_handoff(*site->key, token);
  if (!handoff) return forged;
  std::string origin(field(request, "origin"));
  if (handoff->site != site->id || handoff->to != origin) return elsewhere;
  if (now_ms < handoff->issued_ms || now_ms - handoff->issued_ms > handoff_valid_ms) return late;
  return Sound{site, std::move(origin), std::move(*handoff)};
}

Answer token_answer(const Sound& sound) {
  authoring::Json body;
  body["token"] = write_handoff(*sound.site->key, sound.handoff);
  return {http::status::ok, "application/json", share(body.dump()), {{"cache-control", "no-store"}}, {}};
}

}  // namespace

Answering post_handoff(const Services& services, const Exchange& exchange) {
  const Taken taken = take_handoff(services, exchange.request, services.clock());
  const auto* problem = std::get_if<Problem>(&taken);
  co_return problem ? answer(*problem) : token_answer(std::get<Sound>(taken));
}

Answering redeem_handoff(const Services& services, const Exchange& exchange) {
  const double now_ms = services.clock();
  const Taken taken = take_redemption(services, exchange.request, now_ms);
  if (const auto* problem = std::get_if<Problem>(&taken)) co_return answer(*problem);
  const Sound& sound = std::get<Sound>(taken);
  const std::function<bool(Database&)> job = [&](Database& database) {
    return store::spend(database, "handoff " + sound.handoff.id, now_ms, sound.handoff.issued_ms + handoff_valid_ms);
  };
  if (!co_await services.writer.write<bool>(job)) co_return answer(used);
  co_return choices_answer(*sound.site, exchange.request.body(), sound.handoff.choices);
}

}  // namespace assent::collector
