// Ranges of a number, by the lower edges that a policy states: the first bucket lies below the first edge.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "policy/pack.hpp"

namespace assent::egress {

using Edges = flatbuffers::Vector<double>;

/// The bucket of a number; 0 where there are no edges.
std::uint32_t bucket_of(const Edges* edges, double number);

/// "<18", "18-24", "65+"; of fractions "17.5-20". Empty where there are no edges.
base::Text bucket_label(const Edges* edges, std::size_t bucket);

/// True where `text` is a label of one of the buckets.
bool is_bucket(const Edges* edges, std::string_view text);

}  // namespace assent::egress
