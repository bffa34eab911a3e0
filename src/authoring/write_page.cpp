// One function for each part. Members keep the order in which they are written, so equal policies give equal bytes.
#include "authoring/write_page.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "authoring/feature_slots.hpp"
#include "authoring/ui_texts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

class PageWriter {
 public:
  PageWriter(const Lookup& lookup, const Order& order, const std::string& language, const FileHashes& hashes)
      : lookup_(lookup), policy_(lookup.policy()), order_(order), language_(language), hashes_(hashes) {}

  std::string write(const std::vector<std::string>& context) const {
    Json page = {{"site", policy_.site.id},    {"language", language_},
                 {"controller", controller()}, {"texts", texts()},
                 {"countries", countries()},   {"purposes", each(policy_.purposes, &PageWriter::purpose)},
                 {"attributes", attributes()}, {"slots", slots()},
                 {"context", context}};
    if (!hashes_.gates.empty()) page["gates"] = hashes_.gates;
    if (needs_full_core()) page["full_core"] = true;
    if (!policy_.features.all.empty()) page["features"] = each(policy_.features.all, &PageWriter::feature);
    if (!policy_.features.keeps.id.empty()) page["keeps"] = policy_.features.keeps.id;
    if (!policy_.site.migrations.empty()) page["migrates"] = true;
    if (Json share = shared(); !share.empty()) page["share"] = std::move(share);
    return page.dump();
  }

 private:
  std::string said(const Sentence& sentence) const { return resolved(policy_, sentence, language_); }

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
    for (const Attribute& attribute : policy_.attributes)
      for (const Leave& leave : attribute.leaves)
        if (leave.minimizer > pack::Minimizer::date) return true;
    return !policy_.features.all.empty();
  }

  Json texts() const {
    Json made = Json::object();
    for (const std::string_view key : ui_texts)
      if (is_said(key))
        made[std::string(key)] = policy_.texts.at(language_).by_key.at(std::string(ui_prefix).append(key));
    return made;
  }

  bool some_regime(bool (*holds)(const Regime&)) const {
    return std::any_of(policy_.regimes.begin(), policy_.regimes.end(), holds);
  }

  // What no regime of the site has anybody read is not loaded by every visitor.
  bool is_said(std::string_view key) const {
    if (std::find(std::begin(gate_texts), std::end(gate_texts), key) != std::end(gate_texts)) return false;
    if (key.find("age_") != key.npos || key.ends_with("_age"))
      return some_regime([](const Regime& each) { return each.asks_age; });
    if (key == "limit")
      return some_regime([](const Regime& each) { return each.controls.contains(Required::limit_sensitive); });
    if (key == "opt_out")
      return some_regime([](const Regime& each) { return each.controls.contains(Required::do_not_sell); });
    if (key == "gpc_honored") return some_regime([](const Regime& each) { return each.honors_gpc; });
    return true;
  }

  Json controller() const {
    const Controller& from = policy_.site.controller;
    Json made = {{"name", said(from.name)}, {"contact", from.contact}, {"notice", from.privacy_notice}};
    if (!from.address.empty()) made["address"] = from.address;
    return made;
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

  // Titles of everything in `all` that lists the purpose.
  template <class From>
  Json titles_for(const Purpose& purpose, const std::vector<From>& all) const {
    Json made = Json::array();
    for (const From& one : all)
      if (std::any_of(one.purposes.begin(), one.purposes.end(),
                      [&](const Reference& to) { return to.id == purpose.id; }))
        made.push_back(said(one.title));
    return made;
  }

  Json purpose(const Purpose& from) const {
    return {{"id", from.id},
            {"title", said(from.title)},
            {"explain", said(from.explain)},
            {"retention_days", from.retention_s / seconds_of_day},
            {"recipients", titles_for(from, policy_.site.destinations)},
            {"services", titles_for(from, policy_.services)},
            {"data", titles_for(from, policy_.attributes)}};
  }

  Json attribute(const Attribute& from) const {
    Json purposes = Json::array();
    for (const Reference& to : from.purposes) purposes.push_back(said(lookup_.purpose(to.id)->title));
    Json made = {{"id", from.id},
                 {"type", pack::EnumNameValueType(from.type)},
                 {"source", pack::EnumNameSource(from.source)},
                 {"title", said(from.title)},
                 {"purposes", purposes}};
    if (!from.path.empty()) made["path"] = from.path;
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
    for (const FeatureSlot& told : feature_slots(policy_))
      made.push_back({{"id", told.slot.id}, {"place", ""}, {"because", Json::object()}});
    return made;
  }

  Json slot(const Slot& from) const {
    Json because = Json::object();
    for (const Experience& experience : from.experiences) because[experience.id] = said(experience.because);
    return {{"id", from.id},
            {"place", from.place_name.id},
            {"late", from.late == Late::fade_in ? "fade_in" : "keep_default"},
            {"content", hashes_.contents.at(from.id)},
            {"because", because}};
  }

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
