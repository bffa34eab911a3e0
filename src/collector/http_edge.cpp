// Refuses early and by name. Every rule has its test at the limit and one past it.
#include "collector/http_edge.hpp"

#include <algorithm>
#include <charconv>

namespace assent::collector::http_edge {

namespace {

constexpr std::string_view head_terminator = "\r\n\r\n";

constexpr Problem malformed_line{http::status::bad_request, "malformed-request-line",
                                 "The request line is METHOD SP /path SP HTTP/1.1."};
constexpr Problem malformed_field{http::status::bad_request, "malformed-field",
                                  "A field is NAME: VALUE on one line that ends in CR LF, without control characters."};
constexpr Problem folded_field{http::status::bad_request, "folded-field",
                               "A field must not go on in a second line (RFC 9112, section 5.2)."};
constexpr Problem target_too_long{http::status::uri_too_long, "target-too-long",
                                  "The request target is longer than this collector reads."};
constexpr Problem too_many_fields{http::status::request_header_fields_too_large, "too-many-fields",
                                  "The request has more fields than this collector reads."};
constexpr Problem wrong_host{http::status::bad_request, "host", "Send exactly one Host field with a host and a port."};
constexpr Problem wrong_encoding{http::status::bad_request, "transfer-encoding",
                                 "The only transfer encoding is \"chunked\", and never together with Content-Length."};
constexpr Problem wrong_length{http::status::bad_request, "content-length",
                               "Content-Length is one decimal number without a sign."};
constexpr Problem too_large{http::status::payload_too_large, "body-too-large",
                            "The body is larger than this collector reads; send fewer events at a time."};
constexpr Problem wrong_expectation{http::status::expectation_failed, "expectation",
                                    "The only expectation is \"100-continue\"."};
constexpr Problem encoded_content{http::status::unsupported_media_type, "content-encoding",
                                  "Send the body without a content encoding."};

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_token_letter(char letter) {
  return is_letter(letter) || is_digit(letter) ||
         std::string_view("!#$%&'*+-.^_`|~").find(letter) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_letter); }

bool is_visible(char letter) { return letter > 0x20 && letter < 0x7F; }

bool is_value_letter(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

std::optional<Problem> check_request_line(std::string_view line, const Limits& limits) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return malformed_line;
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(line.substr(0, first)) || (version != "HTTP/1.1" && version != "HTTP/1.0")) return malformed_line;
  if (target.empty() || target.front() != '/' || !std::all_of(target.begin(), target.end(), is_visible))
    return malformed_line;
  if (target.size() > limits.target_bytes) return target_too_long;
  return {};
}

std::optional<Problem> check_field_line(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return folded_field;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed_field;
  const std::string_view value = line.substr(colon + 1);
  return std::all_of(value.begin(), value.end(), is_value_letter) ? std::nullopt : std::optional(malformed_field);
}

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

bool same(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(), [](char one, char other) {
           return (one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one) == other;
         });
}

// host, host:port, [v6] or [v6]:port (RFC 3986, without user information).
bool is_host(std::string_view text) {
  std::size_t end = 0;
  if (text.starts_with('[')) {
    end = text.find(']');
    if (end == std::string_view::npos || end < 2) return false;
    const auto is_v6_letter = [](char letter) {
      return is_digit(letter) || is_letter(letter) || letter == ':' || letter == '.';
    };
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(end), is_v6_letter)) return false;
    ++end;
  } else {
    const auto is_name_letter = [](char letter) {
      return is_digit(letter) || is_letter(letter) || letter == '-' || letter == '.' || letter == '_';
    };
    while (end < text.size() && is_name_letter(text[end])) ++end;
  }
  if (end == 0) return false;
  if (end == text.size()) return true;
  const std::string_view port = text.substr(end + 1);
  return text[end] == ':' && !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

std::optional<Problem> check_length(std::string_view text, const Limits& limits) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error == std::errc::result_out_of_range) return too_large;
  if (error != std::errc() || end != text.data() + text.size()) return wrong_length;
  return length > limits.body_bytes ? std::optional(too_large) : std::nullopt;
}

int hex_value(char letter) {
  if (is_digit(letter)) return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

bool is_safe_path(std::string_view path) {
  for (std::size_t at = 0; at < path.size(); ++at) {
    const auto byte = static_cast<unsigned char>(path[at]);
    if (byte < 0x20 || byte == 0x7F || byte == '\\') return false;
    if (byte == '.' && path[at - 1] == '/') return false;
  }
  return true;
}

}  // namespace

std::size_t head_end(std::string_view received, std::size_t searched) {
  const std::size_t from = searched < head_terminator.size() ? 0 : searched - (head_terminator.size() - 1);
  const std::size_t at = received.find(head_terminator, from);
  return at == std::string_view::npos ? 0 : at + head_terminator.size();
}

std::optional<Problem> check_head(std::string_view head, const Limits& limits) {
  std::size_t lines = 0;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    if (end == std::string_view::npos) return malformed_field;
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (line.empty()) return lines > 0 && head.empty() ? std::nullopt : std::optional(malformed_line);
    if (lines > limits.fields) return too_many_fields;
    const auto problem = lines == 0 ? check_request_line(line, limits) : check_field_line(line);
    if (problem) return problem;
    ++lines;
  }
  return malformed_line;
}

std::optional<Problem> check_fields(const http::request_header<>& fields, const Limits& limits) {
  if (fields.count(http::field::host) != 1 || !is_host(view(fields[http::field::host]))) return wrong_host;
  const std::size_t lengths = fields.count(http::field::content_length);
  const std::size_t encodings = fields.count(http::field::transfer_encoding);
  const bool chunked = encodings == 1 && same(view(fields[http::field::transfer_encoding]), "chunked");
  if (encodings > 0 && (!chunked || lengths > 0 || fields.version() < 11)) return wrong_encoding;
  if (lengths > 1) return wrong_length;
  if (lengths == 1)
    if (const auto problem = check_length(view(fields[http::field::content_length]), limits)) return problem;
  if (fields.count(http::field::content_encoding) > 0) return encoded_content;
  if (fields.count(http::field::expect) > 0 && !same(view(fields[http::field::expect]), "100-continue"))
    return wrong_expectation;
  return {};
}

std::optional<Target> parse_target(std::string_view target) {
  const std::size_t question = target.find('?');
  const std::string_view path = target.substr(0, question);
  Target parsed;
  if (question != std::string_view::npos) parsed.query = target.substr(question + 1);
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] != '%') {
      parsed.path.push_back(path[at]);
      continue;
    }
    const int high = at + 2 < path.size() ? hex_value(path[at + 1]) : -1;
    const int low = at + 2 < path.size() ? hex_value(path[at + 2]) : -1;
    if (high < 0 || low < 0) return {};
    const char letter = static_cast<char>(high * 16 + low);
    if (letter == '/') return {};
    parsed.path.push_back(letter);
    at += 2;
  }
  if (!parsed.path.starts_with('/') || !is_safe_path(parsed.path)) return {};
  return parsed;
}

std::string_view query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
  }
  return {};
}

}  // namespace assent::collector::http_edge
