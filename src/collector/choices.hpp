// A visitor's choices on their way between pages: bytes that the core writes and reads. What the collector does with
// them it asks the core; it has no rule of its own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "policy/pack.hpp"

namespace assent::collector {

/// The bytes of lower-case hex, `max_choices_bytes` at the most; nothing where the text is no such hex. Empty text:
/// no choices.
std::optional<std::string> choices_from_hex(std::string_view text);
std::string hex(std::string_view bytes);

/// The choices in bytes that a core wrote, and nothing else that they may hold; nothing where the core does not read
/// them.
std::optional<std::string> choices_alone(const policy::Pack& pack, std::string_view bytes);

/// What stands of two lists of choices at `now_ms`: per purpose the later act, on a tie the restriction. With `on_time`
/// false nobody knows when what was `sent` was chosen: then of two answers the restriction stands. Empty bytes: no
/// choices; what the core cannot read is none.
std::string merged_choices(const policy::Pack& pack, std::string_view stored, std::string_view sent, double now_ms,
                           bool on_time);

}  // namespace assent::collector
