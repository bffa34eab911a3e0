// The small grammars, letter by letter: no regular expressions, no locale.
#include "authoring/units.hpp"

#include <algorithm>
#include <chrono>
#include <string>

namespace assent::authoring {

namespace {

bool is_lower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_alphanumeric(char letter) { return is_lower(letter) || is_upper(letter) || is_digit(letter); }

template <class Test>
bool all(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

bool is_within(std::size_t size, std::size_t least, std::size_t most) { return size >= least && size <= most; }

// Takes a whole number of at most nine digits from the front; nothing where there is none.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) {
    if (digits == 9) return {};
    number = number * 10 + static_cast<std::uint64_t>(text[digits++] - '0');
  }
  text.remove_prefix(digits);
  return digits > 0 ? std::optional(number) : std::nullopt;
}

struct Unit {
  char letter;
  std::uint32_t seconds;
};

constexpr Unit date_units[] = {
    {'Y', seconds_of_year}, {'M', seconds_of_month}, {'W', 7 * seconds_of_day}, {'D', seconds_of_day}};
constexpr Unit time_units[] = {{'H', seconds_of_hour}, {'M', seconds_of_minute}, {'S', 1}};

// Adds "1Y6M" and the like, units in falling order, each once and at least one.
template <std::size_t count>
bool add_units(std::string_view text, const Unit (&units)[count], std::uint64_t& seconds) {
  std::size_t next = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number || text.empty()) return false;
    while (next < count && units[next].letter != text.front()) ++next;
    if (next == count) return false;
    seconds += *number * units[next++].seconds;
    text.remove_prefix(1);
  }
  return next > 0;
}

bool is_port(std::string_view text) {
  const auto port = take_number(text);
  return port && text.empty() && *port >= 1 && *port <= 65'535;
}

bool is_host(std::string_view host) {
  return is_within(host.size(), 1, 253) && host.front() != '.' && host.front() != '-' && host.back() != '-' &&
         host.find("..") == std::string_view::npos &&
         all(host, [](char letter) { return is_lower(letter) || is_digit(letter) || letter == '-' || letter == '.'; });
}

}  // namespace

bool is_id(std::string_view text) {
  return is_within(text.size(), 1, max_id_bytes) && text.front() != '-' &&
         all(text, [](char letter) { return is_lower(letter) || is_digit(letter) || letter == '-'; });
}

bool is_name(std::string_view text) {
  return is_within(text.size(), 1, max_name_bytes) && is_alphanumeric(text.front()) && all(text, [](char letter) {
           return is_alphanumeric(letter) || letter == '-' || letter == '.' || letter == '_' || letter == ':';
         });
}

bool is_language(std::string_view text) {
  const std::size_t end = std::min(text.find('-'), text.size());
  if (!is_within(end, 2, 3) || !all(text.substr(0, end), is_lower)) return false;
  text.remove_prefix(end);
  for (int subtags = 0; !text.empty(); ++subtags) {
    text.remove_prefix(1);
    const std::size_t size = std::min(text.find('-'), text.size());
    if (subtags == 2 || !is_within(size, 2, 8) || !all(text.substr(0, size), is_alphanumeric)) return false;
    text.remove_prefix(size);
  }
  return true;
}

bool is_region(std::string_view text) {
  const std::size_t country = std::min(text.find('-'), text.size());
  if (country != 2 || !all(text.substr(0, 2), is_upper)) return false;
  if (text.size() == 2) return true;
  const std::string_view part = text.substr(3);
  return is_within(part.size(), 1, 3) && all(part, [](char letter) { return is_upper(letter) || is_digit(letter); });
}

bool is_origin(std::string_view text) {
  const bool is_secure = text.starts_with("https://");
  if (!is_secure && !text.starts_with("http://")) return false;
  text.remove_prefix(is_secure ? 8 : 7);
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view host = text.substr(0, colon);
  if (colon < text.size() && !is_port(text.substr(colon + 1))) return false;
  return is_host(host) && (is_secure || host == "localhost" || host == "127.0.0.1");
}

bool is_origin_pattern(std::string_view text) {
  constexpr std::string_view below = "https://*.";
  if (!text.starts_with(below)) return is_origin(text);
  return is_origin(std::string("https://").append(text.substr(below.size())));
}

bool is_domain(std::string_view text) { return is_host(text); }

bool is_name_pattern(std::string_view text) {
  return is_within(text.size(), 1, max_name_bytes) && text.find_first_not_of('*') != std::string_view::npos &&
         all(text, [](char letter) { return letter > ' ' && letter < 0x7f && letter != ';' && letter != ','; });
}

bool is_web_address(std::string_view text) {
  const bool is_path = text.starts_with('/') && !text.starts_with("//");
  const bool is_plain = text.find_first_of(" \"<>\\^`{|}") == std::string_view::npos;
  return is_plain && (is_path || (text.starts_with("https://") && text.size() > std::string_view("https://").size()));
}

std::optional<std::uint32_t> parse_duration(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return {};
  text.remove_prefix(1);
  const std::size_t mark = std::min(text.find('T'), text.size());
  std::uint64_t seconds = 0;
  if (mark > 0 && !add_units(text.substr(0, mark), date_units, seconds)) return {};
  if (mark < text.size() && !add_units(text.substr(mark + 1), time_units, seconds)) return {};
  if (seconds == 0 || seconds > max_duration_s) return {};
  return static_cast<std::uint32_t>(seconds);
}

std::optional<std::int32_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  auto take = [&](std::size_t at, std::size_t digits) -> int {
    std::string_view part = text.substr(at, digits);
    const auto number = take_number(part);
    return number && part.empty() ? static_cast<int>(*number) : -1;
  };
  const int year = take(0, 4);
  const int month = take(5, 2);
  const int day = take(8, 2);
  if (year < 1 || month < 1 || day < 1) return {};
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace assent::authoring
