// Part by part, in order.
#include "setting_record.hpp"

namespace assent::boundary {

namespace {

using base::ByteReader;

enum Flag : std::uint8_t { enabled = 1, tries_out = 2, keeps = 4 };

void read_forced(ByteReader& in, base::List<personalization::ForcedVariation>& forced) {
  for (auto left = in.number<std::uint16_t>(); left > 0 && in.ok(); --left) {
    base::Text key(in.text());
    forced.add(std::move(key), in.number<std::int32_t>());
  }
}

}  // namespace

bool read_setting(std::span<const std::uint8_t> bytes, const SettingRecord& record) {
  ByteReader in(bytes);
  const auto flags = in.number<std::uint8_t>();
  record.setting.enabled = (flags & enabled) != 0;
  record.setting.tries_out = (flags & tries_out) != 0;
  record.keeps = (flags & keeps) != 0;
  record.setting.query = personalization::query_of(in.block());
  record.page_view = in.block();
  for (base::Text& fact : record.facts) fact = in.block();
  read_forced(in, record.setting.forced);
  return in.ok() && in.done();
}

}  // namespace assent::boundary
