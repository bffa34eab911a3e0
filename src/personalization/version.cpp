// One pass over the parts.
#include "personalization/version.hpp"

#include <algorithm>
#include <cstdint>

namespace assent::personalization {

namespace {

constexpr std::size_t padded = 5;
constexpr std::string_view release = "~";  // the greatest letter of ASCII
constexpr int parts_of_release = 3;

bool breaks_line(std::string_view text) {
  return text.find_first_of("\n\r") != text.npos || text.find("\xE2\x80\xA8") != text.npos ||
         text.find("\xE2\x80\xA9") != text.npos;
}

// What stands before the build information, which goes to the end of the text on one line.
std::string_view without_build(std::string_view version) {
  for (std::size_t at = version.find('+'); at != version.npos; at = version.find('+', at + 1))
    if (!breaks_line(version.substr(at))) return version.substr(0, at);
  return version;
}

bool is_number(std::string_view part) {
  return !part.empty() &&
         std::all_of(part.begin(), part.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

void append_part(base::Text& out, std::string_view part) {
  for (std::size_t size = part.size(); is_number(part) && size < padded; ++size) out.append(' ');
  out.append(part);
}

// Letters of four bytes are pairs of surrogates, which come before the letters whose first byte is 0xEE or 0xEF.
int rank(char byte) {
  const int value = static_cast<std::uint8_t>(byte);
  constexpr int behind_all = 0x100;
  return value == 0xEE || value == 0xEF ? value + behind_all : value;
}

}  // namespace

base::Text comparable_version(std::string_view version) {
  if (version.empty()) version = "0";
  std::string_view left = without_build(version);
  if (left.starts_with('v')) left.remove_prefix(1);
  base::Text out;
  for (int parts = 1;; ++parts) {
    const std::size_t end = std::min(left.find_first_of("-."), left.size());
    append_part(out, left.substr(0, end));
    if (end == left.size()) {
      if (parts == parts_of_release) {
        out.append('-');
        out.append(release);
      }
      return out;
    }
    out.append('-');
    left.remove_prefix(end + 1);
  }
}

int compare_units(std::string_view one, std::string_view other) {
  const std::size_t shared = std::min(one.size(), other.size());
  for (std::size_t at = 0; at < shared; ++at)
    if (one[at] != other[at]) return rank(one[at]) - rank(other[at]);
  return one.size() < other.size() ? -1 : one.size() > other.size();
}

}  // namespace assent::personalization
