// Who asks is known before anything is looked up, and a token of another site is unknown here.
#include "collector/contacts.hpp"

#include <sodium.h>

#include <functional>
#include <optional>
#include <string>

#include "authoring/digest.hpp"
#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices_answer.hpp"
#include "collector/clock.hpp"
#include "collector/contact_answer.hpp"
#include "collector/contact_store.hpp"
#include "collector/encoding.hpp"
#include "collector/http_edge.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "collector/problem.hpp"
#include "collector/signed_request.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

constexpr std::size_t contact_token_bytes = 32;

constexpr Problem malformed_question{http::status::unprocessable_entity, "malformed-question",
                                     "Ask with one topic and one channel, each of 1 to 64 letters."};
constexpr Problem wrong_bearer{http::status::unauthorized, "api-token",
                               "Send an API token of the site as \"Authorization: Bearer TOKEN\"."};
constexpr Problem unknown_token{http::status::not_found, "unknown-contact-token",
                                "No customer of this site has given this token, or it has ended. Do not contact."};

struct Question {
  std::string topic, channel;
};

std::optional<Question> question_of(std::string_view query) {
  const std::string_view topic = http_edge::query_value(query, "topic");
  const std::string_view channel = http_edge::query_value(query, "channel");
  const auto fits = [](std::string_view word) { return !word.empty() && word.size() <= max_contact_name_bytes; };
  if (!fits(topic) || !fits(channel)) return {};
  return Question{std::string(topic), std::string(channel)};
}

Answer tell(const Services& services, Database& database, const Site& site, std::string_view subject,
            const Question& question, double now_ms) {
  const auto stands = standing_of(database, site.id, subject);
  const ContactAnswer found =
      may_contact(site, stands, question.topic, question.channel, now_ms, services.unproven_grants_stand);
  Json body;
  body["contact"] = found.reason.empty();
  body["site"] = site.id;
  if (!found.purpose.empty()) body["purpose"] = found.purpose;
  if (!found.reason.empty()) body["reason"] = found.reason;
  body["time"] = format_time(now_ms);
  return private_answer(http::status::ok, body.dump());
}

std::variant<const Site*, Problem> take(const Services& services, const Request& request) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  Members members(*body);
  const Site* site = services.catalog.site(members.text("site", max_site_bytes));
  if (!members.complete()) return malformed_request;
  if (!site) return unknown_choices_site;
  if (!services.cors.allows(caller_of(request), site->origins)) return foreign_origin;
  return site;
}

Answer give_token(Database& database, const Site& site, const Asking& who) {
  std::string bytes(contact_token_bytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  const std::string token = base64url(bytes);
  const double expires_ms = who.now_ms + contact_token_kept_ms;
  store::keep_contact_token(database, authoring::sha256_hex(token), site.id, who.signer.subject, who.now_ms,
                            expires_ms);
  Json body;
  body["token"] = token;
  body["site"] = site.id;
  body["expires"] = format_time(expires_ms);
  return private_answer(http::status::created, body.dump());
}

Answer unauthorized() {
  Answer given = answer(wrong_bearer);
  given.fields.emplace_back("www-authenticate", "Bearer");
  return given;
}

std::string_view bearer(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view value = field(request, "authorization");
  if (request.count("authorization") != 1 || !value.starts_with(scheme)) return {};
  return value.substr(scheme.size());
}

}  // namespace

Answering get_own_contact(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const auto question = question_of(exchange.query);
  if (!question) co_return answer(malformed_question);
  const Site* site = services.catalog.site(http_edge::query_value(exchange.query, "site"));
  if (!site) co_return answer(unknown_choices_site);
  if (!services.cors.allows(caller_of(exchange.request), site->origins)) co_return answer(foreign_origin);
  const Work work = [&](Database& database, const Asking& who) {
    return tell(services, database, *site, who.signer.subject, *question, who.now_ms);
  };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

Answering post_contact_token(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const auto taken = take(services, exchange.request);
  if (const auto* problem = std::get_if<Problem>(&taken)) co_return answer(*problem);
  const Site* site = std::get<const Site*>(taken);
  const Work work = [site](Database& database, const Asking& who) { return give_token(database, *site, who); };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

Answering get_contact(const Services& services, const ApiTokens& api_tokens, const Exchange& exchange) {
  const auto site_id = api_tokens.site_of(bearer(exchange.request));
  const Site* site = site_id ? services.catalog.site(*site_id) : nullptr;
  if (!site) co_return unauthorized();
  const auto question = question_of(exchange.query);
  if (!question) co_return answer(malformed_question);
  const double now_ms = services.clock();
  const std::string hash = authoring::sha256_hex(exchange.parameter);
  const std::function<Answer(Database&)> job = [&](Database& database) {
    const auto subject = store::contact_subject(database, hash, site->id, now_ms);
    if (!subject) return answer(unknown_token);
    return tell(services, database, *site, *subject, *question, now_ms);
  };
  co_return co_await services.writer.write<Answer>(job);
}

}  // namespace assent::collector
