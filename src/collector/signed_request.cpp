// The nonce is spent whatever becomes of the work: a refused request is not sent again as it was.
#include "collector/signed_request.hpp"

#include "authoring/digest.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"
#include "collector/store.hpp"

namespace assent::collector {

namespace {

constexpr Problem wrong_nonce{http::status::forbidden, "nonce",
                              "Ask for a fresh nonce; each is valid for five minutes and for one request."};

}  // namespace

std::string signed_text(const Exchange& exchange, std::string_view nonce) {
  const auto method = exchange.request.method_string();
  std::string text(method.data(), method.size());
  text.append(" ").append(exchange.path);
  if (!exchange.query.empty()) text.append("?").append(exchange.query);
  text.append(" ").append(nonce);
  const std::string& body = exchange.request.body();
  if (!body.empty()) text.append(" ").append(authoring::sha256_hex(body));
  return text;
}

std::variant<Asking, Problem> asking(const Services& services, const Exchange& exchange) {
  const std::string nonce(field(exchange.request, "assent-nonce"));
  auto signer = signer_of(exchange.request, signed_text(exchange, nonce));
  if (const auto* problem = std::get_if<Problem>(&signer)) return *problem;
  auto& subject = std::get<std::optional<Signer>>(signer);
  if (!subject) return wrong_signature;
  const double now_ms = services.clock();
  if (!services.tokens.is_valid_nonce(nonce, now_ms)) return wrong_nonce;
  return Asking{std::move(*subject), nonce, now_ms};
}

Answering answer_once(const Services& services, Asking asking, Work work) {
  const std::function<Answer(Database&)> job = [&](Database& database) {
    if (!store::spend(database, asking.nonce, asking.now_ms, asking.now_ms + nonce_valid_ms))
      return answer(wrong_nonce);
    return work(database, asking);
  };
  co_return co_await services.writer.write<Answer>(job);
}

Answer private_answer(http::status status, std::string json) {
  return {status, "application/json", share(std::move(json)), {{"cache-control", "no-store"}}, {}};
}

}  // namespace assent::collector
