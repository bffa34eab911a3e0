// One function for each part. Members keep the order in which they are written, so equal policies give equal bytes.
#include "authoring/write_page.hpp"

#include <nlohmann/json.hpp>

#include "authoring/feature_slots.hpp"
#include "authoring/page_texts.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

class PageWriter {
 public:
  PageWriter(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes)
      : lookup_(lookup), policy_(lookup.policy()), order_(order), language_(language), hashes_(hashes) {}

  std::string write(const std::vector<std::string>& context) const {
    Json page = {{"site", policy_.site.id},
                 {"language", language_},
                 {"texts", texts_of(Part::first_layer, policy_, language_)},
                 {"countries", countries()},
                 {"purposes", each(policy_.purposes, &PageWriter::purpose)},
                 {"attributes", attributes()},
                 {"slots", slots()},
                 {"context", context},
                 {"layers", hashes_.layers}};
    if (!hashes_.gates.empty()) page["gates"] = hashes_.gates;
    if (!hashes_.reasons.empty()) page["reasons"] = hashes_.reasons;
    if (needs_full_core()) page["full_core"] = true;
    if (!policy_.features.all.empty()) page["features"] = each(policy_.features.all, &PageWriter::feature);
    if (!policy_.goals.empty()) page["goals"] = each(policy_.goals, &PageWriter::goal);
    if (!policy_.features.keeps.id.empty()) page["keeps"] = policy_.features.keeps.id;
    if (!policy_.site.migrations.empty()) page["migrates"] = true;
    if (!policy_.site.bundle_key.empty()) page["bundle_key"] = policy_.site.bundle_key;
    if (Json share = shared(); !share.empty()) page["share"] = std::move(share);
    return page.dump();
  }

 private:
  template <class From>
  Json each(const std::vector<From>& all, Json (PageWriter::*make)(const From&) const) const {
    Json made = Json::array();
    for (const From& one : all) made.push_back((this->*make)(one));
    return made;
  }

  // Only then does a page load it.
  bool needs_full_core() const {
    if (policy_.pacing.held_out > 0) return true;
    for (const Slot& slot : policy_.slots)
      for (const Experience& experience : slot.experiences)
        if (!experience.pace.is_empty()) return true;
    for (const Attribute& attribute : policy_.attributes) {
      if (attribute.type == pack::ValueType::scores) return true;
      for (const Leave& leave : attribute.leaves)
        if (leave.minimizer > pack::Minimizer::date) return true;
    }
    return !policy_.features.all.empty() || !policy_.goals.empty();
  }

  // Where the page takes choices from and hands them to. Only the collector needs the server's key.
  Json shared() const {
    const Share& share = policy_.site.share;
    Json made = Json::object();
    if (!share.subdomains.empty()) made["subdomains"] = share.subdomains;
    if (!share.domains.empty()) made["domains"] = share.domains;
    if (!share.device_key.empty()) made["devices"] = true;
    return made;
  }

  // The countries that the site's regimes know: what the page may take time zone and language for.
  Json countries() const {
    std::set<std::string> all;
    for (const Regime& regime : policy_.regimes)
      for (const std::string& region : regime.regions) all.insert(region.substr(0, region.find('-')));
    return all;
  }

  Json purpose(const Purpose& from) const { return {{"id", from.id}}; }

  Json attribute(const Attribute& from) const {
    Json made = {{"id", from.id}, {"type", pack::EnumNameValueType(from.type)}};
    if (!policy_.features.all.empty()) made["source"] = pack::EnumNameSource(from.source);
    if (!from.path.empty()) made["path"] = from.path;
    if (from.of_bundle) made["bundle"] = true;
    return made;
  }

  Json attributes() const {
    Json made = Json::array();
    for (const std::uint16_t position : order_.sorted) made.push_back(attribute(policy_.attributes[position]));
    return made;
  }

  // Names of variations and rules are told where the value is; an experiment's key is under what it is forced and kept.
  Json feature(const Feature& from) const {
    Json rules = Json::array();
    for (const Rule& rule : from.rules) {
      Json told = Json::object();
      if (!rule.id.empty()) told["id"] = rule.id;
      if (!rule.key.empty()) told["key"] = rule.key;
      if (!rule.names.empty()) told["names"] = rule.names;
      rules.push_back(std::move(told));
    }
    Json made = {{"id", from.id}, {"values", from.values}, {"rules", std::move(rules)}};
    if (from.alone) made["alone"] = true;
    if (from.persists_query) made["persists_query"] = true;
    if (from.fallback != no_value) made["fallback"] = from.fallback;
    return made;
  }

  // A feature is told under a slot without a place.
  Json slots() const {
    Json made = each(policy_.slots, &PageWriter::slot);
    for (const FeatureSlot& told : feature_slots(policy_)) made.push_back({{"id", told.slot.id}, {"place", ""}});
    return made;
  }

  // The slot by its position.
  Json goal(const Goal& from) const {
    return {{"id", from.id}, {"slot", lookup_.position(*lookup_.slot(from.after.id))}};
  }

  Json slot(const Slot& from) const { return {{"id", from.id}, {"place", from.place_name.id}}; }

  const Lookup& lookup_;
  const Policy& policy_;
  const Order& order_;
  const std::string& language_;
  const FileHashes& hashes_;
};

}  // namespace

std::string write_page(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes,
                       const std::vector<std::string>& context) {
  return PageWriter(lookup, order, language, hashes).write(context);
}

std::string resolved(const Policy& policy, const Sentence& sentence, const std::string& language) {
  return sentence.is_key() ? policy.texts.at(language).by_key.at(sentence.key()) : sentence.text;
}

}  // namespace assent::authoring
