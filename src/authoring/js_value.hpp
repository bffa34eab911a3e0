// What JavaScript makes of a value of JSON: its number, its text, and the record of a tree (profile/tree.hpp), byte for
// byte as web/src/tree.ts writes it of JSON.parse's value. It never reads JSON; see strict_json.hpp for that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "authoring/strict_json.hpp"

namespace assent::authoring {

/// The record of `value`, which profile::is_tree() takes. Whole numbers are taken as doubles, properties in the order
/// that an object of JavaScript has them, and of a name that stands twice the last value. Nothing where the record
/// would pass profile::max_tree_bytes or max_tree_depth, and where a text is not UTF-8, which no parser gives.
std::optional<std::string> to_tree(const Json& value);

/// String(value) of a number (ECMA-262, Number::toString with radix 10).
std::string js_number_text(double value);

/// Number(text) of UTF-8 text (ECMA-262, StringToNumber): white space around it does not count, no text is 0, decimal
/// and "Infinity" may have a sign, 0x, 0o and 0b may not; anything else is not a number.
double js_number(std::string_view text);

}  // namespace assent::authoring
