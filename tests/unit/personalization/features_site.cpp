// The site's files, as a policy folder would hold them, in memory.
#include "features_site.hpp"

#include <stdexcept>
#include <tuple>

#include "authoring/build_pack.hpp"
#include "authoring/js_value.hpp"
#include "authoring/lint.hpp"
#include "authoring/parts.hpp"
#include "authoring/read_features.hpp"
#include "authoring/ui_texts.hpp"
#include "authoring/write_layers.hpp"
#include "personalization/sound.hpp"
#include "policy/verify.hpp"
#include "support/sample_pack.hpp"
#include "support/values.hpp"

namespace assent::test {

namespace {

using authoring::Json;

constexpr std::int32_t today = 20'635;  // 2026-07-01
constexpr std::string_view language = "en";

constexpr std::string_view site_file =
    R"({"id": "trail-shop", "title": "Trail shop", "controller": {"name": "Trail shop",
  "contact": "a@shop.example", "privacy-notice": "https://shop.example/privacy"}, "languages": ["en"],
  "regimes": ["eu"], "origins": ["https://shop.example"],
  "destinations": {"web": {"title": "Web", "purposes": ["personal"]}}})";

constexpr std::string_view regime_file = R"({"id": "eu", "title": "EU", "model": "opt-in", "gpc": false,
  "sensitive": "explicit-consent", "age": "none", "validity": "P12M",
  "reask": {"accepted": "P12M", "partly": "P6M", "refused": "P6M"},
  "controls": ["accept", "reject", "choose", "reopen"], "regions": ["DE"], "source": {"model": "a", "gpc": "a",
  "sensitive": "a", "age": "a", "validity": "a", "reask": "a", "controls": "a", "regions": "a"}})";

constexpr std::string_view attributes_file = R"({
  "id": {}, "device": {"path": "deviceId"}, "plan": {}, "tags": {}, "version": {}, "country": {}, "pets": {},
  "father": {"path": "father.age"}, "member": {"type": "boolean"}, "age": {"type": "number"}, "party": {"type": "text"},
  "mobility": {"special": "health", "purposes": ["care"]}})";

constexpr std::string_view attribute_defaults = R"({"title": "Of the visitor", "type": "any", "source": "declared",
  "purposes": ["personal", "measured"], "retention": "P12M", "leaves": {}})";

Json purpose_with(std::string_view basis) {
  return {{"title", "T"}, {"explain", "E"}, {"basis", basis}, {"owner", "o"}, {"why", "w"}, {"retention", "P12M"}};
}

Json purposes_file() {
  return {{"necessary", purpose_with("strictly-necessary")},
          {"personal", purpose_with("consent")},
          {"measured", purpose_with("consent")},
          {"care", purpose_with("explicit-consent")}};
}

Json all_attributes(std::string_view more) {
  Json all = Json::parse(attributes_file);
  all.update(Json::parse(more));
  for (auto& [id, attribute] : all.items()) {
    Json whole = Json::parse(attribute_defaults);
    whole.update(attribute);
    attribute = std::move(whole);
  }
  return all;
}

authoring::Texts texts() {
  authoring::Texts made;
  for (const std::string_view name : authoring::ui_texts)
    made.by_key[std::string(authoring::ui_prefix).append(name)] = name;
  return made;
}

authoring::Policy read_policy(std::string_view features, std::string_view attributes, authoring::Problems& problems) {
  authoring::Policy policy;
  const auto read = [&](const Json& json, const char* file, auto reader) {
    return reader(authoring::Element(json, {file, ""}, problems));
  };
  Json of_features = Json::parse(features);
  if (!of_features.contains("purpose")) of_features["purpose"] = "personal";
  if (!of_features.contains("may-decide") && all_attributes(attributes)["mobility"].contains("special"))
    of_features["may-decide"] = {{"mobility", "In tests it may."}};
  policy.folder = "trail-shop";
  policy.site = read(Json::parse(site_file), "site.json", authoring::read_site);
  policy.regimes = {read(Json::parse(regime_file), "eu.json", authoring::read_regime)};
  policy.purposes = read(purposes_file(), "purposes.json", authoring::read_purposes);
  policy.attributes = read(all_attributes(attributes), "attributes.json", authoring::read_attributes);
  policy.features = read(of_features, "features.json", authoring::read_features);
  policy.texts[std::string(language)] = texts();
  return policy;
}

// What compile() of authoring does with a folder.
PackBytes compile(const authoring::Policy& policy, authoring::Problems& problems) {
  const authoring::Lookup lookup(policy);
  const auto order = authoring::lint_policy(lookup, today, problems);
  for (const authoring::Problem& each : problems.all())
    if (each.severity == authoring::Problem::Severity::error) throw std::logic_error(authoring::to_line(each));
  const std::string layers = authoring::write_layers(lookup, *order, std::string(language), {});
  const std::string bytes = authoring::build_pack(lookup, *order, std::string(language), {}, layers);
  return PackBytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

profile::ValueView value_of(pack::ValueType type, const Json& json, std::string& record) {
  if (type == pack::ValueType::boolean) return of_boolean(json.get<bool>());
  if (type == pack::ValueType::number) return of_number(json.get<double>());
  if (type == pack::ValueType::text) return of_text(record = json.get<std::string>());
  return {pack::ValueType::any, 0, record = *authoring::to_tree(json)};
}

bool is_same(const personalization::Outcome& one, const personalization::Outcome& other) {
  const auto facts = [](const personalization::Outcome& of) {
    const personalization::Trial& trial = of.trial;
    return std::tuple(of.source, of.value, of.rule, trial.variation, trial.is_in, trial.is_divided, trial.is_kept,
                      trial.hash, trial.leaf, trial.by.attribute, trial.by.lasts);
  };
  return facts(one) == facts(other);
}

}  // namespace

PackBytes compile_features(std::string_view features, std::string_view attributes) {
  authoring::Problems problems;
  const auto policy = read_policy(features, attributes, problems);
  return compile(policy, problems);
}

FeaturesSite::FeaturesSite(std::string_view features, std::string_view attributes)
    : bytes_(compile_features(features, attributes)) {
  const auto opened = policy::open(bytes_.span());
  if (!opened || !personalization::features_are_sound(*opened.value)) throw std::logic_error("the pack is unsound");
  pack_ = opened.value;
  authoring::Problems problems;
  for (const authoring::Feature& feature : read_policy(features, attributes, problems).features.all) {
    auto& values = values_.emplace_back();
    for (const Json& value : feature.values) values.push_back(value.dump());
  }
}

personalization::FeatureId FeaturesSite::feature(std::string_view id) const {
  return static_cast<personalization::FeatureId>(policy::find(pack_->features(), id));
}

policy::AttributeId FeaturesSite::attribute(std::string_view id) const {
  const int found = policy::find(pack_->attributes(), id);
  if (found < 0) throw std::logic_error("there is no attribute " + std::string(id));
  return static_cast<policy::AttributeId>(found);
}

const pack::Rule& FeaturesSite::rule(std::string_view id, std::size_t index) const {
  return policy::at(policy::at(pack_->features(), feature(id)).rules(), index);
}

const pack::Range* FeaturesSite::when(std::string_view id, std::size_t index) const {
  const auto* entries = policy::at(pack_->features(), feature(id)).entries();
  return &entries->Get(static_cast<flatbuffers::uoffset_t>(index))->when();
}

std::string FeaturesSite::value(personalization::FeatureId feature, personalization::ValueId value) const {
  return value == personalization::no_value ? "null" : values_.at(feature).at(value);
}

Visitor::Visitor(const FeaturesSite& of)
    : site(of), profile(empty_profile(of.pack())), facts(policy::size(of.pack().context())), columns(of.pack()) {
  for (policy::PurposeId purpose = 0; purpose < served::count; ++purpose) permissions.permitted.set(purpose);
  permissions.explicitly.set(served::care);
  begin_round();
}

void Visitor::knows(std::string_view attribute, std::string_view json) {
  const policy::AttributeId id = site.attribute(attribute);
  std::string record;
  const auto value = value_of(policy::at(site.pack().attributes(), id).type(), Json::parse(json), record);
  if (profile::set(site.pack(), profile, id, value, noon_ms) != base::Fault::none)
    throw std::logic_error("the profile refuses " + std::string(json));
}

void Visitor::is(std::string_view attribute, std::string_view text) { knows(attribute, Json(text).dump()); }

void Visitor::has_tree(std::string_view attribute, std::string_view record) {
  const profile::ValueView value{pack::ValueType::any, 0, record};
  if (profile::set(site.pack(), profile, site.attribute(attribute), value, noon_ms) != base::Fault::none)
    throw std::logic_error("the profile refuses a tree");
}

void Visitor::forgets(std::string_view attribute) { profile::forget(profile, site.attribute(attribute)); }

void Visitor::is_at(std::string_view fact, std::string_view text) {
  for (std::size_t index = 0; index < policy::size(site.pack().context()); ++index)
    if (policy::equals(&policy::at(site.pack().context(), index), fact)) {
      facts[index] = text;
      return;
    }
  throw std::logic_error("nothing asks for " + std::string(fact));
}

personalization::Inputs Visitor::inputs(policy::PurposeId purpose) const {
  return {site.pack(), profile, permissions, page_, noon_ms, purpose};
}

personalization::Outcome Visitor::decide(const personalization::Setting& by, std::string_view feature,
                                         personalization::Trace* trace) {
  begin_round();
  const personalization::Inputs made = inputs(served::necessary);
  return personalization::decide_feature({made, facts, page_view, columns}, by, site.feature(feature), trace);
}

personalization::Outcome Visitor::decides(std::string_view feature, personalization::Trace* trace) {
  personalization::Trace ignored;
  personalization::KeptVariations same_kept(kept);
  personalization::Setting same(setting);
  if (same.kept) same.kept = &same_kept;
  const auto traced = decide(same, feature, trace ? trace : &ignored);
  const auto outcome = decide(setting, feature, nullptr);
  if (!is_same(traced, outcome) || described(same_kept) != described(kept))
    throw std::logic_error("with a trace " + std::string(feature) + " decides otherwise");
  return outcome;
}

std::string Visitor::gets(std::string_view feature) {
  return site.value(site.feature(feature), decides(feature).value);
}

std::vector<std::string> described(const personalization::KeptVariations& kept) {
  std::vector<std::string> all;
  for (const personalization::KeptVariation& each : kept) {
    std::string line = std::to_string(each.attribute);
    for (const std::string_view part : {each.value.view(), each.key.view()}) line.append(" ").append(part);
    all.push_back(line + " " + std::to_string(each.version) + " " + std::string(each.name.view()));
  }
  return all;
}

std::string tree_of(std::string_view json) { return *authoring::to_tree(Json::parse(json)); }

std::string id_between(std::string_view seed, double begin, double end, unsigned version) {
  constexpr int enough = 100'000;
  for (int number = 0; number < enough; ++number) {
    const std::string id = "u" + std::to_string(number);
    const auto hash = personalization::hash_of(seed, id, version);
    if (hash && *hash >= begin && *hash < end) return id;
  }
  throw std::logic_error("no id has such a hash");
}

}  // namespace assent::test
