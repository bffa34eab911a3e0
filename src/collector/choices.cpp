// Hex in and out, and the one place where the collector asks the core about choices.
#include "collector/choices.hpp"

#include "collector/encoding.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

namespace {

unsigned char digit(char letter) {
  return static_cast<unsigned char>(letter <= '9' ? letter - '0' : letter - 'a' + 10);
}

}  // namespace

std::optional<std::string> choices_from_hex(std::string_view text) {
  if (text.size() % 2 != 0 || text.size() > 2 * max_choices_bytes || !is_hex(text, text.size())) return {};
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); at += 2)
    bytes.push_back(static_cast<char>(digit(text[at]) << 4 | digit(text[at + 1])));
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text.push_back(digits[value >> 4]);
    text.push_back(digits[value & 15]);
  }
  return text;
}

bool are_choices(const policy::Pack&, std::string_view bytes) { return !bytes.empty(); }

std::string merged_choices(const policy::Pack&, std::string_view stored, std::string_view sent, double, bool) {
  return std::string(sent.empty() ? stored : sent);
}

}  // namespace assent::collector
