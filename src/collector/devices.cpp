// What is kept stands under a keyed hash of the customer's name: without the key file nobody can tell whose it is.
#include "collector/devices.hpp"

#include <cmath>
#include <functional>
#include <variant>

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices.hpp"
#include "collector/choices_answer.hpp"
#include "collector/device_store.hpp"
#include "collector/device_token.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "collector/problem.hpp"
#include "collector/signature.hpp"

namespace assent::collector {

namespace {

constexpr Problem not_shared{http::status::forbidden, "device-off",
                             "The site's policy names no key for \"devices\" of \"share\"."};
constexpr Problem wrong_token{http::status::forbidden, "device-token",
                              "The token must be {sub, aud, iat}, signed with EdDSA by the key that the policy names."};
constexpr Problem stale_token{http::status::forbidden, "device-token-late",
                              "A token is good for ten minutes from \"iat\"; let the site's server sign a new one."};

/// A customer of a site, as the store knows them.
struct Customer {
  const Site* site;
  std::string hash;
};

struct Sound {
  Customer customer;
  std::string choices;
  bool on_time = false;
};

std::variant<Customer, Problem> customer_of(const Services& services, const Site* site, std::string_view token,
                                            double now_ms) {
  if (!site) return unknown_choices_site;
  if (site->share.device_key.empty()) return not_shared;
  const auto read = read_device_token(*from_base64(site->share.device_key), site->id, token);
  if (!read) return wrong_token;
  if (!is_fresh(*read, now_ms)) return stale_token;
  return Customer{site, base64url(services.customers.hmac(site->id + "\n" + read->customer))};
}

std::variant<Sound, Problem> take(const Services& services, const Request& request, double now_ms) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  Members members(*body);
  const Site* site = services.catalog.site(members.text("site", max_site_bytes));
  const std::string token = members.text("token", max_device_token_bytes);
  auto choices = choices_from_hex(members.text("choices", 2 * max_choices_bytes));
  const double sent_ms = members.number("now_ms");
  if (!members.complete()) return malformed_request;
  if (site && !services.cors.allows(caller_of(request), site->origins)) return foreign_origin;
  auto customer = customer_of(services, site, token, now_ms);
  if (const auto* problem = std::get_if<Problem>(&customer)) return *problem;
  if (choices && !choices->empty()) choices = choices_alone(pack_of(*site), *choices);
  if (!choices) return damaged_choices;
  return Sound{std::get<Customer>(customer), std::move(*choices), std::abs(sent_ms - now_ms) <= max_sender_off_ms};
}

// On the writer's thread: of two devices that send at once, one finds what the other left.
std::string keep(Database& database, const Sound& sound, double now_ms) {
  const auto& [site, hash] = sound.customer;
  const policy::Pack& pack = pack_of(*site);
  const std::string stored = store::device_choices(database, site->id, hash);
  std::string merged = merged_choices(pack, stored, sound.choices, now_ms, sound.on_time);
  if (!merged.empty()) store::keep_device_choices(database, site->id, hash, merged, now_ms + device_choices_kept_ms);
  return merged;
}

Answer erased_answer(std::int64_t rows) {
  authoring::Json body;
  body["erased"] = rows;
  return {http::status::ok, "application/json", share(body.dump()), {{"cache-control", "no-store"}}, {}};
}

std::string_view bearer(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view value = field(request, "authorization");
  return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
}

}  // namespace

Answering put_device(const Services& services, const Exchange& exchange) {
  const double now_ms = services.clock();
  const auto taken = take(services, exchange.request, now_ms);
  if (const auto* problem = std::get_if<Problem>(&taken)) co_return answer(*problem);
  const Sound& sound = std::get<Sound>(taken);
  const std::function<std::string(Database&)> job = [&](Database& database) { return keep(database, sound, now_ms); };
  const std::string merged = co_await services.writer.write<std::string>(job);
  co_return choices_answer(*sound.customer.site, exchange.request.body(), merged);
}

Answering delete_device(const Services& services, const Exchange& exchange) {
  const std::string_view token = bearer(exchange.request);
  const auto site = audience_of(token);
  if (!site) co_return answer(wrong_token);
  const auto found = customer_of(services, services.catalog.site(*site), token, services.clock());
  if (const auto* problem = std::get_if<Problem>(&found)) co_return answer(*problem);
  const Customer& customer = std::get<Customer>(found);
  const std::function<std::int64_t(Database&)> job = [&](Database& database) {
    return store::erase_device_choices(database, customer.site->id, customer.hash);
  };
  co_return erased_answer(co_await services.writer.write<std::int64_t>(job));
}

}  // namespace assent::collector
