// One past the limit is told so and closed; it never waits for somebody else to go.
#include "collector/listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <vector>

namespace assent::collector {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds pause_after_error{50};  // the process has no file descriptors left
constexpr std::chrono::milliseconds drain_step{5};
constexpr std::string_view too_many =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\nconnection: close\r\n\r\n";

tcp::endpoint endpoint_of(const std::string& host, std::uint16_t port) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error) throw std::runtime_error(host + ": is not an IP address to listen on");
  return {address, port};
}

}  // namespace

Listener::Listener(asio::io_context& context, const std::string& host, std::uint16_t port, const Wiring& wiring,
                   Metrics& metrics)
    : context_(context), acceptor_(asio::make_strand(context)), wiring_(wiring), metrics_(metrics) {
  const tcp::endpoint endpoint = endpoint_of(host, port);
  try {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(asio::socket_base::max_listen_connections);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(host + ":" + std::to_string(port) + ": cannot listen here (" + error.code().message() +
                             ")");
  }
}

std::uint16_t Listener::port() const { return acceptor_.local_endpoint().port(); }

asio::awaitable<void> Listener::run() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(asio::make_strand(context_), quietly);
    if (error == asio::error::operation_aborted) break;
    if (!error) {
      open(std::move(socket));
      continue;
    }
    asio::steady_timer timer(acceptor_.get_executor(), pause_after_error);
    co_await timer.async_wait(quietly);
  }
}

void Listener::open(tcp::socket socket) {
  const auto connection = [&]() -> std::shared_ptr<Connection> {
    const std::lock_guard lock(mutex_);
    if (connections_.size() >= wiring_.limits.connections) return nullptr;
    return *connections_.insert(std::make_shared<Connection>(std::move(socket), wiring_)).first;
  }();
  if (!connection) {
    boost::system::error_code error;
    socket.non_blocking(true, error);
    socket.write_some(asio::buffer(too_many.data(), too_many.size()), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
    wiring_.refused("too-many-connections");
    return;
  }
  metrics_.connection(1);
  asio::co_spawn(connection->executor(), connection->run(),
                 [this, connection](std::exception_ptr) { close(connection); });
}

void Listener::close(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  if (connections_.erase(connection) > 0) metrics_.connection(-1);
}

std::size_t Listener::count() {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

asio::awaitable<void> Listener::stop() {
  boost::system::error_code error;
  acceptor_.close(error);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& each : connections_) each->finish();
  }
  const auto give_up = std::chrono::steady_clock::now() + wiring_.limits.drain;
  asio::steady_timer timer(acceptor_.get_executor());
  while (count() > 0 && std::chrono::steady_clock::now() < give_up) {
    timer.expires_after(drain_step);
    co_await timer.async_wait(quietly);
  }
}

}  // namespace assent::collector
