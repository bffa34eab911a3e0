// Hex in and out, and the one place where the collector asks the core about choices.
#include "collector/choices.hpp"

#include <limits>

#include "base/bytes.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "consent/state.hpp"
#include "session/snapshot.hpp"
#include "session/state.hpp"

namespace assent::collector {

namespace {

constexpr std::uint32_t undated = std::numeric_limits<std::uint32_t>::max();  // further ahead than any clock

unsigned char digit(char letter) {
  return static_cast<unsigned char>(letter <= '9' ? letter - '0' : letter - 'a' + 10);
}

std::optional<consent::State> read(const policy::Pack& pack, std::string_view bytes, std::uint16_t regime) {
  session::State state(pack);
  if (session::read_snapshot(pack, base::as_bytes(bytes), regime, state) != base::Fault::none) return {};
  return state.consent;
}

std::string write(const policy::Pack& pack, const consent::State& consent) {
  session::State state(pack);
  state.consent = consent;
  return std::string(session::write_snapshot(pack, state, session::Extent::answers).view());
}

// The choices under the regime that they were made under: the one under which their act counts. Of a regime that the
// site has no more, only refusals count, under any.
std::optional<consent::State> read(const policy::Pack& pack, std::string_view bytes) {
  for (std::uint16_t regime = 0; regime < policy::size(pack.regimes()); ++regime)
    if (auto state = read(pack, bytes, regime); state && state->act != consent::Act::none) return state;
  return read(pack, bytes, 0);
}

// Merges choices into `state`. What came at an unknown time counts from now on. True where that changed an answer.
bool take(const policy::Pack& pack, consent::State& state, std::string_view bytes, bool on_time) {
  auto theirs = read(pack, bytes, state.regime);
  if (!theirs) return false;
  if (!on_time) theirs->answered_min.fill(undated);
  const bool changed = consent::merge(pack, state, *theirs);
  for (std::uint32_t& answered_min : state.answered_min)
    if (answered_min == undated) answered_min = static_cast<std::uint32_t>(state.clock_ms / consent::ms_per_minute);
  return changed;
}

}  // namespace

std::optional<std::string> choices_from_hex(std::string_view text) {
  if (text.size() % 2 != 0 || text.size() > 2 * max_choices_bytes || !is_hex(text, text.size())) return {};
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); at += 2)
    bytes.push_back(static_cast<char>(digit(text[at]) << 4 | digit(text[at + 1])));
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text.push_back(digits[value >> 4]);
    text.push_back(digits[value & 15]);
  }
  return text;
}

std::optional<std::string> choices_alone(const policy::Pack& pack, std::string_view bytes) {
  const auto state = read(pack, bytes);
  return state ? std::optional(write(pack, *state)) : std::nullopt;
}

std::string merged_choices(const policy::Pack& pack, std::string_view stored, std::string_view sent, double now_ms,
                           bool on_time) {
  const auto latest = read(pack, sent.empty() ? stored : sent);
  if (!latest) return {};
  consent::State merged;
  merged.regime = latest->regime;
  merged.act = consent::Act::adopted;
  merged.clock_ms = now_ms;
  const bool kept = take(pack, merged, stored, true);
  const bool news = take(pack, merged, sent, on_time);
  return kept || news ? write(pack, merged) : std::string();
}

}  // namespace assent::collector
