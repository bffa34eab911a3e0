// In the order of the URL standard: what no address has is dropped, then hash, query, scheme, authority, path.
#include "authoring/address.hpp"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <string_view>

namespace assent::authoring {

namespace {

bool is_control_or_space(char letter) { return static_cast<unsigned char>(letter) <= ' '; }
bool is_beyond_ascii(char letter) { return static_cast<unsigned char>(letter) > '~'; }

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const char small = static_cast<char>(letter | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// Letters of `coded`, controls and what is beyond ASCII become "%XX".
std::string percent_coded(std::string_view text, std::string_view coded) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < ' ' || is_beyond_ascii(letter) || coded.find(letter) != coded.npos)
      out.append({'%', digits[byte / 16], digits[byte % 16]});
    else
      out += letter;
  }
  return out;
}

std::string form_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_coded =
        text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0;
    if (is_coded) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += text[at] == '+' ? ' ' : text[at];
    }
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    pairs.emplace_back(form_decoded(pair.substr(0, equals)), form_decoded(value));
  }
  return pairs;
}

bool is_dot(std::string_view step) { return step == "." || boost::algorithm::iequals(step, "%2e"); }
bool is_two_dots(std::string_view step) {
  return step == ".." || boost::algorithm::iequals(step, ".%2e") || boost::algorithm::iequals(step, "%2e.") ||
         boost::algorithm::iequals(step, "%2e%2e");
}

// Without dot segments: "." stays here and ".." goes up, and at the end both leave the "/" before them.
std::string path_of(std::string_view text) {
  std::vector<std::string> steps;
  if (text.starts_with('/')) text.remove_prefix(1);
  for (bool is_last = false; !is_last;) {
    const std::size_t slash = text.find('/');
    is_last = slash == text.npos;
    const std::string_view step = text.substr(0, slash);
    if (is_two_dots(step) && !steps.empty()) steps.pop_back();
    if (!is_dot(step) && !is_two_dots(step))
      steps.push_back(percent_coded(step, " \"#<>?`{}"));
    else if (is_last)
      steps.emplace_back();
    if (!is_last) text.remove_prefix(slash + 1);
  }
  std::string path;
  for (const std::string& step : steps) path += "/" + step;
  return path.empty() ? "/" : path;
}

// What stands behind `mark`, mark included; it is cut off `text`.
std::string cut_from(std::string& text, char mark) {
  const std::size_t at = std::min(text.find(mark), text.size());
  std::string behind = text.substr(at);
  text.resize(at);
  return behind;
}

// Takes scheme and authority off `text`; true where there was an authority.
bool take_authority(std::string& text, std::string& authority, unsigned long& own_port) {
  const bool is_plain = boost::algorithm::istarts_with(text, "http:");
  const bool is_secure = boost::algorithm::istarts_with(text, "https:");
  own_port = is_plain ? 80 : 443;
  if (is_plain || is_secure) text.erase(0, text.find(':') + 1);
  // "https:a" is relative to an address of https.
  if (!is_plain && !text.starts_with("//")) return false;
  text.erase(0, std::min(text.find_first_not_of('/'), text.size()));
  const std::size_t end = std::min(text.find('/'), text.size());
  authority = text.substr(0, end);
  text.erase(0, end);
  return true;
}

// Takes the port off `host`, with its colon. Nothing where it is none; of the scheme's own, and of none, an empty text.
std::optional<std::string> take_port(std::string& host, unsigned long own_port) {
  constexpr unsigned long max_port = 65'535;
  const std::size_t colon = host.find(':', host.find(']') == host.npos ? 0 : host.find(']'));
  if (colon == host.npos) return "";
  const std::string digits = host.substr(colon + 1);
  host.resize(colon);
  if (digits.find_first_not_of("0123456789") != digits.npos) return {};
  if (digits.empty()) return "";
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  if (digits.size() - first > 5 || std::stoul(digits) > max_port) return {};
  return std::stoul(digits) == own_port ? "" : ":" + digits.substr(first);
}

// As a page's address has it, with a port that is not the scheme's own; nothing where no address has such a host.
std::optional<std::string> host_of(std::string authority, unsigned long own_port) {
  authority.erase(0, authority.rfind('@') + 1);  // npos + 1 is 0: nobody stands before the host
  std::string host = boost::algorithm::to_lower_copy(authority);
  const auto port = take_port(host, own_port);
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  const char* const forbidden = is_bracketed ? " #/<>?@\\^|%" : " #/:<>?@[\\]^|%";
  if (!port || host.empty() || host.find_first_of(forbidden) != host.npos) return {};
  if (std::any_of(host.begin(), host.end(), is_control_or_space)) return {};
  return host + *port;
}

}  // namespace

std::optional<Address> take_apart(std::string text) {
  std::erase_if(text, [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; });
  boost::algorithm::trim_if(text, is_control_or_space);
  Address address;
  const std::string hash = cut_from(text, '#');
  if (hash.size() > 1) address.hash = "#" + percent_coded(std::string_view(hash).substr(1), " \"<>`");
  const std::string query = cut_from(text, '?');
  address.query = pairs_of(std::string_view(query).substr(query.empty() ? 0 : 1));
  std::replace(text.begin(), text.end(), '\\', '/');
  std::string authority;
  unsigned long own_port = 0;
  if (take_authority(text, authority, own_port)) {
    auto host = host_of(authority, own_port);
    if (!host) return {};
    address.host = std::move(*host);
    address.has_letters_in_host = std::any_of(address.host.begin(), address.host.end(), is_beyond_ascii);
  }
  address.path = path_of(text);
  return address;
}

}  // namespace assent::authoring
