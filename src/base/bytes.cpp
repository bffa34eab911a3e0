// The reader's one bounds check, kept out of line.
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

void ByteReader::copy(void* out, std::size_t count) {
  const auto bytes = take(count);
  if (!bytes.empty()) std::memcpy(out, bytes.data(), count);
}

std::string_view ByteReader::text() {
  const auto bytes = take(number<std::uint16_t>());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace assent::base
