// Little-endian binary records: a reader that never reads past its end and a writer. Used for events, which come
// from the page, and for state snapshots, which come from storage; neither is trusted.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/text.hpp"

namespace assent::base {

static_assert(std::endian::native == std::endian::little, "records are little endian and copied as they are");

/// Reads from a span. After the first short read every read gives zero or empty and `ok()` is false.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <class T>
  T number() {
    const std::uint64_t read = bits(sizeof(T));
    T value;
    std::memcpy(&value, &read, sizeof(T));
    return value;
  }
  /// A text behind its length in two bytes.
  std::string_view text() { return block(sizeof(std::uint16_t)); }
  /// Bytes behind their length in four bytes.
  std::string_view block() { return block(sizeof(std::uint32_t)); }
  std::span<const std::uint8_t> take(std::size_t count);
  /// Gives up: what was read makes no sense.
  void fail() {
    ok_ = false;
    rest_ = {};
  }
  bool ok() const { return ok_; }
  /// True where everything was read and nothing was short.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::uint64_t bits(std::size_t count);
  std::string_view block(std::size_t length_bytes);

  std::span<const std::uint8_t> rest_;
  bool ok_ = true;
};

/// Appends to a text.
class ByteWriter {
 public:
  explicit ByteWriter(Text& out) : out_(out) {}

  template <class T>
  void number(T value) {
    std::uint64_t written = 0;
    std::memcpy(&written, &value, sizeof(T));
    bits(written, sizeof(T));
  }
  /// A text behind its length in two bytes; texts are bounded well below 65,536 where they enter.
  void text(std::string_view value) { block(value, sizeof(std::uint16_t)); }
  /// Bytes behind their length in four bytes.
  void block(std::string_view value) { block(value, sizeof(std::uint32_t)); }

 private:
  void bits(std::uint64_t bits, std::size_t count);
  void block(std::string_view value, std::size_t length_bytes);

  Text& out_;
};

inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace assent::base
