// One visit to the sample site: events in, effects out, with the time and the page kept between them.
#pragma once

#include <string>
#include <vector>

#include "session/step.hpp"
#include "support/sample_pack.hpp"

namespace assent::test {

inline constexpr std::string_view pack_hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// What the page says when it starts.
struct Landing {
  std::string region = "DE";
  bool gpc = false;
  std::vector<std::string> facts{"/", ""};
  std::string snapshot;  // bytes
  std::uint64_t seed_a = 11;
  std::uint64_t seed_b = 22;
};

struct Visit {
  explicit Visit(const policy::Pack& site = sample()) : pack(site), state(site) {}

  session::Effects start(const Landing& landing = {});
  /// An event now.
  session::Effects does(const session::Occurrence& what) { return session::step(pack, state, {now_ms, what}); }
  session::Effects chooses(consent::Act act, bool trusted = true) { return does(session::Choose{act, trusted}); }
  session::Effects toggles(policy::PurposeId purpose, bool on) { return does(session::Toggle{purpose, on}); }
  session::Effects sets(policy::AttributeId attribute, const profile::ValueView& value) {
    return does(session::Set{attribute, value});
  }
  session::Effects navigates(const std::vector<std::string>& facts);

  /// What a step would keep, whether or not it is news.
  std::string snapshot() const;

  const policy::Pack& pack;
  session::State state;
  double now_ms = noon_ms;
};

/// The value of a text member in JSON text that has it once; "" where it has none.
std::string member(std::string_view json, std::string_view name);

/// All sends to events (or consents) as JSON texts.
std::vector<std::string> bodies(const session::Effects& effects, session::Send::Route route);

}  // namespace assent::test
