// Evaluates the pack's flat condition programs over a visitor's attributes and the page. An attribute without
// consent is withheld: it reads as absent, and the trace says so.
#pragma once

#include <string_view>

#include "base/list.hpp"
#include "consent/state.hpp"
#include "profile/profile.hpp"

namespace assent::personalization {

using policy::AttributeId;
using policy::Pack;
using policy::PurposeId;

/// Facts about the page, one per entry of Pack.context, with their symbols found once.
struct Page {
  struct Fact {
    bool present = false;
    policy::Symbol symbol = 0;
  };
  base::Array<Fact> facts;
  double began_ms = 0;  // when the page view did, as the full core notes it (session/showing.hpp); 0: it has not
};

/// Everything that a decision may read, and the one purpose it reads for.
struct Inputs {
  const Pack& pack;
  const profile::Profile& profile;
  const consent::Permissions& permissions;
  const Page& page;
  double now_ms;
  PurposeId purpose;
};

/// Why a factor counted as it did.
enum class Code : std::uint8_t {
  used,
  absent,
  consent_withheld,
  switched_off,
  // Why an experience was passed over: personalization/pacing.hpp.
  killed,         // by its kill switch
  held_out,       // the visitor is kept out of all personalization
  not_scheduled,  // not now
  excluded,       // the visitor belongs to another experience of the group
  capped,         // seen often enough
  cooling_down,   // seen not long enough ago
};
/// The name of a code of a leaf; pace_name() has the others.
const char* code_name(Code code);

/// The node of a factor that is no leaf: an experience was passed over because of its pace.
inline constexpr std::uint32_t no_node = 0xFFFFFFFF;

/// One leaf of a condition, or a pace, as it was found while `experience` was considered.
struct Factor {
  std::uint32_t node = 0;  // index into Pack.nodes; no_node: a pace
  std::uint16_t experience = 0;
  bool result = false;
  Code code = Code::absent;
};

/// Where a trace goes: a list that grows by one factor at a time.
using Trace = base::List<Factor>;

/// What an attribute reads as: a value, or why there is none. The value's texts belong to the profile or the pack.
struct Reading {
  Code code = Code::absent;
  policy::Symbol symbol = policy::no_symbol;
  profile::ValueView value;
};

/// Reads an attribute for `inputs.purpose`: the visitor's own value where there is one, else what its inference
/// rule gives. Inferred values are computed here each time and kept nowhere. All who decide by an attribute or tell it
/// read it here, so that what the visitor has switched off is absent for all of them.
Reading read(const Inputs& inputs, AttributeId attribute);

/// Reads an attribute for the first of `purposes` that may read it and finds a value. Where none does, the code is the
/// last one's.
Reading read_for_any(const Inputs& inputs, AttributeId attribute, consent::PurposeSet purposes);

/// Evaluates the program in `range`; an empty one holds. Leaves that were looked at are appended to `trace`
/// where it is given, under `experience`.
bool holds(const Inputs& inputs, const pack::Range* range, Trace* trace, std::uint16_t experience = 0);

}  // namespace assent::personalization
