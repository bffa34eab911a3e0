// The rules by which a request is taken at all. They stand before the parser, because Boost.Beast accepts what may
// smuggle a second request behind the first. Pure functions: no socket, no clock.
#pragma once

#include <boost/beast/http/message.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "collector/limits.hpp"
#include "collector/problem.hpp"

namespace assent::collector::http_edge {

/// Bytes of the head (request line, fields and blank line) at the start of `received`; 0 where it has not ended.
/// `searched` bytes are known to hold no end.
std::size_t head_end(std::string_view received, std::size_t searched);

/// Checks the raw head (RFC 9112): line ends, the request line's form, no folded field, no space before a colon, no
/// control characters, limits.
std::optional<Problem> check_head(std::string_view head, const Limits& limits);

/// Checks the parsed fields: exactly one sound Host, and a body whose length is told in exactly one way.
std::optional<Problem> check_fields(const http::request_header<>& header, const Limits& limits);

/// A request target, taken apart. `path` is decoded.
struct Target {
  std::string path;
  std::string_view query;
};

/// Nothing where an escape is broken or the path holds what could lead elsewhere: control characters, "\", an
/// escaped "/", or a segment that starts with a dot.
std::optional<Target> parse_target(std::string_view target);

/// The value of `name` in a query, as it came; empty where it is absent.
std::string_view query_value(std::string_view query, std::string_view name);

}  // namespace assent::collector::http_edge
