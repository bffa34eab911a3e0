// What a request is to a handler and what a handler answers. Handlers see no address of the other side.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assent::collector {

namespace http = boost::beast::http;

using Request = http::request<http::string_body>;
using Bytes = std::shared_ptr<const std::string>;

inline Bytes share(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }

/// One request on its way through the router. The views point into the request.
struct Exchange {
  const Request& request;
  std::string path;            // decoded, without the query
  std::string_view query;      // as it came, without "?"
  std::string_view parameter;  // what stood for "{}" in the route
  bool from_trusted_proxy = false;
};

struct Answer {
  http::status status = http::status::ok;
  std::string_view content_type;  // a literal; empty: no body
  Bytes body;
  std::vector<std::pair<std::string_view, std::string>> fields;
  std::string_view problem;  // the problem's name, a literal, where this answer is one
};

/// The value of a field, empty where it is absent.
inline std::string_view field(const Request& request, std::string_view name) {
  const auto found = request.find(boost::beast::string_view(name.data(), name.size()));
  if (found == request.end()) return {};
  return {found->value().data(), found->value().size()};
}

}  // namespace assent::collector
