// Writes numbers and dates digit by digit, so that every platform writes the same bytes.
#include "base/format.hpp"

namespace assent::base {

namespace {

constexpr std::uint64_t decimal_steps = 1'000'000;
constexpr double largest_with_decimals = 1e9;
constexpr double largest_whole = 9007199254740992.0;  // 2^53
constexpr std::int64_t ms_per_day = 86'400'000;

void append_padded(Text& out, std::uint64_t value, unsigned digits) {
  std::uint64_t divisor = 1;
  for (unsigned at = 1; at < digits; ++at) divisor *= 10;
  for (; divisor > 0; divisor /= 10) out.append(static_cast<char>('0' + value / divisor % 10));
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

// Days → year, month, day by eras of 400 years that begin in March, so that the leap day comes last.
Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned march_month = (5 * day_of_year + 2) / 153;
  const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * march_month + 2) / 5 + 1};
}

}  // namespace

void append_unsigned(Text& out, std::uint64_t value) {
  char digits[20];
  unsigned count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0);
  while (count > 0) out.append(digits[--count]);
}

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
  append_padded(out, fraction, digits);
}

void append_hex(Text& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) out.append("0123456789abcdef"[value >> shift & 15]);
}

void append_base64(Text& out, std::span<const std::uint8_t> bytes) {
  const char* const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = bytes.size() - at;
    const std::uint32_t group = static_cast<std::uint32_t>(bytes[at]) << 16 |
                                (left > 1 ? static_cast<std::uint32_t>(bytes[at + 1]) << 8 : 0u) |
                                (left > 2 ? static_cast<std::uint32_t>(bytes[at + 2]) : 0u);
    out.append(letters[group >> 18]);
    out.append(letters[group >> 12 & 63]);
    out.append(left > 1 ? letters[group >> 6 & 63] : '=');
    out.append(left > 2 ? letters[group & 63] : '=');
  }
}

void append_date(Text& out, std::int64_t days, DateParts parts) {
  const Civil civil = civil_from_days(days);
  append_padded(out, static_cast<std::uint64_t>(civil.year < 0 ? 0 : civil.year), 4);
  if (parts == DateParts::year) return;
  out.append('-');
  append_padded(out, civil.month, 2);
  if (parts == DateParts::month) return;
  out.append('-');
  append_padded(out, civil.day, 2);
}

void append_time(Text& out, double ms) {
  const auto total = static_cast<std::int64_t>(ms);
  const std::int64_t days = total / ms_per_day;
  const auto rest = static_cast<std::uint64_t>(total % ms_per_day);
  append_date(out, days);
  out.append('T');
  append_padded(out, rest / 3'600'000, 2);
  out.append(':');
  append_padded(out, rest / 60'000 % 60, 2);
  out.append(':');
  append_padded(out, rest / 1'000 % 60, 2);
  out.append('.');
  append_padded(out, rest % 1'000, 3);
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
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t more = 0;
    std::uint32_t point = lead;
    std::uint32_t smallest = 0;
    if (lead >= 0xF0) {
      more = 3, point = lead & 7, smallest = 0x10000;
    } else if (lead >= 0xE0) {
      more = 2, point = lead & 15, smallest = 0x800;
    } else if (lead >= 0xC0) {
      more = 1, point = lead & 31, smallest = 0x80;
    }
    if ((lead >= 0x80 && more == 0) || lead >= 0xF8 || at + more >= text.size()) return false;
    for (std::size_t next = 1; next <= more; ++next) {
      const auto byte = static_cast<unsigned char>(text[at + next]);
      if ((byte & 0xC0) != 0x80) return false;
      point = point << 6 | (byte & 63);
    }
    if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    at += more + 1;
  }
  return true;
}

}  // namespace assent::base
