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
      "script",
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
      "denied",
      static_cast<std::size_t>(answer));
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
  base::Text time;
  base::append_time(time, state.clock_ms);
  base::JsonWriter json(record.body_);
  json.object().text("schema_version", record_schema).text("record_id", id).text("site", pack.site());
  json.text("pack", origin.pack_hash).text("language", pack.language());
  json.text("regime", regime.id()).text("region", origin.region).boolean("gpc", state.gpc);
  json.text("act", act_name(state.act)).text("layer", layer_name(state.shown)).text("time", time);
  json.text("token", origin.token).number("validity_s", regime.validity_s()).array("purposes");
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const auto purpose = static_cast<PurposeId>(at);
    const Choice choice = state.choices[purpose];
    json.object().text("purpose", policy::id_at(pack.purposes(), purpose));
    json.text("basis", basis_name(basis(pack, state, purpose))).text("state", answer_name(choice.answer));
    json.boolean("separate", choice.separate).end_object();
  }
  json.end_array().end_object();
  return record;
}

}  // namespace assent::consent
