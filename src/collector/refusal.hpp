// Requests that are refused whole: their answer, and the dead letter that stays of them.
#pragma once

#include <string_view>

#include "collector/problem.hpp"
#include "collector/services.hpp"

namespace assent::collector {

/// Answers `problem` for a request that is refused whole, once its dead letter is on disk. No letter is kept while
/// the writer is busy, nor where nobody knows the site: no site names the request's origin, or several do and the
/// collector has more than one.
Answering refuse(const Services& services, const Exchange& exchange, Problem problem, std::string_view type);

}  // namespace assent::collector
