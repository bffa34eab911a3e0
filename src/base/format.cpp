// Writes numbers and dates digit by digit, so that every platform writes the same bytes.
#include "base/format.hpp"

#include <bit>

namespace assent::base {

namespace {

constexpr std::uint64_t decimal_steps = 1'000'000;
constexpr double largest_with_decimals = 1e9;
constexpr double largest_whole = 9007199254740992.0;  // 2^53
constexpr char hex_digits[] = "0123456789abcdef";
constexpr std::int64_t ms_per_day = 86'400'000;

// At least `digits` digits, with zeros before.
void append_digits(Text& out, std::uint64_t value, unsigned digits) {
  if (value >= 10 || digits > 1) append_digits(out, value / 10, digits - (digits > 1 ? 1 : 0));
  out.append(static_cast<char>('0' + value % 10));
}

// A part of a date or a time behind its separator.
void append_part(Text& out, char separator, std::uint64_t value, unsigned digits = 2) {
  out.append(separator);
  append_digits(out, value, digits);
}

struct Civil {
  int year;
  int month;
  int day;
};

// Days → year, month, day by eras of 400 years that begin in March, so that the leap day comes last.
Civil civil_from_days(int days) {
  days += 719'468;
  const int era = (days >= 0 ? days : days - 146'096) / 146'097;
  const int day_of_era = days - era * 146'097;
  const int year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * march_month + 2) / 5 + 1};
}

}  // namespace

void append_unsigned(Text& out, std::uint64_t value) { append_digits(out, value, 1); }

void append_number(Text& out, double value) {
  if (!(value >= -largest_whole && value <= largest_whole)) value = 0;
  const bool negative = value < 0;
  const double magnitude = negative ? -value : value;
  auto whole = static_cast<std::uint64_t>(magnitude);
  std::uint64_t fraction = 0;
  if (magnitude <= largest_with_decimals) {
    const auto scaled = static_cast<std::uint64_t>(magnitude * static_cast<double>(decimal_steps) + 0.5);
    whole = scaled / decimal_steps;
    fraction = scaled % decimal_steps;
  }
  if (negative && (whole > 0 || fraction > 0)) out.append('-');
  append_unsigned(out, whole);
  if (fraction == 0) return;
  out.append('.');
  unsigned digits = 6;
  for (; fraction % 10 == 0; --digits) fraction /= 10;
  append_digits(out, fraction, digits);
}

void append_hex(Text& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) out.append(hex_digits[value >> shift & 15]);
}

void append_hex(Text& out, std::string_view bytes) {
  for (const char byte : bytes) {
    out.append(hex_digits[static_cast<unsigned char>(byte) >> 4]);
    out.append(hex_digits[byte & 15]);
  }
}

void append_date(Text& out, int days, DateParts parts) {
  const Civil civil = civil_from_days(days);
  append_digits(out, static_cast<unsigned>(civil.year < 0 ? 0 : civil.year), 4);
  if (parts >= DateParts::month) append_part(out, '-', static_cast<unsigned>(civil.month));
  if (parts >= DateParts::day) append_part(out, '-', static_cast<unsigned>(civil.day));
}

void append_time(Text& out, double ms) {
  const auto total = static_cast<std::int64_t>(ms);
  const auto rest = static_cast<std::uint64_t>(total % ms_per_day);
  append_date(out, static_cast<int>(total / ms_per_day));
  append_part(out, 'T', rest / 3'600'000);
  append_part(out, ':', rest / 60'000 % 60);
  append_part(out, ':', rest / 1'000 % 60);
  append_part(out, '.', rest % 1'000, 3);
  out.append('Z');
}

std::size_t prefix_bytes(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  while (at < text.size() && code_points > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --code_points;
  }
  return at;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[at++]);
    if (lead < 0x80) continue;
    int more = std::countl_one(lead) - 1;
    if (more < 1 || more > 3) return false;
    // The smallest code point that takes this many bytes: 0x80, 0x800 or 0x10000.
    const std::uint32_t smallest = more == 1 ? 0x80u : 1u << (5 * more + 1);
    std::uint32_t point = lead & (0x3Fu >> more);
    for (; more > 0; --more) {
      const auto byte = at < text.size() ? static_cast<std::uint8_t>(text[at++]) : std::uint8_t{0};
      if ((byte & 0xC0) != 0x80) return false;
      point = point << 6 | (byte & 0x3Fu);
    }
    if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
  }
  return true;
}

}  // namespace assent::base
