// Values are written from a permit's items and from nothing else.
#include "collector/webhook.hpp"

#include <cmath>

#include "authoring/strict_json.hpp"
#include "base/json.hpp"
#include "collector/clock.hpp"
#include "collector/purpose_set.hpp"
#include "collector/value_json.hpp"
#include "egress/envelope.hpp"

namespace assent::collector::webhook {

namespace {

using authoring::Json;

Json event_of(const store::Delivery& delivery, double time_ms) {
  const std::string kind(store::told_name(delivery.told));
  return {{"specversion", "1.0"},
          {"id", delivery.id},
          {"source", "urn:assent:" + delivery.site},
          {"type", "org.assent." + kind + ".v1"},
          {"time", format_time(time_ms)},
          {"subject", delivery.subject},
          {"datacontenttype", "application/json"},
          {"assentdestination", delivery.destination}};
}

Json ids_of(const policy::Pack& pack, consent::PurposeSet purposes) {
  Json ids = Json::array();
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at)
    if (purposes[at]) ids.push_back(policy::view(policy::id_at(pack.purposes(), at)));
  return ids;
}

void add_attributes(const policy::Pack& pack, const Release& release, Json& data) {
  data["attributes"] = Json::object();
  data["terms"] = Json::object();
  auto term = release.terms.begin();
  for (const egress::Item& item : release.permit->draft().items) {
    const std::string id(policy::view(policy::id_at(pack.attributes(), item.attribute)));
    data["attributes"][id] = Json::parse(value_json(item.value));
    data["terms"][id] = {{"purposes", ids_of(pack, term->purposes)}, {"expires", format_time(term->expires_ms)}};
    ++term;
  }
}

void add_exposure(const policy::Pack& pack, const Release& release, Json& data) {
  base::Text text;
  base::JsonWriter json(text);
  json.object();
  egress::write_exposure(json, pack, *release.permit->draft().exposure);
  json.end_object();
  data.update(Json::parse(text.view()));
  data["expires"] = format_time(release.terms.front().expires_ms);
}

}  // namespace

std::string write_release(const Policing& policing, std::string_view pack_hash, const store::Delivery& delivery,
                          const Release& release) {
  Json event = event_of(delivery, release.time_ms);
  event["assentpack"] = pack_hash;
  event["assentrecord"] = release.record;
  Json data{{"purposes", ids_of(policing.pack, release.purposes())}};
  if (release.permit->draft().exposure)
    add_exposure(policing.pack, release, data);
  else
    add_attributes(policing.pack, release, data);
  event["data"] = std::move(data);
  return event.dump();
}

std::string write_notice(const store::Delivery& delivery) {
  Json event = event_of(delivery, delivery.created_ms);
  event["data"] = delivery.reference.empty() ? Json::object() : Json::parse(delivery.reference);
  return event.dump();
}

Message sign(const SigningKey& key, std::string_view id, std::string body, double now_ms) {
  Message message{
      std::string(id), std::to_string(static_cast<std::int64_t>(std::floor(now_ms / 1000))), {}, std::move(body)};
  message.signature = "v1a," + key.sign(message.id + "." + message.timestamp + "." + message.body);
  return message;
}

}  // namespace assent::collector::webhook
