// Writes each kind of effect, field by field in a fixed order.
#include "effects_text.hpp"

#include "base/bytes.hpp"
#include "base/format.hpp"
#include "base/json.hpp"
#include "consent/record.hpp"
#include "egress/envelope.hpp"
#include "pace_text.hpp"
#include "personalization/pacing.hpp"

namespace assent::boundary {

namespace {

using base::JsonWriter;
using policy::at;
using policy::id_at;
using policy::Pack;
using session::State;

void write_purposes(JsonWriter& json, const char* key, const Pack& pack, consent::PurposeSet purposes) {
  json.array(key);
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index)
    if (purposes[index]) json.text(id_at(pack.purposes(), index));
  json.end_array();
}

void write_services(JsonWriter& json, const Pack& pack, const State& state) {
  json.object().text("do", "services").array("allowed");
  for (std::size_t index = 0; index < policy::size(pack.services()); ++index)
    if (session::may_load(pack, state, index)) json.text(id_at(pack.services(), index));
  json.end_array().end_object();
}

void write_purpose(JsonWriter& json, const Pack& pack, const State& state, policy::PurposeId id) {
  const auto row = preferences::purpose_row(pack, state.consent, state.load.draft, id);
  json.object().text("basis", consent::basis_name(row.basis)).boolean("on", row.on).boolean("locked", row.locked);
  json.boolean("separate", row.separate).number("blocked", static_cast<int>(row.blocked)).end_object();
}

void write_known(JsonWriter& json, const Pack& pack, const State& state, policy::AttributeId id) {
  const auto [reading, stale] = preferences::known(session::inputs_of(pack, state), id);
  if (reading.code != personalization::Code::used) return;
  json.object().number("attribute", id).key("value");
  egress::write_value(json, reading.value);
  json.boolean("stale", stale);
  const bool is_used =
      !state.profile.cells[id].off && profile::usable(at(pack.attributes(), id), state.load.permissions);
  json.boolean("used", is_used).end_object();
}

void write_controls(JsonWriter& json, preferences::Controls controls) {
  json.array("controls");
  for (std::size_t index = 0; index <= static_cast<std::size_t>(preferences::Control::reopen); ++index)
    if (controls[index])
      json.text(base::nth("accept\0reject\0opt_out\0limit\0choose\0close\0of_age\0under_age\0reopen", index));
  json.end_array();
}

void write_view(JsonWriter& json, const Pack& pack, const State& state) {
  const auto& draft = state.load.draft;
  const auto banner = preferences::banner(pack, state.consent, draft, state.consent.clock_ms);
  json.object().text("do", "view").key("view").object();
  json.number("banner", static_cast<int>(banner));
  const double now_ms = state.consent.clock_ms;
  json.boolean("answered", consent::standing(pack, state.consent, now_ms) > consent::Standing::shown);
  json.text("reason", consent::reason_name(consent::why_ask(pack, state.consent, now_ms)));
  write_controls(json, preferences::controls(pack, state.consent, banner));
  json.number("age", at(pack.regimes(), state.consent.regime).age_from());
  json.boolean("gpc", consent::denied_by_gpc(pack, state.consent).any()).boolean("preferences", draft.open);
  json.boolean("changed", preferences::is_changed(pack, state.consent, draft, state.load.permissions));
  json.array("purposes");
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index)
    write_purpose(json, pack, state, static_cast<policy::PurposeId>(index));
  json.end_array().array("data");
  for (std::size_t index = 0; index < policy::size(pack.attributes()); ++index)
    write_known(json, pack, state, static_cast<policy::AttributeId>(index));
  json.end_array().end_object().end_object();
}

void write_factor(JsonWriter& json, const Pack& pack, const pack::Slot& slot, const personalization::Factor& factor) {
  if (write_pace(json, pack, slot, factor)) return;
  const pack::Node& node = at(pack.nodes(), factor.node);
  json.object().text("experience", id_at(slot.experiences(), factor.experience));
  if (node.subject() == pack::Subject::attribute)
    json.text("attribute", id_at(pack.attributes(), node.index()));
  else
    json.text("context", &at(pack.context(), node.index()));
  json.number("op", static_cast<int>(node.op())).boolean("result", factor.result);
  json.number("code", static_cast<int>(factor.code)).end_object();
}

void write_decision(JsonWriter& json, const Pack& pack, const State& state, policy::SlotId id) {
  const pack::Slot& slot = at(pack.slots(), id);
  personalization::Trace trace;
  const auto decision = personalization::decide(session::inputs_of(pack, state), id, state.unit, &trace);
  json.object();
  const bool held_out = personalization::is_held_out(pack, slot, decision, state.unit);
  egress::write_exposure(json, pack, {id, decision.experience, decision.variant, policy::no_goal, held_out});
  json.boolean("withheld", decision.withheld).array("trace");
  for (const auto& factor : trace) write_factor(json, pack, slot, factor);
  json.end_array().end_object();
}

void write_decisions(JsonWriter& json, const Pack& pack, const State& state) {
  json.object().text("do", "decided").array("slots");
  for (std::size_t index = 0; index < policy::size(pack.slots()); ++index)
    write_decision(json, pack, state, static_cast<policy::SlotId>(index));
  json.end_array().end_object();
}

void write_send(JsonWriter& json, const Pack& pack, const session::Send& send) {
  const char* const route = base::nth("consents\0events\0page", static_cast<std::size_t>(send.route()));
  json.object().text("do", "send").text("route", route).text("id", send.id());
  json.boolean("subject", send.has_subject());
  write_purposes(json, "purposes", pack, send.purposes());
  json.text("body", send.body()).end_object();
}

}  // namespace

base::Text write_effects(const Pack& pack, const State& state, const session::Effects& effects) {
  base::Text out;
  JsonWriter json(out);
  json.array();
  if (effects.refused != base::Fault::none)
    json.object().text("do", "refused").number("code", static_cast<int>(effects.refused)).end_object();
  if (effects.consent) {
    json.object().text("do", "consent").text("act", consent::act_name(state.consent.act));
    write_purposes(json, "granted", pack, state.load.permissions.permitted);
    json.end_object();
  }
  for (const auto& send : effects.sends) write_send(json, pack, send);
  if (effects.erase) json.object().text("do", "erase").end_object();
  if (!effects.snapshot.empty()) {
    json.object().text("do", "persist").hex("snapshot", effects.snapshot).hex("answers", effects.answers).end_object();
  }
  if (effects.services) write_services(json, pack, state);
  if (effects.decisions) write_decisions(json, pack, state);
  if (effects.view) write_view(json, pack, state);
  json.end_array();
  return out;
}

}  // namespace assent::boundary
