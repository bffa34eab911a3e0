// GrowthBook's URL targets → questions about the page's address.
#pragma once

#include "authoring/element.hpp"
#include "authoring/features.hpp"

namespace assent::authoring {

/// The list "urlPatterns": the page is one that a pattern includes, where there is such a pattern, and none excludes.
/// The questions ask the facts "url.href", "url.rest" (the address behind its origin), "url.host", "url.path",
/// "url.hash" and "url.query.NAME".
Question read_url_targets(const Element& targets);

}  // namespace assent::authoring
