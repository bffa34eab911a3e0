// Not part of any product build: deliberate leaks of the core, in the builds that have the option ASSENT_PLANT_LEAK,
// with which `dev prove` shows that it would notice a real one. One such build holds them all; `kind` says which one
// leaks, and is what the option says at first.
#pragma once

#include <iterator>
#include <string_view>
#include <utility>

#include "egress/gate.hpp"
#include "session/effect.hpp"
#include "session/state.hpp"

namespace assent::session {

struct PlantedLeak {
  enum Kind {
    none,
    value,       // what an event says
    length,      // how long it is
    order,       // in which order the events of a step leave
    presence,    // whether an event leaves
    id,          // how many ids were given out
    record,      // what a consent record says
    exposure,    // what the event of an exposure says
    goal,        // of a goal
    page_event,  // what the page hears
  };
  static inline Kind kind = ASSENT_PLANT_LEAK;

  /// The leak of that name, as tests/prove/leaks.txt has it; none where there is no such leak.
  static Kind named(std::string_view name) {
    static constexpr std::string_view names[] = {"none", "value",  "length",   "order", "presence",
                                                 "id",   "record", "exposure", "goal",  "page_event"};
    for (std::size_t at = 0; at < std::size(names); ++at)
      if (names[at] == name) return static_cast<Kind>(at);
    return none;
  }

  static bool leaves_nowhere(const policy::Pack& pack, const State& state, policy::AttributeId attribute) {
    for (std::size_t at = 0; at < state.sent.size(); ++at)
      if (egress::approved(pack, state.load.permissions, attribute, static_cast<policy::DestinationId>(at), false))
        return false;
    return true;
  }

  /// A text that is known here and approved for no destination: exactly what must not show outside.
  static std::string_view secret(const policy::Pack& pack, const State& state) {
    for (std::size_t at = 0; at < state.profile.cells.size(); ++at) {
      const auto& cell = state.profile.cells[at];
      if (cell.present && !cell.value.text.empty() && leaves_nowhere(pack, state, static_cast<policy::AttributeId>(at)))
        return cell.value.text;
    }
    return {};
  }

  /// Lets the secret show in a consent record, which is made from `origin`.
  static void spoil(const policy::Pack& pack, const State& state, consent::Origin& origin) {
    const std::string_view text = secret(pack, state);
    if (kind == record && !text.empty()) origin.token = text;
  }

  /// Whether the leak is in what such an event says.
  static bool is_spoiled(const policy::Pack& pack, const egress::Permit& permit) {
    if (kind == value || kind == length) return true;
    const auto& shown = permit.draft().exposure;
    const bool page = policy::at(pack.destinations(), permit.destination()).page();
    if (!shown) return false;
    return kind == (page ? page_event : shown->goal == policy::no_goal ? exposure : goal);
  }

  /// Lets the secret show in the last event of `effects`, which was made of the other arguments.
  static void spoil(const policy::Pack& pack, State& state, const egress::Permit& permit,
                    const egress::Identity& identity, const base::Text& data, Effects& effects) {
    const std::string_view text = secret(pack, state);
    if (text.empty()) return;
    if (kind == order && text.size() % 2 == 1) std::swap(effects.sends[0], effects.sends.back());
    if (kind == presence) effects.sends.clear();
    if (kind == id) ++state.load.ids_made;
    if (!is_spoiled(pack, permit)) return;
    base::Text more(data);
    for (const char letter : text) more.append(kind == length ? ' ' : letter);
    effects.sends.back() = Send(pack, permit, identity, more);
  }
};

}  // namespace assent::session
