// A policy that the linter has passed → the reasons document: what <assent-why> says, in plain words of one language.
// JSON, loaded by its hash where a page has the element, and by nobody else. It holds nothing about any visitor.
#pragma once

#include <string>

#include "authoring/lookup.hpp"
#include "authoring/order.hpp"

namespace assent::authoring {

/// True where the policy says why: its texts have sentences of why_texts.hpp.
bool says_why(const Policy& policy);

/// The document (Reasons in web/src/elements/why/reasons.ts); lists are in the order of the pack.
std::string write_reasons(const Lookup& lookup, const Order& order, const std::string& language);

}  // namespace assent::authoring
