// Accepts connections up to the limit and lets them end in order when the collector stops.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

#include "collector/connection.hpp"
#include "collector/metrics.hpp"

namespace assent::collector {

class Listener {
 public:
  /// Binds and listens. Throws std::runtime_error with a sentence where it cannot.
  Listener(boost::asio::io_context& context, const std::string& host, std::uint16_t port, const Wiring& wiring,
           Metrics& metrics);

  std::uint16_t port() const;
  boost::asio::any_io_executor executor() { return acceptor_.get_executor(); }

  /// Accepts until stop(). To be run on the listener's executor.
  boost::asio::awaitable<void> run();

  /// Stops accepting and ends every connection after its request; gives up after the drain limit.
  boost::asio::awaitable<void> stop();

 private:
  void open(boost::asio::ip::tcp::socket socket);
  void close(const std::shared_ptr<Connection>& connection);
  std::size_t count();

  boost::asio::io_context& context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const Wiring& wiring_;
  Metrics& metrics_;
  std::mutex mutex_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
};

}  // namespace assent::collector
