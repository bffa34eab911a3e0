// Small answers are made here; what takes more than a few lines has a file of its own.
#include "collector/routes.hpp"

#include "collector/brotli.hpp"
#include "collector/consents.hpp"
#include "collector/contacts.hpp"
#include "collector/corrections.hpp"
#include "collector/devices.hpp"
#include "collector/events.hpp"
#include "collector/handoffs.hpp"
#include "collector/http_edge.hpp"
#include "collector/openapi.hpp"
#include "collector/problem.hpp"
#include "collector/subjects.hpp"
#include "collector/withdraw.hpp"

namespace assent::collector {

namespace {

constexpr Problem unknown_site{http::status::not_found, "unknown-site", "This collector has no policy for that site."};
constexpr Problem unknown_file{http::status::not_found, "not-found", "There is nothing at this path."};
constexpr Problem not_ready{http::status::service_unavailable, "not-ready", "The database does not take writes now."};
constexpr std::string_view widget_folder = "/assent/";
constexpr std::string_view loader = "/assent.js";
constexpr std::string_view head_stub = "/head.js";

Answer text(std::string_view content_type, std::string body) {
  return {http::status::ok, content_type, share(std::move(body)), {{"cache-control", "no-store"}}, {}};
}

// A handler that needs no database answers at once.
template <class Answerer>
Handler at_once(Answerer answerer) {
  return [answerer](const Exchange& exchange) -> Answering { co_return answerer(exchange); };
}

}  // namespace

Routes::Routes(const Services& services, const Config& config)
    : services_(services),
      region_header_(config.region_header),
      boot_(services.tokens),
      api_tokens_(config.data),
      openapi_(make_file("openapi.json", std::string(openapi_document()), false)),
      web_(config.web ? Folder(*config.web) : Folder()),
      static_(config.files ? Folder(*config.files) : Folder()) {}

std::vector<Route> Routes::all() {
  const auto to = [this](Answering (*handle)(const Services&, const Exchange&)) -> Handler {
    return [this, handle](const Exchange& exchange) { return handle(services_, exchange); };
  };
  using enum http::verb;
  return {
      {get, "/v1/sites/{}/boot", at_once([this](const Exchange& exchange) { return boot(exchange); })},
      {get, "/packs/{}", at_once([this](const Exchange& exchange) { return pack(exchange); })},
      {post, "/v1/consents", to(post_consent), true},
      {post, "/v1/events", to(post_events), true},
      {post, "/v1/subjects/nonce", to(post_nonce), true},
      {get, "/v1/subjects/me", to(get_subject), true},
      {patch, "/v1/subjects/me", to(patch_subject), true},
      {delete_, "/v1/subjects/me", to(delete_subject), true},
      {post, "/v1/subjects/me/withdraw", to(post_withdrawal), true},
      {get, "/v1/subjects/me/contact", to(get_own_contact), true},
      {post, "/v1/subjects/me/contact", to(post_contact_token), true},
      {get, "/v1/contact/{}",
       [this](const Exchange& exchange) { return get_contact(services_, api_tokens_, exchange); }},
      {put, "/v1/subjects/device", to(put_device), true},
      {delete_, "/v1/subjects/device", to(delete_device), true},
      {post, "/v1/handoffs", to(post_handoff), true},
      {post, "/v1/handoffs/redeem", to(redeem_handoff), true},
      {get, "/v1/openapi.json",
       at_once([this](const Exchange& exchange) { return serve(openapi_, exchange.request); })},
      {get, "/metrics", at_once([this](const Exchange&) {
         return text("text/plain; version=0.0.4; charset=utf-8", services_.metrics.text());
       })},
      {get, "/healthz", at_once([](const Exchange&) { return text("text/plain; charset=utf-8", "alive\n"); })},
      {get, "/readyz", at_once([this](const Exchange&) { return ready(); })},
  };
}

Handler Routes::files() {
  return at_once([this](const Exchange& exchange) { return file(exchange); });
}

Answer Routes::boot(const Exchange& exchange) {
  const Site* site = services_.catalog.site(exchange.parameter);
  if (!site) return answer(unknown_site);
  return boot_.answer(*site, http_edge::query_value(exchange.query, "lang"), region(exchange),
                      accepts_brotli(field(exchange.request, "accept-encoding")), services_.clock());
}

// Only a listed proxy knows where a visitor is; what a visitor says of itself decides nothing.
std::string_view Routes::region(const Exchange& exchange) const {
  if (region_header_.empty() || !exchange.from_trusted_proxy) return {};
  const std::string_view region = field(exchange.request, region_header_);
  return is_region(region) ? region : std::string_view();
}

Answer Routes::pack(const Exchange& exchange) const {
  const File* file = services_.catalog.file(exchange.parameter);
  if (!file) return answer(unknown_file);
  Answer given = serve(*file, exchange.request);
  // Content files are fragments for slots; opened by themselves they must not run anything from this origin.
  given.fields.emplace_back("content-security-policy", "default-src 'none'; sandbox");
  return given;
}

Answer Routes::file(const Exchange& exchange) const {
  const std::string_view path = exchange.path;
  const bool is_ours = path == loader || path == head_stub || path.starts_with(widget_folder);
  const File* found = is_ours ? web_.find(path) : nullptr;
  if (!found) found = static_.find(path);
  if (found) return serve(*found, exchange.request);
  if (static_.find(exchange.path + "/")) {
    Answer given{http::status::permanent_redirect, {}, nullptr, {}, {}};
    given.fields.emplace_back("location", exchange.path + "/");
    return given;
  }
  return answer(unknown_file);
}

Answer Routes::ready() const {
  return services_.writer.healthy() ? text("text/plain; charset=utf-8", "ready\n") : answer(not_ready);
}

}  // namespace assent::collector
