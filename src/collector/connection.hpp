// One client's connection: reads requests one after the other, by the edge's rules and within the limits, and writes
// the answers. It knows no route and keeps no address.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "collector/http.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

/// What connections share.
struct Wiring {
  std::function<boost::asio::awaitable<Answer>(const Request&, bool from_trusted_proxy)> answer;
  std::function<void(std::string_view problem)> refused;  // the edge refused a request
  std::function<double()> clock;
  std::vector<boost::asio::ip::address> trusted_proxies;
  Limits limits;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const Wiring& wiring);

  boost::asio::any_io_executor executor() { return stream_.get_executor(); }

  /// Serves until either side has had enough. To be run on the socket's executor.
  boost::asio::awaitable<void> run();

  /// Ends the connection after the request under way, at once where there is none. From any thread.
  void finish();

 private:
  using Parser = http::request_parser<http::string_body>;

  std::string_view received() const;
  boost::asio::awaitable<bool> fill();
  boost::asio::awaitable<bool> serve_one();
  boost::asio::awaitable<bool> refuse(Problem problem);
  boost::asio::awaitable<std::size_t> read_head();
  boost::asio::awaitable<bool> read_body(Parser& parser, std::optional<Problem>& problem);
  boost::asio::awaitable<bool> write(const Answer& answer, bool head_only, unsigned version, bool keep);
  boost::asio::awaitable<void> linger();

  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  const Wiring& wiring_;
  bool trusted_proxy_ = false;
  bool idle_ = true;
  bool finishing_ = false;
};

}  // namespace assent::collector
