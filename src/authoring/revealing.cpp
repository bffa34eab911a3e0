// Forms of texts, each a function of its own. Checksums are asked where a form has one: they keep false alarms rare.
#include "authoring/revealing.hpp"

#include <algorithm>
#include <chrono>

#include "authoring/units.hpp"
#include "authoring/words.hpp"

namespace assent::authoring {

namespace {

constexpr std::size_t min_phone_digits = 9;
constexpr std::size_t min_international_digits = 8;
constexpr std::size_t max_phone_digits = 15;  // E.164
constexpr std::size_t min_iban = 15, max_iban = 34;
constexpr std::size_t min_card_digits = 14, max_card_digits = 19;  // 13 are no card's any more, and every EAN's
constexpr std::size_t min_hex_digits = 8;
constexpr std::size_t min_number_digits = 5;
constexpr std::size_t min_code_digits = 3;
constexpr int max_years_ahead = 10;  // "2077" is a number, not a plan

constexpr std::string_view unlaunched[] = {"unreleased",   "unlaunched", "embargo",  "embargoed",
                                           "confidential", "secret",     "internal", "draft",
                                           "prelaunch",    "teaser",     "upcoming"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter(char letter) { return (letter | 0x20) >= 'a' && (letter | 0x20) <= 'z'; }
bool is_hex(char letter) { return is_digit(letter) || ((letter | 0x20) >= 'a' && (letter | 0x20) <= 'f'); }

std::size_t digits_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

bool are_all(std::string_view text, bool (*is)(char)) { return std::all_of(text.begin(), text.end(), is); }

bool is_of_mailbox(char letter) {
  return is_letter(letter) || is_digit(letter) || std::string_view("._%+-").find(letter) != std::string_view::npos ||
         static_cast<unsigned char>(letter) >= 0x80;
}

bool is_of_domain(char letter) {
  return is_letter(letter) || is_digit(letter) || letter == '.' || letter == '-' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

// A mailbox before the "@", and behind it a domain that ends in a dot and two letters or more.
bool is_address_around(std::string_view text, std::size_t at) {
  if (at == 0 || !is_of_mailbox(text[at - 1])) return false;
  std::string_view domain = text.substr(at + 1);
  domain = domain.substr(
      0, static_cast<std::size_t>(std::find_if_not(domain.begin(), domain.end(), is_of_domain) - domain.begin()));
  while (domain.ends_with('.')) domain.remove_suffix(1);
  const std::size_t dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2 && !is_digit(domain.back());
}

bool has_email(std::string_view text) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
    if (is_address_around(text, at)) return true;
  return false;
}

bool is_phone(std::string_view text) {
  if (text.starts_with("tel:")) text.remove_prefix(4);
  const bool is_international = text.starts_with('+');
  if (is_international) text.remove_prefix(1);
  if (text.find_first_not_of("0123456789 -./()") != std::string_view::npos) return false;
  if (parse_date(text.substr(0, 10))) return false;  // a time
  const std::size_t digits = digits_of(text);
  const bool is_separated = is_international || digits < text.size();
  return is_separated && digits <= max_phone_digits &&
         digits >= (is_international ? min_international_digits : min_phone_digits);
}

// ISO 13616: the first four behind the rest, letters as numbers from 10, modulo 97.
bool is_iban(std::string_view text) {
  std::string packed;
  for (const char letter : text)
    if (letter != ' ') packed.push_back(letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 0x20) : letter);
  if (packed.size() < min_iban || packed.size() > max_iban || !is_letter(packed[0]) || !is_letter(packed[1]))
    return false;
  if (!is_digit(packed[2]) || !is_digit(packed[3])) return false;
  std::rotate(packed.begin(), packed.begin() + 4, packed.end());
  unsigned rest = 0;
  for (const char letter : packed) {
    if (!is_digit(letter) && !is_letter(letter)) return false;
    rest = is_digit(letter) ? rest * 10 + static_cast<unsigned>(letter - '0')
                            : rest * 100 + static_cast<unsigned>(letter - 'A' + 10);
    rest %= 97;
  }
  return rest == 1;
}

// ISO/IEC 7812: every second digit from the end counts twice.
bool passes_luhn(std::string_view digits) {
  unsigned sum = 0;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const auto digit = static_cast<unsigned>(digits[digits.size() - 1 - at] - '0');
    const unsigned counted = at % 2 == 0 ? digit : 2 * digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 == 0;
}

bool is_card(std::string_view digits) {
  return digits.size() >= min_card_digits && digits.size() <= max_card_digits && passes_luhn(digits) &&
         digits.find_first_not_of(digits.front()) != std::string_view::npos;
}

// Digits in one run, which a space or hyphen may group.
bool has_card(std::string_view text) {
  std::string run;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool groups = (text[at] == ' ' || text[at] == '-') && at + 1 < text.size() && is_digit(text[at + 1]);
    if (is_digit(text[at])) run.push_back(text[at]);
    if (is_digit(text[at]) || (groups && !run.empty())) continue;
    if (is_card(run)) return true;
    run.clear();
  }
  return is_card(run);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char letter, char formed) {
           return formed == '-' ? letter == '-' : is_hex(letter);
         });
}

bool is_year(std::string_view word) {
  return word.size() == 4 && are_all(word, is_digit) && (word.starts_with("19") || word.starts_with("20"));
}

std::size_t digits_but_years(std::string_view text) {
  std::size_t digits = 0;
  while (!text.empty()) {
    const auto run = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (!is_year(text.substr(0, run))) digits += run;
    text.remove_prefix(std::max<std::size_t>(run, 1));
  }
  return digits;
}

bool is_code(std::string_view text) {
  const auto is_of_code = [](char letter) {
    return is_letter(letter) || is_digit(letter) || std::string_view("-_.:#").find(letter) != std::string_view::npos;
  };
  return are_all(text, is_of_code) && std::any_of(text.begin(), text.end(), is_letter) &&
         digits_but_years(text) >= min_code_digits;
}

// A number of `digits` digits between two bounds, 0 for anything else.
int number_in(const Words& words, std::size_t at, std::size_t digits, int least, int most) {
  if (at >= words.size() || words[at].size() != digits || !are_all(words[at], is_digit)) return 0;
  const int number = std::stoi(words[at]);
  return number >= least && number <= most ? number : 0;
}

// The first month of the quarter that the word names: 1, 4, 7 or 10; 0 for anything else.
int quarter_in(const Words& words, std::size_t at) {
  if (at >= words.size() || words[at].size() != 2 || words[at][0] != 'q') return 0;
  return words[at][1] >= '1' && words[at][1] <= '4' ? 3 * (words[at][1] - '1') + 1 : 0;
}

// The first day of what the words name from the year at `at` on.
std::chrono::year_month_day first_day(const Words& words, std::size_t at, int year) {
  int month = at > 0 ? quarter_in(words, at - 1) : 0;
  if (month == 0) month = quarter_in(words, at + 1);
  int day = 0;
  if (month == 0) {
    month = number_in(words, at + 1, 2, 1, 12);
    if (month > 0) day = number_in(words, at + 2, 2, 1, 31);
  }
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(std::max(month, 1))),
          std::chrono::day(static_cast<unsigned>(std::max(day, 1)))};
}

}  // namespace

std::optional<std::string_view> personal_data(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (has_email(text)) return "an e-mail address";
  if (is_iban(text)) return "an IBAN";
  if (has_card(text)) return "the number of a payment card";
  if (is_phone(text)) return "a phone number";
  return {};
}

bool looks_like_id(std::string_view text) {
  if (is_uuid(text)) return true;
  if (are_all(text, is_digit)) return text.size() >= min_number_digits;
  if (are_all(text, is_hex) && text.size() >= min_hex_digits && digits_of(text) > 0) return true;
  return is_code(text);
}

std::optional<std::string> sign_of_plan(std::string_view name, std::int32_t today) {
  const std::chrono::sys_days now{std::chrono::days(today)};
  const int this_year = static_cast<int>(std::chrono::year_month_day(now).year());
  const Words words = words_of(name);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (std::find(std::begin(unlaunched), std::end(unlaunched), words[at]) != std::end(unlaunched)) return words[at];
    const int year = number_in(words, at, 4, this_year, this_year + max_years_ahead);
    if (year > 0 && std::chrono::sys_days(first_day(words, at, year)) > now) return words[at];
  }
  return {};
}

}  // namespace assent::authoring
