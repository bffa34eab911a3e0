// Turns a Permit into the event that leaves: one CloudEvent (1.0, JSON format). It takes nothing but permits.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "egress/gate.hpp"

namespace assent::egress {

/// What an event says about itself besides its data.
struct Identity {
  std::string_view id;  // 32 hex digits, unique with the source
  std::string_view pack_hash;
  std::string_view record_id;  // the consent record it rests on
  double now_ms;
};

/// The event's data: purposes and minimized attributes, or purposes and exposure.
base::Text write_data(const Pack& pack, const Permit& permit);

/// The whole event around `data`, which write_data made from the same permit.
base::Text write_event(const Pack& pack, const Permit& permit, const Identity& identity, const base::Text& data);

/// Members "slot", "experience" and "variant" of the object that `json` stands in, null where the default is shown;
/// "goal", where there is one; and "holdout", true, where the default is shown because the visitor is kept out.
void write_exposure(base::JsonWriter& json, const Pack& pack, const Exposure& exposure);

/// One value as JSON: true, 12.5, "text", ["a","b"] or "2026-11-23".
void write_value(base::JsonWriter& json, const profile::ValueView& value);

}  // namespace assent::egress
