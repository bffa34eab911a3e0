// What the core remembers between steps. Only what snapshot.hpp writes outlives the page load.
#pragma once

#include <cstdint>

#include "consent/state.hpp"
#include "personalization/decide.hpp"
#include "preferences/view.hpp"
#include "profile/profile.hpp"

namespace assent::session {

/// This page load: gone with the page.
struct Load {
  /// What it was when it began for the last time: session/showing.hpp.
  struct Before {
    std::uint64_t unit = 0;  // 0: it had not
    double began_ms = 0;
  };

  bool started = false;
  bool deciding = false;  // the page has asked for decisions
  std::uint64_t seed_a = 0;
  std::uint64_t seed_b = 0;
  std::uint64_t ids_made = 0;
  base::Text region;
  base::Text pack_hash;
  base::Text token;
  std::string_view from;  // where the answers of this step were adopted from; empty between steps
  personalization::Page page;
  consent::Permissions permissions;  // as of the last step
  preferences::Draft draft;
  base::Array<personalization::Decision> decisions;  // one per slot, once the page has asked
  std::uint64_t views = 0;                           // page views that began without a load
  // Per slot and then per goal: what was exposed last, 0 nothing, and above that, from bit 32 on, in which page view.
  base::Array<std::uint64_t> exposed;
  Before before;
  // Digests of what was told last, so that only changes are told.
  std::uint64_t told_services = 0;
  std::uint64_t told_decisions = 0;
  std::uint64_t told_snapshot = 0;
  std::uint64_t told_view = 0;
};

/// A fresh one knows nothing yet and has room for everything the pack has.
struct State {
  explicit State(const policy::Pack& pack);

  consent::State consent;
  profile::Profile profile;
  std::uint64_t unit = 0;           // the visitor's random key for stable splits
  base::Text record_id;             // the consent record that stands at the collector
  bool has_subject = false;         // a subject key signs what leaves
  base::Text spending;              // on noise, under `unit`: egress/noise.hpp
  base::Array<std::uint64_t> sent;  // per destination: digest of the attributes sent last, 0 none
  Load load;
};

/// True where some purpose stands that the law leaves to the visitor.
bool has_grant(const policy::Pack& pack, const State& state);

/// True where every purpose of a service stands, and it has one.
bool may_load(const policy::Pack& pack, const State& state, std::size_t service);

/// Everything that a decision may read of the state, for purpose 0.
personalization::Inputs inputs_of(const policy::Pack& pack, const State& state);

}  // namespace assent::session
