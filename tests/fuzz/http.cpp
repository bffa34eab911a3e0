// Any bytes as what a client sends on one connection: request after request is read until one is refused. However the
// bytes are cut into pieces, the same requests come out, so no cut smuggles one in.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <cstdlib>
#include <string>
#include <string_view>

#include "collector/request_reader.hpp"

using namespace assent::collector;

namespace {

// Small, so that inputs of the fuzzer's usual length reach them.
Limits small_limits() {
  Limits limits;
  limits.head_bytes = 512;
  limits.body_bytes = 256;
  limits.target_bytes = 128;
  limits.fields = 16;
  return limits;
}

const Limits limits = small_limits();

/// The connection's loop over bytes that come in pieces of at most `step`.
class Stream {
 public:
  Stream(std::string_view bytes, std::size_t step) : left_(bytes), step_(step) {}

  /// What was read of all requests, in words.
  std::string read_all() {
    while (read_one() && (buffer_.size() > 0 || !left_.empty())) {
    }
    return told_;
  }

 private:
  bool fill() {
    const std::string_view piece = left_.substr(0, step_);
    left_.remove_prefix(piece.size());
    buffer_.commit(
        boost::asio::buffer_copy(buffer_.prepare(piece.size()), boost::asio::buffer(piece.data(), piece.size())));
    return !piece.empty();
  }

  bool read_one() {
    using State = RequestReader::State;
    RequestReader reader(limits);
    while (reader.read_head(buffer_) == State::head)
      if (!fill()) return tell("broken off");
    if (reader.state() == State::taken)
      while (reader.read_body(buffer_) == State::body)
        if (!fill()) reader.end();
    if (reader.state() == State::refused) return tell(reader.problem().name);
    const Request& request = reader.request();
    if (reader.state() != State::done || request.body().size() > limits.body_bytes) std::abort();
    tell({request.target().data(), request.target().size()});
    tell(request.body());
    return reader.keep_alive();
  }

  bool tell(std::string_view words) {
    told_.append(words).push_back('\n');
    return false;
  }

  std::string_view left_;
  std::size_t step_;
  boost::beast::flat_buffer buffer_{max_read_buffer_bytes};
  std::string told_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = Stream(bytes, 4096).read_all();
  if (Stream(bytes, 1u + data[0]).read_all() != whole || Stream(bytes, 1).read_all() != whole) std::abort();
  return 0;
}
