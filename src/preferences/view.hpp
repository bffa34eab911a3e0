// The view-model of banner, preference center and my data: what the customer sees and toggles. Pure; elements only
// draw it.
#pragma once

#include "consent/state.hpp"
#include "personalization/condition.hpp"

namespace assent::preferences {

using policy::Pack;

enum class Banner : std::uint8_t { none, ask, notice, age };

/// What a banner offers, in the order in which it is drawn; `reopen` is what stays on every page.
enum class Control : std::uint8_t { accept, reject, opt_out, limit, choose, close, of_age, under_age, reopen };
using Controls = base::IndexSet;

/// Switches that the visitor has moved but not saved.
struct Draft {
  bool open = false;  // the preference center is open
  consent::PurposeSet on;
  consent::PurposeSet touched;  // moved in an act of their own
};

/// One purpose, as a row with a switch.
struct PurposeRow {
  pack::Basis basis = pack::Basis::consent;
  bool on = false;
  bool locked = false;                                    // no choice: strictly necessary or contract
  bool separate = false;                                  // needs an explicit yes of its own
  consent::Standing blocked = consent::Standing::chosen;  // why the visitor cannot switch it on: overridden_by_gpc,
                                                          // under_age; chosen where nothing hinders
};

/// A draft that equals what stands.
Draft fresh_draft(const consent::Permissions& permissions, bool open);

/// The draft where something else than its own saving has changed what stands: switches that the visitor moved stay.
Draft followed(const Draft& draft, const consent::Permissions& permissions);

/// Which banner is due: none while the preference center is open.
Banner banner(const Pack& pack, const consent::State& consent, const Draft& draft, double now_ms);

/// What that banner offers.
Controls controls(const Pack& pack, const consent::State& consent, Banner banner);

/// The row of one purpose.
PurposeRow purpose_row(const Pack& pack, const consent::State& consent, const Draft& draft, policy::PurposeId purpose);

/// True where saving the draft would change what stands.
bool is_changed(const Pack& pack, const consent::State& consent, const Draft& draft,
                const consent::Permissions& permissions);

/// What the visitor is shown of an attribute. A stale value is still kept, and neither used nor sent.
struct KnownValue {
  personalization::Reading reading;
  bool stale = false;
};

/// What is known of an attribute, for the visitor's own eyes: the visitor's own value even where no purpose stands;
/// an inferred one only where a purpose allows inferring it. `inputs.purpose` does not matter.
KnownValue known(const personalization::Inputs& inputs, policy::AttributeId attribute);

}  // namespace assent::preferences
