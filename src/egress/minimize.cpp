// Makes values coarser, and recognizes the coarse form. Nothing here decides whether a value may leave: gate.cpp does.
#include "egress/minimize.hpp"

#include "base/format.hpp"
#include "egress/buckets.hpp"
#include "egress/more_forms.hpp"

namespace assent::egress {

namespace {

using pack::Minimizer;
using pack::ValueType;
using policy::at;
using profile::Value;
using profile::ValueView;

// The days from 0000-01-01 to 9999-12-31, as days since 1970-01-01: those whose years have four digits.
constexpr std::int32_t first_day = -719'528;
constexpr std::int32_t last_day = 2'932'896;

Value as_text(std::string_view text) { return Value({ValueType::text, 0, text}); }

std::string_view mapped(const pack::Map& map, std::string_view key) {
  for (std::size_t index = 0; index < policy::size(map.keys()); ++index)
    if (policy::equals(&at(map.keys(), index), key)) return policy::view(&at(map.values(), index));
  return policy::view(map.other());
}

bool is_mapped(const pack::Map& map, std::string_view text) {
  for (std::size_t index = 0; index < policy::size(map.values()); ++index)
    if (policy::equals(&at(map.values(), index), text)) return true;
  return policy::equals(map.other(), text);
}

base::Text date(pack::DateUnit unit, double days) {
  base::Text text;
  base::append_date(text, static_cast<int>(days), static_cast<base::DateParts>(3 - static_cast<int>(unit)));
  return text;
}

// Dates sort as their texts do, so the text is one exactly where a binary search for it ends on it.
bool is_date(pack::DateUnit unit, std::string_view text) {
  std::int32_t low = first_day;
  std::int32_t high = last_day;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (date(unit, middle).view() < text)
      low = middle + 1;
    else
      high = middle;
  }
  return date(unit, low).view() == text;
}

}  // namespace

const pack::Leave* leave_for(const pack::Attribute& attribute, policy::DestinationId destination) {
  for (std::size_t index = 0; index < policy::size(attribute.leaves()); ++index)
    if (at(attribute.leaves(), index).destination() == destination) return &at(attribute.leaves(), index);
  return nullptr;
}

Value minimize(const policy::Pack& pack, const pack::Leave& leave, const ValueView& value) {
  switch (leave.minimizer()) {
    case Minimizer::bucket:
      return as_text(bucket_label(leave.bounds(), bucket_of(leave.bounds(), value.number)));
    case Minimizer::prefix:
      return as_text(value.text.substr(0, base::prefix_bytes(value.text, leave.length())));
    case Minimizer::map:
      return as_text(mapped(at(pack.maps(), leave.map()), value.text));
    case Minimizer::date:
      return as_text(date(leave.unit(), value.number));
    default:
      return Value(value);
  }
}

bool is_minimized(const policy::Pack& pack, const pack::Attribute& attribute, const pack::Leave& leave,
                  const ValueView& value) {
  if (leave.decision()) return false;
  if (leave.minimizer() > Minimizer::date) return is_minimized_more(attribute, leave, value);
  if (leave.minimizer() == Minimizer::keep) return profile::check(attribute, value) == base::Fault::none;
  if (value.type != ValueType::text) return false;
  switch (leave.minimizer()) {
    case Minimizer::bucket:
      return is_bucket(leave.bounds(), value.text);
    case Minimizer::prefix:
      return base::is_utf8(value.text) && base::prefix_bytes(value.text, leave.length()) == value.text.size();
    case Minimizer::map:
      return is_mapped(at(pack.maps(), leave.map()), value.text);
    case Minimizer::date:
      return is_date(leave.unit(), value.text);
    default:
      return false;
  }
}

}  // namespace assent::egress
