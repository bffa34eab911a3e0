// The part of the state that outlives the page load, as bytes. After a refusal it holds the answers and nothing else.
// Everything is kept by name, so that a snapshot survives a new revision of the policy.
#pragma once

#include <cstdint>
#include <span>

#include "session/state.hpp"

namespace assent::session {

/// True where anything may be kept at all: the visitor has chosen, or a purpose stands without a choice.
bool may_persist(const policy::Pack& pack, const State& state);

/// How much of the state: `answers` are for the site's other parts and the visitor's other devices: the answers with
/// their times; no key, no profile, no age.
enum class Extent : std::uint8_t { answers, whole };

/// The snapshot of `state`: what is stored of the profile is what some standing purpose uses.
base::Text write_snapshot(const policy::Pack& pack, const State& state, Extent extent = Extent::whole);

/// Restores a snapshot into a fresh state. One that is damaged or of a later version is refused; the state is then to
/// be made anew. What the policy no longer has is dropped. What was granted under another regime than `regime`, or of
/// another revision of its purpose, does not count here.
base::Fault read_snapshot(const policy::Pack& pack, std::span<const std::uint8_t> bytes, std::uint16_t regime,
                          State& state);

}  // namespace assent::session
