// One deadline for connect, handshake, request and answer. Everything that is awaited has a name, because the
// compiler's coroutines (GCC 12) destroy temporaries of an awaited expression twice.
#include "collector/webhook_client.hpp"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/none.hpp>
#include <memory>
#include <stdexcept>

#include "collector/limits.hpp"

namespace assent::collector {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using authoring::WebAddress;
using Deadline = std::chrono::steady_clock::time_point;
using PostRequest = http::request<http::string_body>;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr unsigned http_version = 11;

PostRequest request_of(const WebAddress& address, const webhook::Message& message) {
  PostRequest request(http::verb::post, address.target, http_version);
  const bool is_usual = address.port == (address.secure ? "443" : "80");
  request.set(http::field::host, is_usual ? address.host : address.host + ":" + address.port);
  request.set(http::field::user_agent, "assent");
  request.set(http::field::content_type, {webhook::media_type.data(), webhook::media_type.size()});
  request.set("webhook-id", message.id);
  request.set("webhook-timestamp", message.timestamp);
  request.set("webhook-signature", message.signature);
  request.keep_alive(false);
  request.body() = message.body;
  request.prepare_payload();
  return request;
}

std::string_view problem_of(unsigned status) {
  constexpr unsigned gone_status = 410;
  if (status / 100 == 2) return webhook_problem::none;
  if (status / 100 == 3) return webhook_problem::redirect;
  return status == gone_status ? webhook_problem::gone : webhook_problem::refused;
}

std::string_view problem_of(const beast::error_code& error, std::string_view otherwise) {
  return error == beast::error::timeout ? webhook_problem::timeout : otherwise;
}

// Nothing where the name has no address; `late` where the time was over first.
asio::awaitable<std::optional<tcp::resolver::results_type>> look_up(const asio::any_io_executor& executor,
                                                                    const WebAddress& address, Deadline deadline,
                                                                    bool& late) {
  // Shared with the timer's handler, which may run after this has ended.
  const auto resolver = std::make_shared<tcp::resolver>(executor);
  asio::steady_timer timer(executor, deadline);
  timer.async_wait([resolver](const beast::error_code& error) {
    if (!error) resolver->cancel();
  });
  auto [error, found] = co_await resolver->async_resolve(address.host, address.port, quietly);
  late = error == asio::error::operation_aborted;
  if (error) co_return std::nullopt;
  co_return std::move(found);
}

template <class Stream>
asio::awaitable<std::string_view> exchange(Stream& stream, const PostRequest& request) {
  const auto [unsent, sent] = co_await http::async_write(stream, request, quietly);
  if (unsent) co_return problem_of(unsent, webhook_problem::broken_answer);
  http::response_parser<http::empty_body> parser;
  parser.header_limit(max_answer_head_bytes);
  parser.body_limit(boost::none);  // whatever its length says: it is not read
  beast::flat_buffer buffer(2 * max_answer_head_bytes);
  const auto [unread, read] = co_await http::async_read_header(stream, buffer, parser, quietly);
  if (unread) co_return problem_of(unread, webhook_problem::broken_answer);
  co_return problem_of(parser.get().result_int());
}

asio::awaitable<std::string_view> post_plainly(beast::tcp_stream& stream, const tcp::resolver::results_type& found,
                                               const PostRequest& request) {
  const auto [error, endpoint] = co_await stream.async_connect(found, quietly);
  if (error) co_return problem_of(error, webhook_problem::unreachable);
  co_return co_await exchange(stream, request);
}

asio::awaitable<std::string_view> post_securely(beast::ssl_stream<beast::tcp_stream>& stream,
                                                const tcp::resolver::results_type& found, const PostRequest& request) {
  const auto [error, endpoint] = co_await stream.next_layer().async_connect(found, quietly);
  if (error) co_return problem_of(error, webhook_problem::unreachable);
  const auto [unsafe] = co_await stream.async_handshake(ssl::stream_base::client, quietly);
  if (unsafe) co_return problem_of(unsafe, webhook_problem::certificate);
  co_return co_await exchange(stream, request);
}

}  // namespace

WebhookClient::WebhookClient(const std::optional<std::filesystem::path>& authorities) : tls_(ssl::context::tls_client) {
  tls_.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  tls_.set_verify_mode(ssl::verify_peer);
  beast::error_code error;
  tls_.set_default_verify_paths(error);
  if (authorities) tls_.load_verify_file(authorities->string(), error);
  if (error && authorities) throw std::runtime_error(authorities->string() + ": holds no certificates in PEM");
}

asio::awaitable<std::string_view> WebhookClient::post(const asio::any_io_executor& executor, const WebAddress& address,
                                                      const webhook::Message& message,
                                                      std::chrono::milliseconds limit) {
  const Deadline deadline = std::chrono::steady_clock::now() + limit;
  bool late = false;
  const auto found = co_await look_up(executor, address, deadline, late);
  if (!found) co_return late ? webhook_problem::timeout : webhook_problem::unreachable;
  const PostRequest request = request_of(address, message);
  beast::tcp_stream plain(executor);
  plain.expires_at(deadline);
  if (!address.secure) co_return co_await post_plainly(plain, *found, request);
  beast::ssl_stream<beast::tcp_stream> stream(std::move(plain), tls_);
  if (SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str()) != 1)
    co_return webhook_problem::certificate;
  stream.set_verify_callback(ssl::host_name_verification(address.host));
  co_return co_await post_securely(stream, *found, request);
}

}  // namespace assent::collector
