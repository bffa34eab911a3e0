// The edge's rules first, then Boost.Beast's parser: it accepts what may smuggle a second request behind the first.
#include "collector/request_reader.hpp"

#include <iterator>
#include <string_view>

#include "collector/http_edge.hpp"

namespace assent::collector {

namespace {

namespace beast = boost::beast;

constexpr Problem head_too_large{http::status::request_header_fields_too_large, "head-too-large",
                                 "The request line and fields are larger than this collector reads."};
constexpr Problem body_too_large{http::status::payload_too_large, "body-too-large",
                                 "The body is larger than this collector reads; send fewer events at a time."};
constexpr Problem malformed_head{http::status::bad_request, "malformed-head",
                                 "This is not the head of an HTTP/1.1 request."};
constexpr Problem malformed_body{http::status::bad_request, "malformed-body",
                                 "The body breaks off, or its chunks have extensions or trailers."};

const Problem& problem_of(beast::error_code error, const Problem& otherwise) {
  if (error == http::error::body_limit) return body_too_large;
  if (error == http::error::header_limit) return head_too_large;
  return otherwise;
}

std::string_view view(const beast::flat_buffer& buffer) {
  const auto data = buffer.cdata();
  return {static_cast<const char*>(data.data()), data.size()};
}

// Chunk extensions mean nothing here, and could be as long as a client likes.
void refuse_extensions(std::uint64_t, beast::string_view extensions, beast::error_code& error) {
  if (!extensions.empty()) error = http::error::bad_chunk_extension;
}

}  // namespace

RequestReader::RequestReader(const Limits& limits) : limits_(limits), chunk_rule_(refuse_extensions) {
  parser_.header_limit(static_cast<std::uint32_t>(limits.head_bytes));
  parser_.body_limit(limits.body_bytes);
  parser_.on_chunk_header(chunk_rule_);
}

RequestReader::State RequestReader::refuse(const Problem& problem) {
  problem_ = problem;
  return state_ = State::refused;
}

std::size_t RequestReader::fields() const {
  return static_cast<std::size_t>(std::distance(parser_.get().begin(), parser_.get().end()));
}

RequestReader::State RequestReader::read_head(beast::flat_buffer& buffer) {
  const std::string_view received = view(buffer);
  const std::size_t head = http_edge::head_end(received, searched_);
  searched_ = received.size();
  if (head > limits_.head_bytes || (head == 0 && searched_ >= limits_.head_bytes)) return refuse(head_too_large);
  if (head == 0) return state_;
  if (const auto problem = http_edge::check_head(received.substr(0, head), limits_)) return refuse(*problem);
  beast::error_code error;
  parser_.eager(false);
  buffer.consume(parser_.put(boost::asio::buffer(received.data(), head), error));
  if (error || !parser_.is_header_done()) return refuse(problem_of(error, malformed_head));
  if (const auto problem = http_edge::check_fields(parser_.get(), limits_)) return refuse(*problem);
  head_fields_ = fields();
  return state_ = State::taken;
}

RequestReader::State RequestReader::read_body(beast::flat_buffer& buffer) {
  if (state_ == State::refused) return state_;
  parser_.eager(true);
  while (!parser_.is_done() && buffer.size() > 0) {
    beast::error_code error;
    const std::size_t count = parser_.put(buffer.cdata(), error);
    buffer.consume(count);
    if (error && error != http::error::need_more) return refuse(problem_of(error, malformed_body));
    if (count == 0 || error) break;
  }
  if (parser_.is_done()) return finish();
  // What lies here is the head of a chunk, which never needs so much room.
  return buffer.size() >= limits_.head_bytes ? refuse(malformed_body) : state_ = State::body;
}

// Trailers could pass for fields, so they are not taken.
RequestReader::State RequestReader::finish() {
  return fields() == head_fields_ ? state_ = State::done : refuse(malformed_body);
}

RequestReader::State RequestReader::end() { return state_ == State::body ? refuse(malformed_body) : state_; }

bool RequestReader::expects_continue() const { return parser_.get().count(http::field::expect) > 0; }

}  // namespace assent::collector
