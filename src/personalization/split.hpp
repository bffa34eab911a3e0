// How visitors are divided: GrowthBook's hashes of an attribute's value, and the ranges that they fall into.
#pragma once

#include <optional>

#include "personalization/asked.hpp"

namespace assent::personalization {

/// GrowthBook's hash of a seed and a value, versions 1 and 2: at least 0 and below 1. Nothing for other versions.
std::optional<double> hash_of(std::string_view seed, std::string_view value, unsigned version);

/// The first of the ranges, pairs of first and end, that `hash` lies in; -1 where it lies in none.
int range_of(const flatbuffers::Vector<double>* ranges, double hash);

/// What divides a visitor.
struct Divided {
  AttributeId attribute = no_attribute;
  bool lasts = true;       // false: a part of this page view, because consent withholds the attribute
  std::string_view value;  // empty: nothing divides the visitor; it belongs to a column or to the questions
};

/// The value of an attribute. Where consent withholds it, it is the page view's own.
Divided part_by(const Questions& questions, AttributeId attribute);

/// The value of the split's attribute, or with `use_fallback` of its fallback where it has none.
Divided divided_by(const Questions& questions, const pack::Split& split, bool use_fallback);

/// True where one of the filters does not let the visitor through.
bool is_filtered_out(const Questions& questions, const flatbuffers::Vector<flatbuffers::Offset<pack::Filter>>* filters);

}  // namespace assent::personalization
