// The small grammars of a policy: ids, languages, regions, origins, durations, dates. Each takes a text whole or
// refuses it whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace assent::authoring {

inline constexpr std::size_t max_id_bytes = 64;
inline constexpr std::size_t max_name_bytes = 128;
inline constexpr std::uint32_t max_duration_s = 315'576'000;  // ten years
inline constexpr std::uint32_t seconds_of_minute = 60;
inline constexpr std::uint32_t seconds_of_hour = 3'600;
inline constexpr std::uint32_t seconds_of_day = 86'400;
inline constexpr std::uint32_t seconds_of_month = 2'629'800;  // 30.4375 days: a twelfth of 365.25
inline constexpr std::uint32_t seconds_of_year = 12 * seconds_of_month;

/// a-z, 0-9 and "-", beginning with a letter or digit.
bool is_id(std::string_view text);

/// As an id, and ".", "_", ":" inside, capitals too: places, signals, text keys, names of query parameters.
bool is_name(std::string_view text);

/// A language tag (BCP 47) of a language and at most two subtags: "en", "pt-BR", "zh-Hant-TW".
bool is_language(std::string_view text);

/// An ISO 3166 code: "DE", "US-CA".
bool is_region(std::string_view text);

/// Scheme, host and perhaps port as a browser sends them: "https://shop.example"; http for this machine only.
bool is_origin(std::string_view text);

/// The same, or all hosts below one: "https://*.video.example".
bool is_origin_pattern(std::string_view text);

/// A host name, as a cookie's domain: "video.example".
bool is_domain(std::string_view text);

/// The name of a cookie or storage key, in which "*" stands for any run of characters; not "*" alone, which is every
/// name.
bool is_name_pattern(std::string_view text);

/// Where a link may go: "https://…", or a path on the site itself.
bool is_web_address(std::string_view text);

/// Seconds of an ISO 8601 duration in whole numbers ("P6M", "P1Y6M", "P2W", "PT12H"); nothing where it is malformed,
/// zero or longer than max_duration_s.
std::optional<std::uint32_t> parse_duration(std::string_view text);

/// Days since 1970-01-01 of "YYYY-MM-DD".
std::optional<std::int32_t> parse_date(std::string_view text);

}  // namespace assent::authoring
