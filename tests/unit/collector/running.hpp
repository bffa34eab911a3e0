// A collector that runs, on a free port and with a clock that the test sets, and a client that sends exact bytes.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "collector/server.hpp"
#include "collector/shop.hpp"

namespace assent::collector::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  unsigned status = 0;  // 0: the connection closed without an answer
  std::string head;
  std::string body;

  std::string field(std::string_view name) const;  // empty where it is absent
  Json json() const { return Json::parse(body); }
  std::string problem() const;  // the end of the problem's type
};

/// One connection that reads replies with a time limit of ten seconds.
class Client {
 public:
  explicit Client(std::uint16_t port);
  void send(std::string_view bytes);
  /// Sends what the other side takes within `patience`, for clients that never read.
  void send(std::string_view bytes, std::chrono::milliseconds patience);
  /// Ends the sending half; answers are still read.
  void end();
  /// The next reply; with `head_only` it has no body, whatever its length says.
  Reply receive(bool head_only = false);
  /// True where the other side closes before `limit`.
  bool closes_within(std::chrono::milliseconds limit);

 private:
  bool fill();

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
  std::string buffer_;
};

/// What a subject signs, put together by hand as docs/rights.md says it.
std::string signed_text(std::string_view method, std::string_view target, std::string_view nonce,
                        std::string_view body = {});

class Running {
 public:
  /// `change` may set the configuration before the start.
  explicit Running(const std::function<void(Config&)>& change = {}, const authoring::Compiled& site = shop());
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  std::uint16_t port() const { return port_; }
  const std::filesystem::path& data() const { return data_; }
  const Server& server() const { return *server_; }
  double now_ms() const { return *now_ms_; }
  void set_time(double now_ms) { *now_ms_ = now_ms; }
  void stop();
  /// Waits until the collector has stopped by itself.
  void wait();

  /// Exact bytes in, the first reply out.
  Reply raw(std::string_view bytes) const;
  Reply request(std::string_view method, std::string_view path, std::string_view body = {},
                const Fields& fields = {}) const;
  Reply get(std::string_view path, const Fields& fields = {}) const { return request("GET", path, {}, fields); }

  /// A notice token from a boot answer.
  std::string token() const;
  /// Posts a consent record, signed by `visitor` unless null.
  Reply consent(const Json& record, const Visitor* visitor, const Fields& fields = {}) const;
  /// Posts a batch of events, signed.
  Reply events(const Json& batch, const Visitor& visitor, const Fields& fields = {}) const;
  std::string nonce() const;
  /// Asks for a nonce, then sends a signed request about the visitor.
  Reply subject(std::string_view method, const Visitor& visitor, std::string_view target = "/v1/subjects/me",
                std::string_view body = {}) const;
  /// The same with a nonce and a signed text of the test's own.
  Reply subject_with(const std::string& nonce, std::string_view signed_text, std::string_view method,
                     const Visitor& visitor, std::string_view target = "/v1/subjects/me",
                     std::string_view body = {}) const;

  /// Sends JSON from a page of `origin`; empty: from no page.
  Reply from_page(std::string_view method, std::string_view path, std::string_view origin, const Json& body) const;

  /// Everything that was logged; to be asked after stop().
  std::string log() const { return log_->str(); }

  /// True where the bytes are in any file of the data folder: database, write-ahead log, keys, packs.
  bool holds(std::string_view bytes) const;

  /// The first column of the first row, asked of the database file.
  std::string ask(const std::string& sql) const;

 private:
  Folder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
  std::shared_ptr<std::atomic<double>> now_ms_ = std::make_shared<std::atomic<double>>(noon_ms);
  std::unique_ptr<std::ostringstream> log_ = std::make_unique<std::ostringstream>();
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace assent::collector::test
