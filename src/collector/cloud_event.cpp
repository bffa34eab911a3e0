// Reads the form that egress/envelope.cpp writes, and nothing that merely resembles it.
#include "collector/cloud_event.hpp"

#include <algorithm>

#include "collector/clock.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "egress/goal.hpp"
#include "egress/minimize.hpp"

namespace assent::collector {

namespace {

using authoring::Json;
using egress::Rule;
using pack::ValueType;

constexpr std::size_t max_name_bytes = 128;
constexpr std::size_t hash_digits = 64;
constexpr std::size_t id_digits = 32;
constexpr std::string_view source_prefix = "urn:assent:";

// A name or null, for the default content and for experiences without variants.
std::optional<std::string> name_or_null(Members& members, std::string_view name) {
  const Json& value = members.any(name);
  if (value.is_null()) return {};
  if (value.is_string() && value.get_ref<const std::string&>().size() <= max_name_bytes)
    return value.get<std::string>();
  members.refuse();
  return {};
}

bool read_data(const Json& body, std::string_view type, CloudEvent& event) {
  Members members(body);
  for (const Json& each : members.array("purposes", policy::max_purposes)) {
    if (!each.is_string()) return false;
    event.purposes.push_back(each.get<std::string>());
  }
  if (type != egress::attributes_type) {
    ExposureNames names{members.text("slot", max_name_bytes), name_or_null(members, "experience"),
                        name_or_null(members, "variant"), std::nullopt};
    if (type == egress::goal_type) names.goal = members.text("goal", max_name_bytes);
    // True or absent, as the core writes it.
    if (body.is_object() && body.contains("holdout")) {
      const Json& holdout = members.any("holdout");
      names.held_out = holdout.is_boolean() && holdout.get<bool>();
      if (!names.held_out) return false;
    }
    event.content = std::move(names);
    return members.complete();
  }
  const Json& attributes = members.any("attributes");
  event.content = attributes;
  return members.complete() && attributes.is_object() && attributes.size() <= policy::max_attributes;
}

using Value = std::optional<profile::Value>;

Value make_value(ValueType type, double number, std::string_view text) {
  return profile::Value(profile::ValueView{type, number, text});
}

Value list_of(const Json& list) {
  if (list.size() > profile::max_list_items) return {};
  base::Text items;
  for (const Json& each : list) {
    if (!each.is_string() || each.get_ref<const std::string&>().size() > profile::max_text_bytes) return {};
    profile::add_item(items, each.get_ref<const std::string&>());
  }
  return make_value(ValueType::text_list, 0, items);
}

// A date that is kept whole leaves as text, and is a date again here, so that the gate sees what the page's gate saw.
bool is_whole_date(const pack::Attribute& attribute, policy::DestinationId destination) {
  const pack::Leave* leave = egress::leave_for(attribute, destination);
  return attribute.type() == ValueType::date && leave && leave->minimizer() == pack::Minimizer::keep;
}

Value value_of(const Json& value, bool as_date) {
  if (value.is_boolean()) return make_value(ValueType::boolean, value.get<bool>() ? 1 : 0, {});
  if (value.is_number()) return make_value(ValueType::number, value.get<double>(), {});
  if (value.is_array()) return list_of(value);
  if (!value.is_string() || value.get_ref<const std::string&>().size() > profile::max_text_bytes) return {};
  const std::string& text = value.get_ref<const std::string&>();
  if (!as_date) return make_value(ValueType::text, 0, text);
  const auto days = parse_date(text);
  return days ? make_value(ValueType::date, static_cast<double>(*days), {}) : std::nullopt;
}

using DraftOrRule = std::variant<egress::Draft, Rule>;

DraftOrRule draft_of(const Json& attributes, const policy::Pack& pack, policy::DestinationId destination) {
  egress::Draft draft{destination, {}, {}};
  for (const auto& [id, value] : attributes.items()) {
    const int attribute = policy::find(pack.attributes(), id);
    if (attribute < 0) return Rule::unknown_attribute;
    const auto& declared = policy::at(pack.attributes(), static_cast<std::size_t>(attribute));
    auto read = value_of(value, is_whole_date(declared, destination));
    if (!read) return Rule::not_minimized;
    draft.items.add(static_cast<policy::AttributeId>(attribute), std::move(*read));
  }
  return draft;
}

DraftOrRule draft_of(const ExposureNames& names, const policy::Pack& pack, policy::DestinationId destination) {
  const int slot = policy::find(pack.slots(), names.slot);
  if (slot < 0 || (names.variant && !names.experience)) return Rule::unknown_slot;
  egress::Exposure exposure{static_cast<policy::SlotId>(slot), -1, -1, policy::no_goal, names.held_out};
  const auto* experiences = policy::at(pack.slots(), static_cast<std::size_t>(slot)).experiences();
  if (names.experience) {
    exposure.experience = policy::find(experiences, *names.experience);
    if (exposure.experience < 0) return Rule::unknown_slot;
  }
  if (names.variant) {
    const auto& experience = policy::at(experiences, static_cast<std::size_t>(exposure.experience));
    exposure.variant = static_cast<std::int16_t>(policy::find(experience.variants(), *names.variant));
    if (exposure.variant < 0) return Rule::unknown_slot;
  }
  if (names.goal) {
    const int goal = policy::find(pack.goals(), *names.goal);
    if (goal < 0) return Rule::unknown_goal;
    exposure.goal = static_cast<policy::GoalId>(goal);
  }
  return egress::Draft{destination, exposure, {}};
}

}  // namespace

std::optional<CloudEvent> read_event(const Json& body) {
  Members members(body);
  CloudEvent event;
  const bool version = members.text("specversion", max_name_bytes) == "1.0";
  event.id = members.text("id", id_digits);
  event.source = members.text("source", max_name_bytes);
  const std::string type = members.text("type", max_name_bytes);
  const auto time = parse_time(members.text("time", max_name_bytes));
  const bool json_data = members.text("datacontenttype", max_name_bytes) == "application/json";
  event.pack = members.text("assentpack", hash_digits);
  event.record = members.text("assentrecord", id_digits);
  event.destination = members.text("assentdestination", max_name_bytes);
  if (type != egress::attributes_type && type != egress::exposure_type && type != egress::goal_type) return {};
  const bool data = read_data(members.any("data"), type, event);
  if (!members.complete() || !data || !version || !json_data || !time) return {};
  if (!event.source.starts_with(source_prefix)) return {};
  event.site = event.source.substr(source_prefix.size());
  event.time_ms = *time;
  const bool ids = is_site_id(event.site) && is_hex(event.id, id_digits) && is_hex(event.pack, hash_digits) &&
                   is_hex(event.record, id_digits);
  return ids ? std::optional(std::move(event)) : std::nullopt;
}

std::variant<egress::Draft, Rule> draft_of(const CloudEvent& event, const policy::Pack& pack) {
  const int destination = policy::find(pack.destinations(), event.destination);
  // What the page hears is nobody else's: to the collector there is no such destination.
  if (destination < 0 || policy::at(pack.destinations(), static_cast<std::size_t>(destination)).page())
    return Rule::unknown_destination;
  return std::visit(
      [&](const auto& content) { return draft_of(content, pack, static_cast<policy::DestinationId>(destination)); },
      event.content);
}

std::optional<consent::PurposeSet> purposes_of(const CloudEvent& event, const policy::Pack& pack) {
  consent::PurposeSet purposes;
  for (const std::string& id : event.purposes) {
    const int purpose = policy::find(pack.purposes(), id);
    if (purpose < 0 || purposes[static_cast<std::size_t>(purpose)]) return {};
    purposes.set(static_cast<std::size_t>(purpose));
  }
  return purposes;
}

}  // namespace assent::collector
