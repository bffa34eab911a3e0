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

/// True where the core reads the bytes as choices, whatever purposes they are about.
bool are_choices(const policy::Pack& pack, std::string_view bytes);

/// What stands of two lists of choices at `now_ms`: per purpose the later act, on a tie the restriction. With `on_time`
/// false nobody knows when what was `sent` was chosen: then of two answers the restriction stands. Empty bytes: no
/// choices. Both must be choices.
std::string merged_choices(const policy::Pack& pack, std::string_view stored, std::string_view sent, double now_ms,
                           bool on_time);

}  // namespace assent::collector
