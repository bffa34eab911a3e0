// The values that are drawn: common ones that conditions compare with, and the edges of each type.
#pragma once

#include <string>
#include <vector>

#include "draw.hpp"
#include "profile/value.hpp"

namespace assent::prove {

/// Texts that conditions compare with; sorted by bytes, as symbols are.
const std::vector<std::string>& symbols();

/// Any text: a symbol mostly, else an edge (empty, long, too long, not UTF-8, with letters that JSON escapes).
std::string text_of(int pick);

/// A symbol.
const std::string& symbol_of(int pick);

/// Any number, edges and what is not finite included; `small` leaves the edges out.
double number_of(int pick);
double small_number_of(int pick);

/// Days since 1970-01-01, mostly this century.
double days_of(int pick);

/// The choices of drawn attributes, sorted.
inline constexpr const char* choices[] = {"alps", "city", "sea"};

/// A number that scores are compared with.
double score_bound_of(int pick);

/// A value of a type; one in sixteen is of another.
profile::Value value_of(pack::ValueType type, const ValueDraw& draw);

/// The value in a few words.
std::string show(const profile::ValueView& value);

}  // namespace assent::prove
