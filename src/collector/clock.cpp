// Reads and writes times without the C library's time zone or locale.
#include "collector/clock.hpp"

#include <chrono>

#include "base/format.hpp"

namespace assent::collector {

namespace {

constexpr std::string_view time_form = "0000-00-00T00:00:00.000Z";
constexpr std::string_view date_form = "0000-00-00";

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// Digits where the form has zeros, the form's own letters elsewhere.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t at = 0; at < form.size(); ++at)
    if (form[at] == '0' ? !is_digit(text[at]) : text[at] != form[at]) return false;
  return true;
}

unsigned number(std::string_view digits) {
  unsigned value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<unsigned>(digit - '0');
  return value;
}

void append_two(std::string& out, unsigned value) {
  out.push_back(static_cast<char>('0' + value / 10 % 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

std::int32_t system_today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<std::int32_t>(now.time_since_epoch().count());
}

double system_now_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

std::string format_time(double ms) {
  base::Text text;
  base::append_time(text, ms);
  return std::string(text.view());
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  if (!has_form(text, date_form)) return {};
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number(text.substr(0, 4)))),
                                         std::chrono::month(number(text.substr(5, 2))),
                                         std::chrono::day(number(text.substr(8, 2)))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<double> parse_time(std::string_view text) {
  if (!has_form(text, time_form)) return {};
  const auto days = parse_date(text.substr(0, date_form.size()));
  const unsigned hour = number(text.substr(11, 2));
  const unsigned minute = number(text.substr(14, 2));
  const unsigned second = number(text.substr(17, 2));
  if (!days || hour > 23 || minute > 59 || second > 59) return {};
  const std::int64_t seconds = *days * 86'400 + hour * 3'600 + minute * 60 + second;
  return static_cast<double>(seconds * 1000 + number(text.substr(20, 3)));
}

std::string http_date(double ms) {
  constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::int64_t>(ms / 1000);
  const std::chrono::sys_days day{std::chrono::days(seconds / 86'400)};
  const std::chrono::year_month_day date{day};
  const auto rest = static_cast<unsigned>(seconds % 86'400);
  std::string text(weekdays[std::chrono::weekday(day).c_encoding()]);
  text += ", ";
  append_two(text, static_cast<unsigned>(date.day()));
  text.append(" ").append(months[static_cast<unsigned>(date.month()) - 1]).append(" ");
  text += std::to_string(static_cast<int>(date.year()));
  text += ' ';
  append_two(text, rest / 3'600);
  text += ':';
  append_two(text, rest / 60 % 60);
  text += ':';
  append_two(text, rest % 60);
  return text + " GMT";
}

}  // namespace assent::collector
