// Writes events field by field in a fixed order, so that equal permits give equal bytes.
#include "egress/envelope.hpp"

#include "base/format.hpp"
#include "egress/goal.hpp"
#include "egress/holdout.hpp"
#include "profile/opaque.hpp"

namespace assent::egress {

namespace {

using policy::id_at;

void write_items(base::JsonWriter& json, const Pack& pack, const base::List<Item>& items) {
  json.key("attributes").object();
  for (const Item& item : items) {
    const policy::Name& id = *id_at(pack.attributes(), item.attribute);
    json.key(id.c_str(), id.size());
    write_value(json, item.value);
  }
  json.end_object();
}

}  // namespace

void write_exposure(base::JsonWriter& json, const Pack& pack, const Exposure& exposure) {
  const pack::Slot& slot = policy::at(pack.slots(), exposure.slot);
  const policy::Name* experience = nullptr;
  const policy::Name* variant = nullptr;
  if (exposure.experience >= 0) {
    const pack::Experience& shown = policy::at(slot.experiences(), static_cast<std::size_t>(exposure.experience));
    experience = shown.id();
    if (exposure.variant >= 0) variant = id_at(shown.variants(), static_cast<std::size_t>(exposure.variant));
  }
  json.text("slot", slot.id()).text("experience", experience).text("variant", variant);
  write_goal(json, pack, exposure);
  write_holdout(json, exposure);
}

void write_value(base::JsonWriter& json, const profile::ValueView& value) {
  switch (value.type) {
    case pack::ValueType::boolean:
      json.boolean(value.number != 0);
      break;
    case pack::ValueType::number:
      json.number(value.number);
      break;
    case pack::ValueType::text:
      json.text(value.text);
      break;
    case pack::ValueType::any:
    case pack::ValueType::scores:
    case pack::ValueType::counts:
      profile::write_opaque(json, value);
      break;
    case pack::ValueType::text_list:
      json.array();
      for (std::string_view items = value.text; !items.empty();) json.text(profile::next_item(items));
      json.end_array();
      break;
    case pack::ValueType::date: {
      base::Text text;
      base::append_date(text, static_cast<int>(value.number));
      json.text(text);
      break;
    }
  }
}

base::Text write_data(const Pack& pack, const Permit& permit) {
  base::Text out;
  base::JsonWriter json(out);
  json.object().array("purposes");
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index)
    if (permit.purposes()[index]) json.text(id_at(pack.purposes(), index));
  json.end_array();
  if (permit.draft().exposure)
    write_exposure(json, pack, *permit.draft().exposure);
  else
    write_items(json, pack, permit.draft().items);
  json.end_object();
  return out;
}

base::Text write_event(const Pack& pack, const Permit& permit, const Identity& identity, const base::Text& data) {
  base::Text source("urn:assent:");
  source.append(policy::view(pack.site()));
  base::Text time;
  base::append_time(time, identity.now_ms);
  base::Text out;
  base::JsonWriter json(out);
  json.object().text("specversion", "1.0").text("id", identity.id).text("source", source);
  json.text("type", permit.draft().exposure ? type_of(*permit.draft().exposure) : attributes_type).text("time", time);
  json.text("datacontenttype", "application/json").text("assentpack", identity.pack_hash);
  json.text("assentrecord", identity.record_id);
  json.text("assentdestination", id_at(pack.destinations(), permit.destination()));
  json.raw("data", data).end_object();
  return out;
}

}  // namespace assent::egress
