// Small and capital letters as JavaScript has them, without a locale: so that what a browser compares, and what was
// compared for it here, are the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assent::authoring {

/// A UTF-16 code unit and the other one that stands for it where case is ignored.
struct CasePair {
  char16_t unit;
  char16_t canonical;
};

/// All units that another stands for, in order: what Canonicalize of ECMAScript changes in patterns with the flag i and
/// without u or v. Who stands for others stands for itself too.
const std::vector<CasePair>& case_pairs();

/// What String.prototype.toLowerCase gives. Bytes that are not UTF-8 stay as they are.
std::string to_lower(std::string_view utf8);

}  // namespace assent::authoring
