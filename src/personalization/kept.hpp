// Which variations a visitor was given, to be given again. They lie in an attribute of the visitor's, which the pack
// names: so they are kept under its purposes and for its retention, are shown with the visitor's data, and go with it.
#pragma once

#include "personalization/condition.hpp"

namespace assent::personalization {

inline constexpr AttributeId no_attribute = 0xFFFF;
inline constexpr std::size_t max_kept_variations = 128;  // of a visitor; the oldest goes

struct KeptVariation {
  AttributeId attribute = no_attribute;  // by whose value the visitor was divided
  base::Text value;
  base::Text key;  // of the experiment
  std::uint32_t version = 0;
  base::Text name;
};
using KeptVariations = base::List<KeptVariation>;

/// Reads into `kept`, which is empty, what the visitor's attribute has: a list of [key, name, attribute's id, value,
/// version]; what names no attribute of the pack is left out. False where nothing may be kept now.
bool read_kept(const Inputs& inputs, KeptVariations& kept);

}  // namespace assent::personalization
