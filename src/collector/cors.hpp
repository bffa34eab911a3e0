// Which pages may talk to the collector from a browser. Exact comparison only: no patterns, no suffixes, never "null".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/http.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

/// Where a request says it comes from.
struct Caller {
  std::string origin;  // the Origin field; empty: no browser, or a page's GET to its own origin
  std::string host;    // the Host field
};

Caller caller_of(const Request& request);

/// The origins that every site may be called from, besides its own.
class Cors {
 public:
  explicit Cors(std::vector<std::string> always_allowed) : always_allowed_(std::move(always_allowed)) {}

  /// True where a page of the caller's origin may send to a site that names `site_origins`: the origin is listed, or
  /// is the collector's own.
  bool allows(const Caller& caller, const std::vector<std::string>& site_origins) const;

 private:
  std::vector<std::string> always_allowed_;
};

extern const Problem foreign_origin;

/// The answer to a preflight request of an allowed origin.
Answer preflight_answer();

/// Lets the page of `origin` read the answer.
void allow_origin(Answer& answer, std::string_view origin);

}  // namespace assent::collector
