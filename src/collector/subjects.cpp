// The rights that need no body: what is kept, told in full, and erased.
#include "collector/subjects.hpp"

#include <optional>

#include "authoring/strict_json.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"
#include "collector/signed_request.hpp"
#include "collector/store.hpp"
#include "collector/subject_export.hpp"

namespace assent::collector {

namespace {

constexpr Problem unknown_erasure{http::status::unprocessable_entity, "unknown-erasure",
                                  "The query is \"what=attributes\", \"what=evidence\", \"what=all\", or absent: all."};

// What a misspelt question would erase instead, nobody has asked for.
std::optional<store::Erasure> erasure_of(std::string_view query) {
  if (query.empty() || query == "what=all") return store::Erasure::all;
  if (query == "what=evidence") return store::Erasure::evidence;
  if (query == "what=attributes") return store::Erasure::attributes;
  return {};
}

std::string to_json(const store::Erased& erased) {
  authoring::Json body;
  body["erased"] = {{"consents", erased.consents},   {"withdrawals", erased.withdrawals},
                    {"events", erased.events},       {"attributes", erased.attributes},
                    {"exposures", erased.exposures}, {"contact_tokens", erased.contact_tokens}};
  return body.dump();
}

Answer nonce_answer(const std::string& nonce) {
  authoring::Json body;
  body["nonce"] = nonce;
  body["expires_in_s"] = nonce_valid_ms / 1000;
  return private_answer(http::status::ok, body.dump());
}

}  // namespace

Answering post_nonce(const Services& services, const Exchange&) {
  co_return nonce_answer(services.tokens.nonce(services.clock()));
}

Answering get_subject(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const Work work = [&services](Database& database, const Asking& who) {
    return private_answer(http::status::ok, export_subject(database, services.catalog, who.signer.subject, who.now_ms));
  };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

Answering delete_subject(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const auto what = erasure_of(exchange.query);
  if (!what) co_return answer(unknown_erasure);
  const Work work = [what](Database& database, const Asking& who) {
    return private_answer(http::status::ok,
                          to_json(store::erase_subject(database, who.signer.subject, who.now_ms, *what)));
  };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

}  // namespace assent::collector
