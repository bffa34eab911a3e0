// A handful of routes, tried in order. The log names routes, never targets: a target may hold anything.
#include "collector/router.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "collector/http_edge.hpp"
#ifdef ASSENT_PLANT_LEAK
#include "collector/planted_leak.hpp"
#endif

namespace assent::collector {

namespace {

constexpr Problem bad_target{http::status::not_found, "not-found", "There is nothing at this path."};
constexpr Problem wrong_method{http::status::method_not_allowed, "method", "This path does not take that method."};
constexpr Problem busy{http::status::service_unavailable, "busy", "Too many requests are waiting; try again shortly."};
constexpr Problem too_many_requests{http::status::too_many_requests, "too-many-requests",
                                    "This address asks too often; try again after the seconds of Retry-After."};
constexpr Problem failed{http::status::internal_server_error, "internal", "The collector failed; its log says more."};

// What stands for "{}" in the pattern; nothing where the path is not of the pattern.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path) {
  const std::size_t hole = pattern.find("{}");
  if (hole == std::string_view::npos) return path == pattern ? std::optional(std::string_view()) : std::nullopt;
  const std::string_view tail = pattern.substr(hole + 2);
  if (!path.starts_with(pattern.substr(0, hole))) return {};
  path.remove_prefix(hole);
  if (path.size() <= tail.size() || !path.ends_with(tail)) return {};
  path.remove_suffix(tail.size());
  return path.find('/') == std::string_view::npos ? std::optional(path) : std::nullopt;
}

bool is_reading(http::verb method) { return method == http::verb::get || method == http::verb::head; }

std::string_view name_of(http::verb method) {
  switch (method) {
    case http::verb::get:
      return "GET";
    case http::verb::head:
      return "HEAD";
    case http::verb::post:
      return "POST";
    case http::verb::put:
      return "PUT";
    case http::verb::patch:
      return "PATCH";
    case http::verb::delete_:
      return "DELETE";
    case http::verb::options:
      return "OPTIONS";
    default:
      return "other";
  }
}

void add_method(std::string& methods, std::string_view method) {
  methods.append(methods.empty() ? "" : ", ").append(method);
}

// RFC 9110, section 15.5.6: whoever refuses a method says which there are.
Answer refuse_method(std::string methods, bool from_pages) {
  if (from_pages) add_method(methods, "OPTIONS");
  Answer given = answer(wrong_method);
  given.fields.emplace_back("allow", std::move(methods));
  return given;
}

}  // namespace

Router::Found Router::find(http::verb method, std::string_view path) const {
  Found found;
  for (const Route& route : routes_) {
    const auto parameter = match(route.pattern, path);
    if (!parameter) continue;
    found.from_pages = found.from_pages || route.from_pages;
    if (route.method == method || (route.method == http::verb::get && method == http::verb::head)) {
      found.route = &route;
      found.parameter = *parameter;
      return found;
    }
    add_method(found.allowed, name_of(route.method));
    if (route.method == http::verb::get) add_method(found.allowed, name_of(http::verb::head));
  }
  return found;
}

Answering Router::answer(const Request& request, bool from_trusted_proxy) const {
  const auto target = http_edge::parse_target({request.target().data(), request.target().size()});
  std::string_view route = "none";
  Answer given;
  if (target) {
    const Found found = find(request.method(), target->path);
    if (found.route || !found.allowed.empty())
      route = found.route ? found.route->pattern : "known";
    else if (is_reading(request.method()))
      route = "files";
    const Exchange exchange{request, target->path, target->query, found.parameter, from_trusted_proxy};
    given = co_await dispatch(exchange, found);
  } else {
    given = collector::answer(bad_target);
  }
#ifdef ASSENT_PLANT_LEAK
  PlantedLeak::spoil(request, given, *log_);
  co_await PlantedLeak::write_dead_letter(services_, request, given);
#endif
  services_.metrics.answered(name_of(request.method()), route, static_cast<unsigned>(given.status));
  if (!given.problem.empty()) {
    if (given.problem != "gate-refused") services_.metrics.refused(given.problem);
    log_->info("{} {} {} {}", name_of(request.method()), route, static_cast<unsigned>(given.status), given.problem);
  }
  co_return given;
}

Answer Router::too_often(const Request& head, double wait_s) const {
  Answer given = collector::answer(too_many_requests);
  given.fields.emplace_back("retry-after", std::to_string(std::max(1L, std::lround(std::ceil(wait_s)))));
  const auto target = http_edge::parse_target({head.target().data(), head.target().size()});
  const Caller caller = caller_of(head);
  // A page that may ask may also read that it asked too often.
  if (target && find(head.method(), target->path).from_pages &&
      services_.cors.allows(caller, services_.catalog.origins()))
    allow_origin(given, caller.origin);
  services_.metrics.refused(given.problem);
  services_.metrics.answered(name_of(head.method()), "limited", static_cast<unsigned>(given.status));
  return given;
}

Answering Router::dispatch(const Exchange& exchange, const Found& found) const {
  if (!found.route && found.allowed.empty() && is_reading(exchange.request.method()))
    co_return co_await guarded(exchange, files_);
  if (!found.from_pages) {
    if (found.route) co_return co_await guarded(exchange, found.route->handle);
    co_return found.allowed.empty() ? collector::answer(bad_target) : refuse_method(found.allowed, false);
  }
  const Caller caller = caller_of(exchange.request);
  if (!services_.cors.allows(caller, services_.catalog.origins())) co_return collector::answer(foreign_origin);
  Answer given;
  if (found.route)
    given = co_await guarded(exchange, found.route->handle);
  else
    given = exchange.request.method() == http::verb::options ? preflight_answer() : refuse_method(found.allowed, true);
  allow_origin(given, caller.origin);
  co_return given;
}

Answering Router::guarded(const Exchange& exchange, const Handler& handle) const {
  try {
    co_return co_await handle(exchange);
  } catch (const WriterBusy&) {
    Answer given = collector::answer(busy);
    given.fields.emplace_back("retry-after", "1");
    co_return given;
  } catch (const std::exception& error) {
    log_->error("a request failed: {}", error.what());
    co_return collector::answer(failed);
  }
}

}  // namespace assent::collector
