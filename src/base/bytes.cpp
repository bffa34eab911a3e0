// What every read and write goes through, kept out of line.
#include "base/bytes.hpp"

namespace assent::base {

std::span<const std::uint8_t> ByteReader::take(std::size_t count) {
  if (count > rest_.size()) {
    fail();
    return {};
  }
  const auto taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

std::uint64_t ByteReader::bits(std::size_t count) {
  std::uint64_t value = 0;
  const auto bytes = take(count);
  if (!bytes.empty()) std::memcpy(&value, bytes.data(), count);
  return value;
}

std::string_view ByteReader::block(std::size_t length_bytes) {
  const auto bytes = take(static_cast<std::size_t>(bits(length_bytes)));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void ByteWriter::bits(std::uint64_t bits, std::size_t count) {
  out_.append({reinterpret_cast<const char*>(&bits), count});
}

void ByteWriter::block(std::string_view value, std::size_t length_bytes) {
  bits(value.size(), length_bytes);
  out_.append(value);
}

}  // namespace assent::base
