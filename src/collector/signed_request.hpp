// A request about oneself: signed by the subject's key over method, target, a nonce of ours and the body, so that the
// signature can be used for nothing else and only once.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "collector/services.hpp"
#include "collector/signature.hpp"

namespace assent::collector {

/// The text that a subject signs: METHOD, the target as it is sent, and the nonce, with spaces between; where there is
/// a body, a space and its SHA-256 in lower-case hex follow.
std::string signed_text(const Exchange& exchange, std::string_view nonce);

/// Who asks, by what nonce, and when.
struct Asking {
  Signer signer;
  std::string nonce;
  double now_ms = 0;
};

/// Checks signature and nonce; that the nonce is used once is checked with the database.
std::variant<Asking, Problem> asking(const Services& services, const Exchange& exchange);

/// What is done for the subject, on the writer's thread. It returns before it changes anything, or changes all.
using Work = std::function<Answer(Database&, const Asking&)>;

/// Spends the nonce and does the work in one transaction.
Answering answer_once(const Services& services, Asking asking, Work work);

/// An answer of success about a subject: JSON that nobody keeps.
Answer private_answer(http::status status, std::string json);

}  // namespace assent::collector
