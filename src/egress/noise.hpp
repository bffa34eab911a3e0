// Noise that the visitor's own browser adds before anything leaves. A true level always gets the same answer under one
// key, so that asking again tells nothing more; each other answer costs its epsilon, and a budget ends them.
#pragma once

#include <cstdint>
#include <optional>

#include "base/siphash.hpp"
#include "base/text.hpp"
#include "policy/pack.hpp"

namespace assent::egress {

/// Answers that one key may pay for; past it nothing more is told with noise.
inline constexpr std::size_t max_answers = 64;

/// The visitor's own random key, for `attribute` at `destination`: no other attribute or destination has the same
/// pseudonyms and noise. Names, not positions: a new pack leaves them as they are.
base::SipKey key_for(std::uint64_t unit, std::string_view attribute, std::string_view destination);

/// The level that is told in place of `level`, of `levels` (2 at least): by k-ary randomized response (Warner 1965;
/// Kairouz, Oh, Viswanath 2014), or by a two-sided geometric distribution, clipped (Ghosh, Roughgarden, Sundararajan
/// 2009), as `leave` says. Nothing where `budget`, in thousandths of epsilon, does not pay for an answer that is new,
/// and from then on nothing at all. `key` is one for what the levels mean, too. `spending` is what the visitor's
/// answers have cost so far, as bytes that the browser keeps: u32 each, the cost in thousandths of epsilon, then a mark
/// of each answer, by which it is known again. What is no such bytes pays for nothing.
std::optional<std::uint32_t> answer(const pack::Leave& leave, const base::SipKey& key, std::uint32_t level,
                                    std::uint32_t levels, std::uint32_t budget, base::Text& spending);

}  // namespace assent::egress
