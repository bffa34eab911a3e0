// Whether the features of a pack are sound: what policy/verify.hpp is for the rest of it. Asked once, before the pack
// is signed and served; feature.hpp rests on it.
#pragma once

#include "policy/pack.hpp"

namespace assent::personalization {

inline constexpr std::size_t max_features = 4096;
inline constexpr std::size_t max_question_depth = 128;

/// True where every index lies within what it names, every program is whole and asks only attributes that its
/// feature's labels list, sets are sorted, trees and patterns are what they are said to be. `pack` has passed
/// policy::open().
bool features_are_sound(const policy::Pack& pack);

}  // namespace assent::personalization
