// Writes the consent record, field by field in a fixed order.
#include "consent/record.hpp"

#include "base/format.hpp"
#include "base/json.hpp"

namespace assent::consent {

const char* act_name(Act act) {
  static constexpr const char* names[] = {"none", "accept_all", "reject_all", "save", "script"};
  return names[static_cast<std::size_t>(act)];
}

const char* layer_name(Layer layer) {
  static constexpr const char* names[] = {"none", "banner", "preferences"};
  return names[static_cast<std::size_t>(layer)];
}

const char* answer_name(Answer answer) {
  static constexpr const char* names[] = {"none", "granted", "denied"};
  return names[static_cast<std::size_t>(answer)];
}

const char* basis_name(pack::Basis basis) {
  static constexpr const char* names[] = {"consent", "explicit_consent", "legitimate_interest", "contract",
                                          "strictly_necessary"};
  return names[static_cast<std::size_t>(basis)];
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
  for (std::size_t at = 0; at < state.choices.size(); ++at) {
    const auto purpose = static_cast<PurposeId>(at);
    json.object().text("purpose", policy::id_at(pack.purposes(), purpose));
    json.text("basis", basis_name(basis(pack, state, purpose))).text("state", answer_name(state.choices[at].answer));
    json.boolean("separate", state.choices[at].separate).end_object();
  }
  json.end_array().end_object();
  return record;
}

}  // namespace assent::consent
