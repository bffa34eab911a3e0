// Every wait of a request ends at the one deadline that its first byte set.
#include "collector/connection.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>

#include "collector/client_address.hpp"
#include "collector/clock.hpp"

namespace assent::collector {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_bytes = 4096;

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
  peer_ = plain(peer.address());
  trusted_proxy_ = !error && lists(wiring.trusted_proxies, peer_);
}

asio::awaitable<void> Connection::run() {
  while (!finishing_) {
    idle_ = true;
    stream_.expires_after(wiring_.limits.idle);
    if (buffer_.size() == 0) {
      const beast::error_code error = co_await fill();
      if (error) break;
    }
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

// Reads what is there; an error where the client has gone or the time is over.
asio::awaitable<beast::error_code> Connection::fill() {
  const std::size_t room = std::min(read_bytes, buffer_.max_size() - buffer_.size());
  const auto [error, count] = co_await stream_.async_read_some(buffer_.prepare(room), quietly);
  buffer_.commit(count);
  co_return error;
}

// False where the client has gone or the time is over. What is awaited stands in a statement of its own, here and
// below: in the condition of an unbraced `if` the compiler's coroutines (GCC 12) go astray.
asio::awaitable<bool> Connection::read_head(RequestReader& reader) {
  while (reader.read_head(buffer_) == RequestReader::State::head) {
    const beast::error_code error = co_await fill();
    if (error) co_return false;
  }
  co_return true;
}

// False where the time is over. A client that ends in the middle may still listen.
asio::awaitable<bool> Connection::read_body(RequestReader& reader) {
  while (reader.read_body(buffer_) == RequestReader::State::body) {
    const beast::error_code error = co_await fill();
    if (!error) continue;
    if (error != asio::error::eof) co_return false;
    reader.end();
    break;
  }
  co_return true;
}

// HTTP/1.0 has no interim answers.
asio::awaitable<bool> Connection::tell_to_go_on(const RequestReader& reader) {
  constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  if (!reader.expects_continue() || reader.request().version() < 11 || buffer_.size() > 0) co_return true;
  const auto [error, count] = co_await asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()), quietly);
  co_return !error;
}

asio::awaitable<bool> Connection::serve_one() {
  RequestReader reader(wiring_.limits);
  const bool headed = co_await read_head(reader);
  if (!headed) co_return false;
  if (reader.state() == RequestReader::State::refused) co_return co_await refuse(reader.problem());
  std::optional<Answer> too_often = wiring_.admit(reader.request(), peer_);
  if (too_often) co_return co_await turn_away(std::move(*too_often));
  const bool told = co_await tell_to_go_on(reader);
  if (!told) co_return false;
  const bool read = co_await read_body(reader);
  if (!read) co_return false;
  if (reader.state() == RequestReader::State::refused) co_return co_await refuse(reader.problem());

  const Request& request = reader.request();
  const Answer answer = co_await wiring_.answer(request, trusted_proxy_);
  const bool keep = reader.keep_alive() && !finishing_;
  co_return co_await write(answer, request.method() == http::verb::head, request.version(), keep);
}

asio::awaitable<bool> Connection::refuse(Problem problem) {
  wiring_.refused(problem.name);
  // Named, because the compiler's coroutines (GCC 12) destroy temporaries of an awaited expression twice.
  Answer given = answer(problem);
  co_return co_await turn_away(std::move(given));
}

// Answers and closes: what else the client has sent is not read as a request.
asio::awaitable<bool> Connection::turn_away(Answer answer) {
  co_await write(answer, false, 11, false);
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
  while (left > 0) {
    const beast::error_code error_of_read = co_await fill();
    if (error_of_read) break;
    left -= std::min(left, buffer_.size());
    buffer_.clear();
  }
}

}  // namespace assent::collector
