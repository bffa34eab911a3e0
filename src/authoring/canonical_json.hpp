// Canonical JSON (RFC 8785): one text for one value, so that hashes and signatures agree. It never reads JSON; see
// strict_json.hpp for that.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace assent::authoring {

/// The canonical form of `value`: members sorted by UTF-16 code units, numbers as ECMAScript writes them (whole numbers
/// are taken as doubles), no white space. Throws std::invalid_argument where a number is not finite or a text is
/// not UTF-8; neither comes out of a parser.
std::string canonical_json(const nlohmann::json& value);
std::string canonical_json(const nlohmann::ordered_json& value);

/// A finite number as ECMAScript's Number::toString writes it.
std::string ecmascript_number(double value);

}  // namespace assent::authoring
