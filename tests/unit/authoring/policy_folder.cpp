// The sound policy: every kind of attribute, two regimes, two languages, two slots, an experiment.
#include "policy_folder.hpp"

#include <unistd.h>

#include <fstream>

#include "authoring/ui_texts.hpp"

namespace assent::authoring::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view sound_files[][2] = {
    {"regimes/eu.json", R"({"id": "eu", "title": "EU", "model": "opt-in", "gpc": false,
      "sensitive": "explicit-consent", "age": "none", "validity": "P12M",
      "reask": {"accepted": "P12M", "partly": "P6M", "refused": "P6M"},
      "controls": ["accept", "reject", "choose", "reopen"], "exemptions": {"statistics": false},
      "regions": ["DE", "FR"], "source": {"model": "a", "gpc": "unreviewed", "sensitive": "a", "age": "a",
      "validity": "a", "reask": "a", "controls": "a", "exemptions": "a", "regions": "a"}})"},
    {"regimes/us.json", R"({"id": "us", "title": "US", "model": "opt-out", "gpc": true, "sensitive": "limit",
      "age": {"from": 13, "ask": false}, "validity": "P12M",
      "reask": {"accepted": "P12M", "partly": "P12M", "refused": "P12M"},
      "controls": ["choose", "reopen", "do-not-sell", "limit-sensitive"], "regions": ["US-CA"],
      "source": {"model": "a", "gpc": "a", "sensitive": "a", "age": "a", "validity": "a", "reask": "a",
      "controls": "a", "regions": "a"}})"},
    {"shop/site.json", R"({"id": "shop", "title": "Shop",
      "controller": {"name": "Shop", "contact": "a@shop.example", "privacy-notice": "https://shop.example/privacy"},
      "languages": ["en", "de"], "regimes": ["eu", "us"],
      "origins": ["https://shop.example"], "destinations": {
        "web": {"title": "@to.web", "purposes": ["personal", "health"]},
        "crm": {"title": "@to.crm", "purposes": ["personal"]}}})"},
    {"shop/purposes.json", R"({
      "necessary": {"title": "@p.necessary", "explain": "@p.necessary", "basis": "strictly-necessary", "owner": "o",
        "why": "w", "retention": "P12M"},
      "personal": {"title": "@p.personal", "explain": "@p.personal", "basis": {"opt-in": "consent",
        "opt-out": "legitimate-interest"}, "gpc": true, "owner": "o", "why": "w", "retention": "P6M",
        "maps": {"dpv": "dpv:Personalisation", "consent-mode": ["personalization_storage"]}},
      "health": {"title": "@p.health", "explain": "@p.health", "basis": "explicit-consent", "owner": "o", "why": "w",
        "retention": "P1M"}})"},
    {"shop/attributes.json", R"({
      "style": {"title": "Style", "type": "text", "source": "inferred", "purposes": ["personal"], "retention": "P3M",
        "choices": ["far", "near"], "infer": [{"when": {"likes": {"contains": "alps"}}, "value": "far"},
        {"value": "near"}], "leaves": {"web": {"as": "decision"}}},
      "party": {"title": "Party", "type": "text", "source": "declared", "purposes": ["personal"], "retention": "P12M",
        "choices": ["solo", "family"], "leaves": {"web": {"as": "decision"}, "crm": {"minimize": "keep"}}},
      "age": {"title": "Age", "type": "number", "source": "declared", "purposes": ["personal"], "retention": "P12M",
        "range": [0, 120], "leaves": {"web": {"as": "decision"}, "crm": {"minimize": {"bucket": [18, 35]}}}},
      "home": {"title": "Home", "type": "text", "source": "declared", "purposes": ["personal"], "retention": "P12M",
        "leaves": {"web": {"minimize": {"prefix": 2}}, "crm": {"minimize": {"map": "region"}}}},
      "trip": {"title": "Trip", "type": "date", "source": "declared", "purposes": ["personal"], "retention": "P1Y",
        "range": ["2020-01-01", "2040-12-31"], "leaves": {"crm": {"minimize": {"date": "month"}}}},
      "likes": {"title": "Likes", "type": "text-list", "source": "observed", "purposes": ["personal"],
        "retention": "P3M", "from": "view", "update": "collect", "leaves": {"web": {"as": "decision"}}},
      "visits": {"title": "Visits", "type": "number", "source": "observed", "purposes": ["personal"],
        "retention": "P3M", "from": "view", "update": "add", "leaves": {"crm": {"minimize": "drop"}}},
      "mobility": {"title": "Mobility", "type": "boolean", "source": "declared", "special": "health",
        "purposes": ["health"], "retention": "P1M", "leaves": {"web": {"as": "decision"}}}})"},
    {"shop/services.json", R"({"video": {"title": "Video", "purposes": ["personal"]}})"},
    {"shop/notice.json", R"({"banner": {"actions": ["accept", "reject", "choose"]},
      "preferences": {"actions": ["save", "accept", "reject"]}})"},
    {"shop/maps/region.json", R"({"entries": {"20": "north", "10": "east"}, "other": "elsewhere"})"},
    {"shop/slots/hero.json", R"({"place": "home.hero", "purpose": "personal", "late": "fade-in", "exposes": ["web"],
      "experiences": [
        {"id": "first", "because": "@why", "owner": "o", "when": {"all": [{"style": {"eq": "far"}},
          {"any": [{"party": {"in": ["family", "solo"]}}, {"page.query.campaign": {"eq": "alps"}}]},
          {"none": [{"age": {"gte": 18, "lt": 35}}]}]}},
        {"id": "second", "because": "@why", "experiment": {"id": "split", "variants": [
          {"id": "a", "weight": 1}, {"id": "b", "weight": 3}]}}]})"},
    {"shop/slots/care.json", R"({"place": "home.care", "purpose": "health", "exposes": ["web"],
      "may-decide": {"mobility": "Who says so wants no steps."},
      "experiences": [{"id": "steps", "because": "@why", "when": {"mobility": {"eq": true}}}]})"}};

constexpr std::string_view hero = R"(<!-- hero -->
<template data-experience="first"><h1>First</h1></template>
<template data-experience="second" data-variant="a"><p>A</p></template>
<template data-experience="second" data-variant="b"><p>B</p></template>
)";
constexpr std::string_view care = "<template data-experience=\"steps\"><a href=\"/steps\">No steps</a></template>\n";

constexpr const char* text_keys[] = {"to.web", "to.crm", "p.necessary", "p.personal", "p.health", "why"};

}  // namespace

PolicyFolder::PolicyFolder() {
  std::string pattern = (fs::temp_directory_path() / "assent-policy-XXXXXX").string();
  root_ = ::mkdtemp(pattern.data());
  for (const auto& [path, text] : sound_files) files_[std::string(path)] = Json::parse(text);
  for (const std::string language : {"en", "de"}) {
    Json texts;
    for (const char* key : text_keys) texts[key] = std::string(key).append(" ").append(language);
    for (const std::string_view name : ui_texts) {
      const std::string key = std::string(ui_prefix).append(name);
      texts[key] = key + " " + language;
    }
    files_["shop/texts/" + language + ".json"] = texts;
    raw_["shop/content/" + language + "/hero.html"] = hero;
    raw_["shop/content/" + language + "/care.html"] = std::string(care).append("<!-- ").append(language).append(" -->");
  }
}

PolicyFolder::~PolicyFolder() { fs::remove_all(root_); }

Json& PolicyFolder::operator[](const std::string& path) { return files_[path]; }

void PolicyFolder::write(const std::string& path, std::string bytes) {
  files_.erase(path);
  raw_[path] = std::move(bytes);
}

void PolicyFolder::remove(const std::string& path) {
  files_.erase(path);
  raw_.erase(path);
}

void PolicyFolder::save() {
  for (const auto& [path, json] : files_) raw_[path] = json.dump(1);
  fs::remove_all(root_ / "policies");
  for (const auto& [path, bytes] : raw_) {
    const fs::path file = root_ / "policies" / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
}

Outcome PolicyFolder::compile() {
  save();
  return authoring::compile(path(), today);
}

bool has(const Outcome& outcome, Problem::Severity severity, std::string_view place, std::string_view words) {
  for (const Problem& each : outcome.problems)
    if (each.severity == severity && (each.file + "#" + each.pointer).ends_with(place) &&
        each.what.find(words) != std::string::npos && !each.remedy.empty())
      return true;
  return false;
}

bool has_error(const Outcome& outcome, std::string_view place, std::string_view words) {
  return !outcome.compiled && has(outcome, Problem::Severity::error, place, words);
}

bool has_warning(const Outcome& outcome, std::string_view place, std::string_view words) {
  return has(outcome, Problem::Severity::warning, place, words);
}

std::string lines(const Outcome& outcome) {
  std::string all;
  for (const Problem& each : outcome.problems) all += to_line(each) + "\n";
  return all;
}

}  // namespace assent::authoring::testing
