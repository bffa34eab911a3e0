// Hex in and out, and the one place where the collector asks the core about choices.
#include "collector/choices.hpp"

#include <limits>

#include "base/bytes.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "consent/state.hpp"
#include "session/snapshot.hpp"

namespace assent::collector {

namespace {

constexpr std::uint32_t undated = std::numeric_limits<std::uint32_t>::max();  // further ahead than any clock

unsigned char digit(char letter) {
  return static_cast<unsigned char>(letter <= '9' ? letter - '0' : letter - 'a' + 10);
}

bool read(const policy::Pack& pack, std::string_view bytes, std::uint16_t regime, consent::State& state) {
  return session::read_shared(pack, base::as_bytes(bytes), regime, state) == base::Fault::none;
}

// The regime that the choices were made under: the one under which their act counts. Of a regime that the site has no
// more, only refusals count, under any.
std::uint16_t regime_of(const policy::Pack& pack, std::string_view bytes) {
  for (std::uint16_t regime = 0; regime < policy::size(pack.regimes()); ++regime) {
    consent::State state;
    if (read(pack, bytes, regime, state) && state.act != consent::Act::none) return regime;
  }
  return 0;
}

// Merges choices into `state`. What came at an unknown time counts from now on. True where that changed an answer.
bool take(const policy::Pack& pack, consent::State& state, std::string_view bytes, bool on_time) {
  consent::State theirs;
  if (bytes.empty() || !read(pack, bytes, state.regime, theirs)) return false;
  if (!on_time) theirs.answered_min.fill(undated);
  const bool changed = consent::merge(pack, state, theirs);
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

bool are_choices(const policy::Pack& pack, std::string_view bytes) {
  consent::State state;
  return read(pack, bytes, 0, state);
}

std::string merged_choices(const policy::Pack& pack, std::string_view stored, std::string_view sent, double now_ms,
                           bool on_time) {
  consent::State merged;
  merged.regime = regime_of(pack, sent.empty() ? stored : sent);
  merged.act = consent::Act::adopted;
  merged.clock_ms = now_ms;
  const bool kept = take(pack, merged, stored, true);
  const bool news = take(pack, merged, sent, on_time);
  return kept || news ? std::string(session::write_shared(pack, merged).view()) : std::string();
}

}  // namespace assent::collector
