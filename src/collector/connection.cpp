// Every wait of a request ends at the one deadline that its first byte set.
#include "collector/connection.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>
#include <iterator>

#include "collector/clock.hpp"
#include "collector/http_edge.hpp"

namespace assent::collector {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_bytes = 4096;

constexpr Problem head_too_large{http::status::request_header_fields_too_large, "head-too-large",
                                 "The request line and fields are larger than this collector reads."};
constexpr Problem body_too_large{http::status::payload_too_large, "body-too-large",
                                 "The body is larger than this collector reads; send fewer events at a time."};
constexpr Problem malformed_request{http::status::bad_request, "malformed-request", "This is not an HTTP/1.1 request."};
constexpr Problem malformed_body{http::status::bad_request, "malformed-body",
                                 "The body breaks off, or its chunks have extensions or trailers."};

Problem problem_of(beast::error_code error, const Problem& otherwise) {
  if (error == http::error::body_limit) return body_too_large;
  if (error == http::error::header_limit) return head_too_large;
  return otherwise;
}

template <class Body>
http::response<Body> response_of(const Answer& answer, unsigned version, bool keep, double now_ms) {
  http::response<Body> response(answer.status, version);
  for (const auto& [name, value] : answer.fields) response.insert({name.data(), name.size()}, value);
  if (!answer.content_type.empty())
    response.set(http::field::content_type, {answer.content_type.data(), answer.content_type.size()});
  response.set(http::field::date, http_date(now_ms));
  response.set("x-content-type-options", "nosniff");
  response.set("referrer-policy", "no-referrer");
  response.keep_alive(keep);
  return response;
}

bool has_body(const Answer& answer) {
  return answer.status != http::status::no_content && answer.status != http::status::not_modified;
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const Wiring& wiring)
    : stream_(std::move(socket)), buffer_(max_read_buffer_bytes), wiring_(wiring) {
  beast::error_code error;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), error);
  const auto peer = stream_.socket().remote_endpoint(error);
  trusted_proxy_ = !error && std::find(wiring.trusted_proxies.begin(), wiring.trusted_proxies.end(), peer.address()) !=
                                 wiring.trusted_proxies.end();
}

asio::awaitable<void> Connection::run() {
  while (!finishing_) {
    idle_ = true;
    stream_.expires_after(wiring_.limits.idle);
    if (buffer_.size() == 0 && !co_await fill()) break;
    idle_ = false;
    stream_.expires_after(wiring_.limits.request);
    if (!co_await serve_one()) break;
  }
  beast::error_code error;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  stream_.close();
}

void Connection::finish() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    self->finishing_ = true;
    if (self->idle_) self->stream_.cancel();
  });
}

std::string_view Connection::received() const {
  const auto data = buffer_.cdata();
  return {static_cast<const char*>(data.data()), data.size()};
}

// Reads what is there; false where the client has gone or the time is over.
asio::awaitable<bool> Connection::fill() {
  const std::size_t room = std::min(read_bytes, buffer_.max_size() - buffer_.size());
  const auto [error, count] = co_await stream_.async_read_some(buffer_.prepare(room), quietly);
  buffer_.commit(count);
  co_return !error;
}

// Bytes of the head; 0 where the client has gone; more than the limit where it is too large.
asio::awaitable<std::size_t> Connection::read_head() {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t head = http_edge::head_end(received(), searched);
    if (head > 0) co_return head;
    searched = buffer_.size();
    if (searched >= wiring_.limits.head_bytes) co_return wiring_.limits.head_bytes + 1;
    if (!co_await fill()) co_return 0;
  }
}

asio::awaitable<bool> Connection::serve_one() {
  const std::size_t head = co_await read_head();
  if (head == 0) co_return false;
  if (head > wiring_.limits.head_bytes) co_return co_await refuse(head_too_large);
  std::optional<Problem> problem = http_edge::check_head(received().substr(0, head), wiring_.limits);
  if (problem) co_return co_await refuse(*problem);

  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(wiring_.limits.head_bytes));
  parser.body_limit(wiring_.limits.body_bytes);
  beast::error_code error;
  buffer_.consume(parser.put(asio::buffer(received().data(), head), error));
  if (error || !parser.is_header_done()) co_return co_await refuse(problem_of(error, malformed_request));
  problem = http_edge::check_fields(parser.get(), wiring_.limits);
  if (problem) co_return co_await refuse(*problem);
  if (!co_await read_body(parser, problem)) co_return false;
  if (problem) co_return co_await refuse(*problem);

  const Request& request = parser.get();
  const Answer answer = co_await wiring_.answer(request, trusted_proxy_);
  const bool keep = parser.keep_alive() && !finishing_;
  co_return co_await write(answer, request.method() == http::verb::head, request.version(), keep);
}

// False where the client has gone or the time is over.
asio::awaitable<bool> Connection::read_body(Parser& parser, std::optional<Problem>& problem) {
  if (parser.is_done()) co_return true;
  if (parser.get().count(http::field::expect) > 0 && buffer_.size() == 0) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [error, count] = co_await asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()), quietly);
    if (error) co_return false;
  }
  // Chunk extensions mean nothing here and trailers could pass for fields, so neither is taken.
  auto no_extensions = [](std::uint64_t, beast::string_view extensions, beast::error_code& error) {
    if (!extensions.empty()) error = http::error::bad_chunk_extension;
  };
  parser.on_chunk_header(no_extensions);
  const auto fields = std::distance(parser.get().begin(), parser.get().end());
  const auto [error, count] = co_await http::async_read(stream_, buffer_, parser, quietly);
  if (error == beast::error::timeout || error == http::error::end_of_stream) co_return false;
  if (error)
    problem = problem_of(error, malformed_body);
  else if (std::distance(parser.get().begin(), parser.get().end()) != fields)
    problem = malformed_body;
  co_return true;
}

asio::awaitable<bool> Connection::refuse(Problem problem) {
  wiring_.refused(problem.name);
  // Named, because the compiler's coroutines (GCC 12) destroy temporaries of an awaited expression twice.
  const Answer given = answer(problem);
  co_await write(given, false, 11, false);
  co_await linger();
  co_return false;
}

// True where the connection may go on.
asio::awaitable<bool> Connection::write(const Answer& answer, bool head_only, unsigned version, bool keep) {
  const double now_ms = wiring_.clock();
  const std::string_view bytes = answer.body ? std::string_view(*answer.body) : std::string_view();
  if (head_only || !has_body(answer)) {
    auto response = response_of<http::empty_body>(answer, version, keep, now_ms);
    if (has_body(answer)) response.content_length(bytes.size());
    const auto [error, count] = co_await http::async_write(stream_, response, quietly);
    co_return !error && keep;
  }
  auto response = response_of<http::span_body<const char>>(answer, version, keep, now_ms);
  response.body() = {bytes.data(), bytes.size()};
  response.content_length(bytes.size());
  const auto [error, count] = co_await http::async_write(stream_, response, quietly);
  co_return !error && keep;
}

// A socket closed with unread bytes resets the connection, and the client would never see why it was refused.
asio::awaitable<void> Connection::linger() {
  beast::error_code error;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
  stream_.expires_after(wiring_.limits.linger);
  std::size_t left = max_linger_bytes;
  buffer_.clear();
  while (left > 0 && co_await fill()) {
    left -= std::min(left, buffer_.size());
    buffer_.clear();
  }
}

}  // namespace assent::collector
