// Writes canonical JSON. Every value has exactly one form here, whatever spelling it was read from.
#include "authoring/canonical_json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "base/format.hpp"

namespace assent::authoring {

namespace {

constexpr int plain_digits = 21;  // ECMAScript: up to so many digits before the point without an exponent
constexpr int plain_zeros = 6;    // and so many places behind it before the first digit
constexpr std::uint32_t first_supplementary = 0x10000;

// The UTF-16 code units of well-formed UTF-8.
std::u16string utf16(std::string_view text) {
  std::u16string units;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (int next = 1; next < length; ++next) code = code << 6 | (static_cast<unsigned char>(text[at + next]) & 0x3Fu);
    at += length;
    if (code >= first_supplementary) {
      code -= first_supplementary;
      units.push_back(static_cast<char16_t>(0xD800 + (code >> 10)));
      code = 0xDC00 + (code & 0x3FF);
    }
    units.push_back(static_cast<char16_t>(code));
  }
  return units;
}

void append_escape(std::string& out, unsigned char letter) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (letter) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\r':
      out += "\\r";
      break;
    default:
      out += "\\u00";
      out += digits[letter >> 4];
      out += digits[letter & 15];
  }
}

void append_text(std::string& out, std::string_view text) {
  if (!base::is_utf8(text)) throw std::invalid_argument("canonical JSON: a text is not UTF-8");
  out += '"';
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20 || letter == '"' || letter == '\\')
      append_escape(out, code);
    else
      out += letter;
  }
  out += '"';
}

template <class Value>
void append(std::string& out, const Value& value);

template <class Value>
void append_object(std::string& out, const Value& value) {
  struct Member {
    std::u16string order;
    const std::string* name;
    const Value* value;
  };
  std::vector<Member> members;
  for (auto member = value.begin(); member != value.end(); ++member)
    members.push_back({base::is_utf8(member.key()) ? utf16(member.key()) : u"", &member.key(), &member.value()});
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
  char separator = '{';
  for (const Member& member : members) {
    out += separator;
    append_text(out, *member.name);
    out += ':';
    append(out, *member.value);
    separator = ',';
  }
  out += members.empty() ? "{}" : "}";
}

template <class Value>
void append_array(std::string& out, const Value& value) {
  char separator = '[';
  for (const Value& item : value) {
    out += separator;
    append(out, item);
    separator = ',';
  }
  out += value.empty() ? "[]" : "]";
}

template <class Value>
void append(std::string& out, const Value& value) {
  if (value.is_object()) return append_object(out, value);
  if (value.is_array()) return append_array(out, value);
  if (value.is_string()) return append_text(out, value.template get_ref<const std::string&>());
  if (value.is_number())
    out += ecmascript_number(value.template get<double>());
  else if (value.is_boolean())
    out += value.template get<bool>() ? "true" : "false";
  else
    out += "null";
}

template <class Value>
std::string canonical(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace

std::string canonical_json(const nlohmann::json& value) { return canonical(value); }

std::string canonical_json(const nlohmann::ordered_json& value) { return canonical(value); }

std::string ecmascript_number(double value) {
  if (!std::isfinite(value)) throw std::invalid_argument("canonical JSON: a number is not finite");
  if (value == 0) return "0";
  char buffer[32];
  const auto written = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific);
  const std::string_view text(buffer, static_cast<std::size_t>(written.ptr - buffer));
  const std::size_t mark = text.find('e');
  std::string digits(1, text[0]);
  if (mark > 2) digits += text.substr(2, mark - 2);
  int exponent = 0;
  const char* exponent_begin = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
  std::from_chars(exponent_begin, text.data() + text.size(), exponent);

  // The value is 0.digits × 10^point (Number::toString calls it n).
  const int point = exponent + 1;
  const int count = static_cast<int>(digits.size());
  std::string out = value < 0 ? "-" : "";
  if (count <= point && point <= plain_digits) return out + digits + std::string(point - count, '0');
  if (0 < point && point <= plain_digits) return out + digits.substr(0, point) + '.' + digits.substr(point);
  if (-plain_zeros < point && point <= 0) return out + "0." + std::string(-point, '0') + digits;
  out += digits[0];
  if (count > 1) out += '.' + digits.substr(1);
  return out + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

}  // namespace assent::authoring
