// A webhook's other side for tests: takes what is posted, keeps it, and answers as it is told, well or badly.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "authoring/strict_json.hpp"

namespace assent::collector::test {

/// A request as it came.
struct Posted {
  std::string target;
  std::string content_type, id, timestamp, signature;  // of Standard Webhooks, but for the first
  std::string body;

  authoring::Json json() const { return authoring::Json::parse(body); }
};

/// A certificate for "localhost" that nobody vouches for, and its key: PEM.
struct Certificate {
  std::string pem, key;
};
const Certificate& localhost_certificate();

class Receiver {
 public:
  /// Listens at a free port; with `secure` by TLS and localhost_certificate().
  explicit Receiver(bool secure = false);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  std::string url(std::string_view path = "/hook") const;

  /// The exact bytes of every answer from now on; then the connection closes. At first a plain 204.
  void answer(std::string bytes);
  /// The same with a status and nothing else.
  void answer_status(unsigned status);
  /// From now on nothing is answered and the connection stays open, until an answer is set.
  void fall_silent();

  /// What has come so far.
  std::vector<Posted> posted() const;
  /// Waits for the request of this number, the first being 1; fails the test after ten seconds.
  Posted wait_for(std::size_t number) const;
  /// Requests that were under way at the same time, at the most.
  std::size_t most_at_once() const { return most_at_once_; }

 private:
  void serve();
  template <class Stream>
  void serve_one(Stream& stream);

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::optional<boost::asio::ssl::context> tls_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Posted> posted_;
  std::optional<std::string> answer_ = "HTTP/1.1 204 No Content\r\n\r\n";
  std::atomic<bool> stopping_ = false;
  std::atomic<std::size_t> at_once_ = 0, most_at_once_ = 0;
  std::vector<std::thread> connections_;
  std::thread thread_;
};

}  // namespace assent::collector::test
