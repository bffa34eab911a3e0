// Choices as the collector answers with them: signed with the site's key, so that a page takes them from nobody else.
#pragma once

#include <string_view>

#include "collector/catalog.hpp"
#include "collector/http.hpp"
#include "collector/problem.hpp"

namespace assent::collector {

extern const Problem malformed_request;
extern const Problem damaged_choices;
extern const Problem unknown_choices_site;

/// Signature (base64), newline, a JSON line {"site","answers","choices"}, newline. "answers" is the SHA-256 of the
/// request's body, in hex: an answer to one request is none to another.
Answer choices_answer(const Site& site, std::string_view request_body, std::string_view choices);

}  // namespace assent::collector
