// One attempt to tell a webhook: look up, connect, post, read the head of the answer. It follows no redirect, reads no
// body and keeps no connection.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>

#include "authoring/outlets.hpp"
#include "collector/webhook.hpp"

namespace assent::collector {

/// Why an attempt failed. Literals: they go into the database, the log and the counters.
namespace webhook_problem {
inline constexpr std::string_view none = "";
inline constexpr std::string_view unreachable = "unreachable";      // no such host, or nobody listens there
inline constexpr std::string_view certificate = "certificate";      // the TLS handshake failed
inline constexpr std::string_view timeout = "timeout";              // not done within the limit
inline constexpr std::string_view broken_answer = "broken_answer";  // closed early, not HTTP, or too long a head
inline constexpr std::string_view redirect = "redirect";            // 3xx
inline constexpr std::string_view gone = "gone";                    // 410: it never wants to be told again
inline constexpr std::string_view refused = "refused";              // any other status but 2xx
}  // namespace webhook_problem

class WebhookClient {
 public:
  /// Trusts the machine's certificate authorities and those of `authorities` (PEM). Throws std::runtime_error with a
  /// sentence where that file cannot be read.
  explicit WebhookClient(const std::optional<std::filesystem::path>& authorities);

  /// Posts the message; gives one of webhook_problem. `limit` is for all of it but a look-up that the system's resolver
  /// does not end.
  boost::asio::awaitable<std::string_view> post(const boost::asio::any_io_executor& executor,
                                                const authoring::WebAddress& address, const webhook::Message& message,
                                                std::chrono::milliseconds limit);

 private:
  boost::asio::ssl::context tls_;
};

}  // namespace assent::collector
