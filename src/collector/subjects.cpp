// The signed text names method, path and nonce, so that a signature can be used for nothing else and only once.
#include "collector/subjects.hpp"

#include <functional>

#include "authoring/strict_json.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"
#include "collector/signature.hpp"
#include "collector/store.hpp"

namespace assent::collector {

namespace {

constexpr Problem wrong_nonce{http::status::forbidden, "nonce",
                              "Ask for a fresh nonce; each is valid for five minutes and for one request."};

using Work = std::function<std::string(Database&, std::string_view)>;

Answer json_answer(std::string body) {
  return {http::status::ok, "application/json", share(std::move(body)), {{"cache-control", "no-store"}}, {}};
}

// Does `work` for the subject that signed the request, in the transaction that spends the nonce.
Answering for_subject(const Services& services, const Exchange& exchange, Work work) {
  const std::string nonce(field(exchange.request, "assent-nonce"));
  const auto method = exchange.request.method_string();
  const std::string message = std::string(method.data(), method.size()) + " " + exchange.path + " " + nonce;
  const auto signer = signer_of(exchange.request, message);
  if (const auto* problem = std::get_if<Problem>(&signer)) co_return answer(*problem);
  const auto& subject = std::get<std::optional<Signer>>(signer);
  if (!subject) co_return answer(wrong_signature);
  const double now_ms = services.clock();
  if (!services.tokens.is_valid_nonce(nonce, now_ms)) co_return answer(wrong_nonce);
  const std::function<std::optional<std::string>(Database&)> job =
      [&](Database& database) -> std::optional<std::string> {
    if (!store::spend(database, nonce, now_ms, now_ms + nonce_valid_ms)) return {};
    return work(database, subject->subject);
  };
  auto body = co_await services.writer.write<std::optional<std::string>>(job);
  co_return body ? json_answer(std::move(*body)) : answer(wrong_nonce);
}

std::string erase(Database& database, std::string_view subject) {
  const store::Erased erased = store::erase_subject(database, subject);
  authoring::Json body;
  body["erased"] = {{"consents", erased.consents},
                    {"events", erased.events},
                    {"attributes", erased.attributes},
                    {"exposures", erased.exposures}};
  return body.dump();
}

Answer nonce_answer(const std::string& nonce) {
  authoring::Json body;
  body["nonce"] = nonce;
  body["expires_in_s"] = nonce_valid_ms / 1000;
  return json_answer(body.dump());
}

}  // namespace

Answering post_nonce(const Services& services, const Exchange&) {
  co_return nonce_answer(services.tokens.nonce(services.clock()));
}

Answering get_subject(const Services& services, const Exchange& exchange) {
  return for_subject(services, exchange, store::export_subject);
}

Answering delete_subject(const Services& services, const Exchange& exchange) {
  return for_subject(services, exchange, erase);
}

}  // namespace assent::collector
