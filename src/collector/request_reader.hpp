// Bytes of a connection, taken apart into one request by the edge's rules. It knows no socket and no clock, so that any
// stream of bytes can be tried on it.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>

#include "collector/http.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

/// One request on its way in. A fresh one is made for each: its limits stand before the head is parsed, because
/// Boost.Beast ignores a body limit that is set after it.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    head,     // waits for more of the head
    taken,    // the head is sound; read_body() goes on
    body,     // waits for more of the body
    done,     // the request is whole
    refused,  // problem() says why
  };

  /// `limits` must outlive the reader.
  explicit RequestReader(const Limits& limits);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Takes the head from the front of `buffer` as soon as all of it is there, and nothing of what follows it.
  State read_head(boost::beast::flat_buffer& buffer);
  /// Takes from `buffer` what belongs to the body, and nothing of what follows it.
  State read_body(boost::beast::flat_buffer& buffer);
  /// The other side has ended its stream: a request that is not whole by now never will be.
  State end();

  State state() const { return state_; }
  /// True where the client waits to be told to send its body.
  bool expects_continue() const;
  /// From `taken` on: the head; the body is whole where the request is `done`.
  const Request& request() const { return parser_.get(); }
  bool keep_alive() const { return parser_.keep_alive(); }
  const Problem& problem() const { return problem_; }

 private:
  State refuse(const Problem& problem);
  State finish();
  std::size_t fields() const;

  using ChunkRule = void (*)(std::uint64_t, boost::beast::string_view, boost::beast::error_code&);

  const Limits& limits_;
  ChunkRule chunk_rule_;  // the parser refers to it
  http::request_parser<http::string_body> parser_;
  std::size_t searched_ = 0;     // bytes of the buffer that hold no end of a head
  std::size_t head_fields_ = 0;  // a body must not add any
  State state_ = State::head;
  Problem problem_{http::status::ok, {}, {}};
};

}  // namespace assent::collector
