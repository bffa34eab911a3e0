// Problems as RFC 9457 tells them: problem+json with a stable name that programs read and a sentence that people read.
#pragma once

#include <string>
#include <string_view>

#include "collector/http.hpp"

namespace assent::collector {

/// Why something was refused. The texts are literals; `sentence` says what to do, and never repeats what was sent.
struct Problem {
  http::status status;
  std::string_view name;  // "unknown-site": the end of the problem's URN
  std::string_view sentence;
};

/// {"type","title","status","detail"}.
Answer answer(const Problem& problem);

}  // namespace assent::collector
