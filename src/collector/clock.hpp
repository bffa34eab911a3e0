// The collector's time: milliseconds since 1970-01-01 UTC, asked from one clock that tests replace.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace assent::collector {

/// Gives the time in milliseconds. Called from several threads.
using Clock = std::function<double()>;

/// The machine's clock.
double system_now_ms();

/// Days since 1970-01-01 UTC by the machine's clock.
std::int32_t system_today();

/// RFC 3339 in UTC with milliseconds: 2026-11-23T10:15:30.123Z.
std::string format_time(double ms);

/// The time of exactly that form; nothing for any other text or a date that does not exist.
std::optional<double> parse_time(std::string_view text);

/// Days since 1970-01-01 of "2026-11-23"; nothing for any other text or a date that does not exist.
std::optional<std::int64_t> parse_date(std::string_view text);

/// The form that HTTP's Date field takes (RFC 9110, section 5.6.7).
std::string http_date(double ms);

}  // namespace assent::collector
