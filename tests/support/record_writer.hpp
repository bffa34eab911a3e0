// Writes event records as the page does (web/src/records.ts), for tests that speak to the core as a page would.
#pragma once

#include <string>
#include <vector>

#include "records.hpp"

namespace assent::support {

/// What a start record says besides its snapshot.
struct Beginning {
  std::uint64_t seed_a = 0;
  std::uint64_t seed_b = 0;
  bool gpc = false;
  std::string region;
  std::string pack_hash;
  std::string token;
  std::vector<std::string> facts;
};

std::string start_record(double now_ms, const Beginning& beginning, std::string_view snapshot);
std::string navigate_record(double now_ms, const std::vector<std::string>& facts);
std::string shown_record(double now_ms, int layer);
std::string toggle_record(double now_ms, int purpose, bool on);
std::string choose_record(double now_ms, consent::Act act, bool trusted);
std::string answer_record(double now_ms, int purpose, bool grant, bool trusted);
std::string set_record(double now_ms, int attribute, const profile::ValueView& value);
std::string observe_record(double now_ms, std::string_view signal, const profile::ValueView& value);
std::string forget_record(double now_ms, int attribute);
std::string expose_record(double now_ms, int slot);
/// Not of the core's own kinds, but of what full.wasm takes by an export of its own (wasm/features.cpp): an engine of
/// these tests hands it to that.
inline constexpr std::uint8_t goal_kind = 240;
std::string goal_record(double now_ms, int goal);
std::string open_preferences_record(double now_ms, bool open);
std::string declare_age_record(double now_ms, bool of_age, bool trusted);
std::string adopt_record(double now_ms, std::string_view from, std::string_view choices);
std::string migrate_record(double now_ms, std::string_view from, double given_ms, std::uint64_t granted,
                           std::uint64_t denied);
/// A record without fields: decide or flush.
std::string bare_record(boundary::Kind kind, double now_ms);

/// The bytes behind hex, as a persist effect carries them.
std::string from_hex(std::string_view text);

}  // namespace assent::support
