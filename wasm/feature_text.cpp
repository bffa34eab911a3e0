// Field by field, in a fixed order.
#include "feature_text.hpp"

#include "base/json.hpp"

namespace assent::boundary {

namespace {

using base::JsonWriter;
using policy::Pack;

void write_attribute(JsonWriter& json, const char* name, const Pack& pack, policy::AttributeId attribute) {
  json.key(name);
  if (attribute < policy::size(pack.attributes()))
    json.text(policy::id_at(pack.attributes(), attribute));
  else
    json.text(static_cast<const policy::Name*>(nullptr));
}

void write_index(JsonWriter& json, const char* name, bool is_there, int index) {
  if (is_there)
    json.number(name, index);
  else
    json.text(name, static_cast<const policy::Name*>(nullptr));
}

void write_trial(JsonWriter& json, const Pack& pack, const personalization::Trial& trial) {
  json.key("experiment").object().number("variation", trial.variation).boolean("in", trial.is_in);
  json.boolean("divided", trial.is_divided).boolean("kept", trial.is_kept);
  if (trial.hash) json.number("hash", *trial.hash);
  if (trial.leaf) json.number("leaf", *trial.leaf);
  write_attribute(json, "attribute", pack, trial.by.attribute);
  json.text("by", trial.by.lasts ? trial.by.value : std::string_view()).end_object();
}

void write_asked(JsonWriter& json, const personalization::Inputs& inputs, const personalization::Trace& trace) {
  json.array("asked");
  for (const personalization::Factor& each : trace) {
    const bool is_stale = personalization::is_stale(inputs, each);
    json.object().number("rule", each.experience);
    write_attribute(json, "attribute", inputs.pack, policy::at(inputs.pack.nodes(), each.node).index());
    json.boolean("result", each.result);
    json.text("code", is_stale ? "STALE" : personalization::code_name(each.code)).end_object();
  }
  json.end_array();
}

void write_kept(JsonWriter& json, const Pack& pack, const personalization::KeptVariations& kept) {
  json.array("kept");
  for (const personalization::KeptVariation& each : kept) {
    json.object();
    write_attribute(json, "attribute", pack, each.attribute);
    json.text("value", each.value.view()).text("key", each.key.view()).number("version", each.version);
    json.text("name", each.name.view()).end_object();
  }
  json.end_array();
}

}  // namespace

base::Text write_outcome(const Decided& decided) {
  const auto& [inputs, feature, outcome, trace, kept] = decided;
  base::Text text;
  JsonWriter json(text);
  json.object().text("source", personalization::source_name(outcome.source));
  json.text("reason", personalization::reason_name(personalization::reason_of(inputs, feature, outcome, trace)));
  write_index(json, "value", outcome.value != personalization::no_value, outcome.value);
  write_index(json, "rule", outcome.rule >= 0, outcome.rule);
  if (outcome.source == personalization::Source::experiment) write_trial(json, inputs.pack, outcome.trial);
  write_asked(json, inputs, trace);
  write_kept(json, inputs.pack, kept);
  json.end_object();
  return text;
}

}  // namespace assent::boundary
