// One function for each part. Members keep the order in which they are written, so equal policies give equal bytes.
#include "authoring/write_layers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "authoring/page_texts.hpp"
#include "authoring/units.hpp"
#include "authoring/write_page.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

class LayersWriter {
 public:
  LayersWriter(const Lookup& lookup, const std::string& language, const std::map<std::string, std::string>& contents)
      : lookup_(lookup), policy_(lookup.policy()), language_(language), contents_(contents) {}

  std::string write(const Order& order) const {
    Json purposes = Json::array();
    for (const Purpose& each : policy_.purposes) purposes.push_back(purpose(each));
    Json attributes = Json::array();
    for (const std::uint16_t position : order.sorted) attributes.push_back(attribute(policy_.attributes[position]));
    Json slots = Json::array();
    for (const Slot& each : policy_.slots) slots.push_back(slot(each));
    const Json layers = {{"controller", controller()},
                         {"texts", texts_of(Part::second_layer, policy_, language_)},
                         {"purposes", std::move(purposes)},
                         {"attributes", std::move(attributes)},
                         {"slots", std::move(slots)}};
    return layers.dump();
  }

 private:
  std::string said(const Sentence& sentence) const { return resolved(policy_, sentence, language_); }

  Json controller() const {
    const Controller& from = policy_.site.controller;
    Json made = {{"name", said(from.name)}, {"contact", from.contact}, {"notice", from.privacy_notice}};
    if (!from.address.empty()) made["address"] = from.address;
    return made;
  }

  // Titles of everything in `all` that lists the purpose.
  template <class From>
  Json titles_for(const Purpose& purpose, const std::vector<From>& all) const {
    Json made = Json::array();
    for (const From& one : all)
      if (has_reference(one.purposes, purpose.id)) made.push_back(said(one.title));
    return made;
  }

  Json purpose(const Purpose& from) const {
    return {{"title", said(from.title)},
            {"explain", said(from.explain)},
            {"retention_days", from.retention_s / seconds_of_day},
            {"recipients", titles_for(from, policy_.site.destinations)},
            {"services", titles_for(from, policy_.services)},
            {"data", titles_for(from, policy_.attributes)}};
  }

  Json attribute(const Attribute& from) const {
    Json purposes = Json::array();
    for (const Reference& to : from.purposes) purposes.push_back(said(lookup_.purpose(to.id)->title));
    return {{"source", pack::EnumNameSource(from.source)}, {"title", said(from.title)}, {"purposes", purposes}};
  }

  Json slot(const Slot& from) const {
    Json because = Json::object();
    for (const Experience& experience : from.experiences) because[experience.id] = said(experience.because);
    return {{"late", from.late == Late::fade_in ? "fade_in" : "keep_default"},
            {"content", contents_.at(from.id)},
            {"because", because}};
  }

  const Lookup& lookup_;
  const Policy& policy_;
  const std::string& language_;
  const std::map<std::string, std::string>& contents_;
};

void complete(Json& part, const Json& more) {
  if (part.is_object() && more.is_object())
    for (const auto& [name, value] : more.items()) complete(part[name], value);
  else if (part.is_array() && more.is_array())
    for (std::size_t at = 0; at < more.size(); ++at) complete(part[at], more[at]);
  else
    part = more;
}

}  // namespace

std::string write_layers(const Lookup& lookup, const Order& order, const std::string& language,
                         const std::map<std::string, std::string>& contents) {
  return LayersWriter(lookup, language, contents).write(order);
}

std::string complete_page(std::string_view page, std::string_view layers) {
  Json whole = Json::parse(page);
  complete(whole, Json::parse(layers));
  return whole.dump();
}

std::string layers_hash(std::string_view page) { return Json::parse(page).at("layers"); }

}  // namespace assent::authoring
