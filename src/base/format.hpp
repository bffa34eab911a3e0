// Text that comes out the same in the browser and on a server: numbers, dates, hex. No locale, no printf.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.hpp"

namespace assent::base {

/// Appends a number with at most six decimals and no trailing zeros. Exact for whole numbers below 2^53 and for
/// magnitudes up to 1e9; what is not finite is written as 0.
void append_number(Text& out, double value);

void append_unsigned(Text& out, std::uint64_t value);

/// Appends 16 lowercase hex digits.
void append_hex(Text& out, std::uint64_t value);

/// Appends two lowercase hex digits a byte.
void append_hex(Text& out, std::string_view bytes);

/// Which parts of a date are written.
enum class DateParts : std::uint8_t { year = 1, month = 2, day = 3 };

/// Appends days since 1970-01-01, a billion at most either way, as "2026", "2026-11" or "2026-11-23" (proleptic
/// Gregorian calendar).
void append_date(Text& out, int days, DateParts parts = DateParts::day);

/// Appends milliseconds since 1970-01-01 UTC as RFC 3339 with milliseconds.
void append_time(Text& out, double ms);

/// Number of bytes of the first `code_points` code points of UTF-8 text.
std::size_t prefix_bytes(std::string_view text, std::size_t code_points);

/// True where `text` is well-formed UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace assent::base
