// The record of what features depend on besides the visitor's attributes, as the page writes it, little endian:
//
//   u8 flags: 1 experiments run, 2 only where one is forced (QA mode), 4 variations are kept where
//       the pack has an attribute for them
//   u32 length and the page's address
//   u32 length and a random text of this page view
//   for each entry of Pack.context: u32 length and the fact, empty where there is none
//   u16 count of forced variations: u16 length and key, i32 variation
#pragma once

#include "personalization/feature.hpp"

namespace assent::boundary {

/// Where the parts of a record go. `facts` has room for all of them.
struct SettingRecord {
  personalization::Setting& setting;
  personalization::Facts& facts;
  base::Text& page_view;
  bool& keeps;
};

/// False where the bytes are no such record; what was read until then is in `record`.
bool read_setting(std::span<const std::uint8_t> bytes, const SettingRecord& record);

}  // namespace assent::boundary
