// Values in one word each.
#pragma once

#include "profile/profile.hpp"
#include "support/sample_pack.hpp"

namespace assent::test {

inline profile::ValueView of_boolean(bool value) { return {pack::ValueType::boolean, value ? 1.0 : 0.0, {}}; }
inline profile::ValueView of_number(double value) { return {pack::ValueType::number, value, {}}; }
inline profile::ValueView of_text(std::string_view value) { return {pack::ValueType::text, 0, value}; }
inline profile::ValueView of_date(double days) { return {pack::ValueType::date, days, {}}; }
inline profile::ValueView of_items(std::string_view items) { return {pack::ValueType::text_list, 0, items}; }

/// The items of a list, as a value's text holds them.
inline std::string items(const std::vector<std::string>& all) {
  base::Text made;
  for (const std::string& each : all) profile::add_item(made, each);
  return std::string(made.view());
}

inline std::vector<std::string> split(std::string_view all) {
  std::vector<std::string> made;
  while (!all.empty()) made.emplace_back(profile::next_item(all));
  return made;
}

/// A profile with room for every attribute.
inline profile::Profile empty_profile(const policy::Pack& pack) {
  profile::Profile made;
  made.cells = base::Array<profile::Cell>(policy::size(pack.attributes()));
  return made;
}

}  // namespace assent::test
