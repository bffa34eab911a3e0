// One client's connection: reads requests one after the other, by the edge's rules and within the limits, and writes
// the answers. It knows no route. The client's address goes to `admit`, and nowhere else.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "collector/http.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"
#include "collector/request_reader.hpp"

namespace assent::collector {

/// What connections share.
struct Wiring {
  std::function<boost::asio::awaitable<Answer>(const Request&, bool from_trusted_proxy)> answer;
  /// Asked with the head of a request, before its body is read: an answer where the client has asked too often.
  std::function<std::optional<Answer>(const Request&, const boost::asio::ip::address& peer)> admit;
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
  boost::asio::awaitable<boost::beast::error_code> fill();
  boost::asio::awaitable<bool> serve_one();
  boost::asio::awaitable<bool> refuse(Problem problem);
  boost::asio::awaitable<bool> turn_away(Answer answer);
  boost::asio::awaitable<bool> read_head(RequestReader& reader);
  boost::asio::awaitable<bool> read_body(RequestReader& reader);
  boost::asio::awaitable<bool> tell_to_go_on(const RequestReader& reader);
  boost::asio::awaitable<bool> write(const Answer& answer, bool head_only, unsigned version, bool keep);
  boost::asio::awaitable<void> linger();

  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  const Wiring& wiring_;
  boost::asio::ip::address peer_;
  bool trusted_proxy_ = false;
  bool idle_ = true;
  bool finishing_ = false;
};

}  // namespace assent::collector
