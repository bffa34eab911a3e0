// Writes the consent record, field by field in a fixed order.
#include "consent/record.hpp"

#include "base/format.hpp"
#include "base/json.hpp"

namespace assent::consent {

const char* act_name(Act act) {
  return base::nth(
      "none\0"
      "accept_all\0"
      "reject_all\0"
      "save\0"
      "opt_out\0"
      "limit\0"
      "script\0"
      "gpc\0"
      "expiry\0"
      "under_age\0"
      "service\0"
      "adopted",
      static_cast<std::size_t>(act));
}

const char* layer_name(Layer layer) {
  return base::nth(
      "none\0"
      "banner\0"
      "preferences",
      static_cast<std::size_t>(layer));
}

const char* answer_name(Answer answer) {
  return base::nth(
      "none\0"
      "granted\0"
      "denied\0"
      "withdrawn",
      static_cast<std::size_t>(answer));
}

const char* standing_name(Standing standing) {
  return base::nth(
      "never_asked\0"
      "shown\0"
      "chosen\0"
      "expired\0"
      "outdated\0"
      "withdrawn\0"
      "overridden_by_gpc\0"
      "under_age",
      static_cast<std::size_t>(standing));
}

const char* reason_name(Reason reason) {
  return base::nth(
      "none\0"
      "first\0"
      "expired\0"
      "changed\0"
      "interval\0"
      "age",
      static_cast<std::size_t>(reason));
}

const char* basis_name(pack::Basis basis) {
  return base::nth(
      "consent\0"
      "explicit_consent\0"
      "legitimate_interest\0"
      "contract\0"
      "strictly_necessary",
      static_cast<std::size_t>(basis));
}

Record write_record(const Pack& pack, const State& state, const Origin& origin, std::string_view id, bool has_subject) {
  const pack::Regime& regime = policy::at(pack.regimes(), state.regime);
  Record record(id, has_subject);
  base::Text time, given;
  base::append_time(time, state.clock_ms);
  base::append_time(given, state.choices.granted.any() ? state.given_ms : state.clock_ms);
  base::JsonWriter json(record.body_);
  json.object().text("schema_version", record_schema).text("record_id", id).text("site", pack.site());
  json.text("pack", origin.pack_hash).text("privacy_notice", pack.notice()).text("language", pack.language());
  json.text("regime", regime.id()).text("jurisdiction", origin.region).boolean("gpc", state.gpc);
  json.text("act", act_name(state.act)).text("layer", layer_name(state.shown)).text("time", time);
  if (!origin.from.empty()) json.text("from", origin.from);
  json.text("given", given)
      .number("of_age", state.of_age)
      .text("token", origin.token)
      .number("validity_s", regime.terms()->validity_s())
      .array("purposes");
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const auto purpose = static_cast<PurposeId>(at);
    const Choice choice = state.choices[purpose];
    json.object().text("purpose", policy::id_at(pack.purposes(), purpose));
    json.number("revision", policy::at(pack.purposes(), purpose).revision());
    json.text("lawful_basis", basis_name(basis(pack, state, purpose))).text("state", answer_name(choice.answer));
    json.boolean("separate", choice.separate).end_object();
  }
  json.end_array().end_object();
  return record;
}

}  // namespace assent::consent
