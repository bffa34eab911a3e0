// Follows ECMA-262's conversions of a value to a number and to a text, and writes both beside the value.
#include "authoring/js_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "authoring/canonical_json.hpp"
#include "authoring/case_table.hpp"
#include "base/bytes.hpp"
#include "base/format.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

using profile::Tag;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::uint64_t largest_index = 0xFFFFFFFE;                 // of an array; such keys come first in an object
constexpr std::int64_t largest_exponent = 100'000'000'000'000'000;  // no text that fits memory makes up for one beyond

// WhiteSpace and LineTerminator of ECMA-262, in UTF-8.
constexpr std::string_view spaces[] = {
    "\t",           "\n",           "\v",           "\f",           "\r",           " ",
    "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
    "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
    "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80",
    "\xEF\xBB\xBF"};

// Bytes of the white space with which the text begins.
std::size_t leading_space(std::string_view text) {
  for (const std::string_view space : spaces)
    if (text.starts_with(space)) return space.size();
  return 0;
}

std::size_t trailing_space(std::string_view text) {
  for (const std::string_view space : spaces)
    if (text.ends_with(space)) return space.size();
  return 0;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t bytes = leading_space(text)) text.remove_prefix(bytes);
  while (const std::size_t bytes = trailing_space(text)) text.remove_suffix(bytes);
  return text;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Takes one letter of `letters` off the text.
bool take_one(std::string_view& text, std::string_view letters) {
  if (text.empty() || letters.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view take_digits(std::string_view& text) {
  const std::string_view digits(text.begin(), std::find_if_not(text.begin(), text.end(), is_digit));
  text.remove_prefix(digits.size());
  return digits;
}

// StrUnsignedDecimalLiteral, but for Infinity.
struct Decimal {
  std::string_view whole, fraction;
  std::int64_t exponent = 0;  // no further from 0 than largest_exponent
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal read;
  read.whole = take_digits(text);
  if (take_one(text, ".")) read.fraction = take_digits(text);
  if (read.whole.empty() && read.fraction.empty()) return {};
  if (take_one(text, "eE")) {
    const bool is_negative = text.starts_with('-');
    take_one(text, "+-");
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return {};
    for (const char digit : digits) read.exponent = std::min(read.exponent * 10 + (digit - '0'), largest_exponent);
    if (is_negative) read.exponent = -read.exponent;
  }
  return text.empty() ? std::optional(read) : std::nullopt;
}

// Which end of the doubles a number other than 0 lies beyond, given that it lies beyond one.
double beyond(const Decimal& decimal) {
  const auto zeros = [](std::string_view digits) { return std::min(digits.find_first_not_of('0'), digits.size()); };
  const std::size_t leading = zeros(decimal.whole);
  const auto places = leading < decimal.whole.size() ? static_cast<std::int64_t>(decimal.whole.size() - leading)
                                                     : -static_cast<std::int64_t>(zeros(decimal.fraction));
  return places + decimal.exponent > 0 ? infinity : 0;
}

double unsigned_decimal(std::string_view text) {
  if (text == "Infinity") return infinity;
  const auto decimal = read_decimal(text);
  if (!decimal) return not_a_number;
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc::result_out_of_range ? beyond(*decimal) : value;
}

// The digits behind 0x, 0o or 0b, with `bits` bits each. The value is rounded once, at the end: what no longer fits
// only counts as more than nothing.
double whole_of_bits(std::string_view digits, unsigned bits) {
  if (digits.empty()) return not_a_number;
  std::uint64_t first = 0;
  int further_bits = 0;
  for (const char letter : digits) {
    std::uint64_t digit = 0;
    const auto read = std::from_chars(&letter, &letter + 1, digit, 1 << bits);
    if (read.ec != std::errc()) return not_a_number;
    if (first >> (64 - bits) == 0) {
      first = first << bits | digit;
    } else {
      further_bits = std::min(further_bits + static_cast<int>(bits), std::numeric_limits<double>::max_exponent);
      first |= digit != 0 ? 1 : 0;
    }
  }
  return std::ldexp(static_cast<double>(first), further_bits);
}

unsigned bits_of_digits(char mark) {
  switch (mark) {
    case 'x':
    case 'X':
      return 4;
    case 'o':
    case 'O':
      return 3;
    case 'b':
    case 'B':
      return 1;
    default:
      return 0;
  }
}

bool is_array_index(std::string_view key) {
  std::uint64_t index = 0;
  const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_plain = key == "0" || (!key.empty() && is_digit(key[0]) && key[0] != '0');
  return is_plain && read.ec == std::errc() && read.ptr == key.data() + key.size() && index <= largest_index;
}

using Property = std::pair<std::string_view, const Json*>;

// In JavaScript's order: array indexes by their number, then the other keys as they came.
std::vector<Property> properties(const Json& object) {
  std::vector<Property> found;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& [key, value] : object.get_ref<const Json::object_t&>()) {
    const auto [at, is_new] = places.try_emplace(key, found.size());
    if (is_new) found.emplace_back(key, nullptr);
    found[at->second].second = &value;
  }
  const auto indexes_end = std::stable_partition(found.begin(), found.end(),
                                                 [](const Property& each) { return is_array_index(each.first); });
  std::sort(found.begin(), indexes_end, [](const Property& left, const Property& right) {
    return std::pair(left.first.size(), left.first) < std::pair(right.first.size(), right.first);
  });
  return found;
}

Tag tag_of(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? Tag::yes : Tag::no;
  if (value.is_number()) return Tag::number;
  if (value.is_string()) return Tag::text;
  if (value.is_array()) return Tag::list;
  return value.is_object() ? Tag::object : Tag::null;
}

// What a list or an object holds, and the text that JavaScript makes of it all.
struct Inside {
  base::Text records;
  std::string text;
  std::size_t size = 0;
};

std::string text_of(Tag tag, const Json& value, const Inside& inside) {
  if (tag == Tag::number) return js_number_text(value.get<double>());
  if (tag == Tag::text) return value.get<std::string>();
  if (tag == Tag::list || tag == Tag::object) return inside.text;
  if (tag == Tag::null) return "null";
  return tag == Tag::yes ? "true" : "false";
}

double number_of(Tag tag, std::string_view text) {
  if (tag == Tag::null || tag == Tag::no) return 0;
  return tag == Tag::yes ? 1 : js_number(text);
}

// Appends a record and gives String(value), or nothing where a limit is passed or a text is not UTF-8.
std::optional<std::string> append(base::Text& out, const Json& value, unsigned levels);

std::optional<Inside> items_of(const Json& list, unsigned levels) {
  Inside inside;
  inside.size = list.size();
  for (const Json& item : list) {
    const auto text = append(inside.records, item, levels);
    if (!text) return {};
    if (&item != &list.front()) inside.text += ',';
    if (tag_of(item) != Tag::null) inside.text += *text;
  }
  return inside;
}

std::optional<Inside> properties_of(const Json& object, unsigned levels) {
  Inside inside;
  const auto members = properties(object);
  inside.size = members.size();
  inside.text = "[object Object]";
  for (const auto& [key, value] : members) {
    if (!base::is_utf8(key)) return {};
    base::ByteWriter(inside.records).block(key);
    if (!append(inside.records, *value, levels)) return {};
  }
  return inside;
}

std::optional<Inside> inside_of(Tag tag, const Json& value, unsigned levels) {
  if (tag == Tag::list) return items_of(value, levels);
  return tag == Tag::object ? properties_of(value, levels) : Inside();
}

std::optional<std::string> append(base::Text& out, const Json& value, unsigned levels) {
  if (levels == 0) return {};
  const Tag tag = tag_of(value);
  const auto inside = inside_of(tag, value, levels - 1);
  if (!inside) return {};
  std::string text = text_of(tag, value, *inside);
  if (text.size() > profile::max_tree_bytes || !base::is_utf8(text)) return {};
  const std::string folded = to_lower(text);
  base::ByteWriter writer(out);
  writer.number(static_cast<std::uint8_t>(tag));
  writer.number(number_of(tag, text));
  writer.block(text);
  writer.block(folded == text ? std::string_view() : folded);
  if (tag == Tag::list || tag == Tag::object) {
    writer.number(static_cast<std::uint32_t>(inside->size));
    writer.block(inside->records);
  }
  return out.size() <= profile::max_tree_bytes ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace

std::optional<std::string> to_tree(const Json& value) {
  base::Text record;
  if (!append(record, value, profile::max_tree_depth)) return {};
  return std::string(record.view());
}

std::string js_number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  return ecmascript_number(value);
}

double js_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return 0;
  if (text[0] == '0' && text.size() > 1)
    if (const unsigned bits = bits_of_digits(text[1])) return whole_of_bits(text.substr(2), bits);
  const bool is_negative = text[0] == '-';
  take_one(text, "+-");
  const double value = unsigned_decimal(text);
  return is_negative && !std::isnan(value) ? -value : value;  // JavaScript has one NaN, without a sign
}

}  // namespace assent::authoring
