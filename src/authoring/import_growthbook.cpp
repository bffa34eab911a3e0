// The payload's own words stay as they are: features.json is read by the same reader whoever wrote it.
#include "authoring/import_growthbook.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "authoring/lookup.hpp"
#include "authoring/read_features.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view taken_over[] = {"features", "experiments", "savedGroups", "contextualBandits"};
constexpr std::string_view words_of_conditions[] = {"all", "any", "none", "page"};

bool is_letter_or_digit(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

// "father.age" → "father-age", "memberType" → "member-type".
std::string id_from(const std::string& path) {
  std::string id;
  char before = '-';
  for (const char letter : path) {
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    const bool begins_word = is_capital && before >= 'a' && before <= 'z';
    if ((begins_word || !is_letter_or_digit(letter)) && !id.empty() && id.back() != '-') id += '-';
    if (is_letter_or_digit(letter)) id += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    before = letter;
  }
  while (id.ends_with('-')) id.pop_back();
  const bool is_word =
      std::find(std::begin(words_of_conditions), std::end(words_of_conditions), id) != std::end(words_of_conditions);
  if (id.empty() || is_word || std::isdigit(static_cast<unsigned char>(id.front()))) id = "of-" + id;
  if (id.ends_with('-')) id += "visitor";
  return id.substr(0, max_id_bytes);
}

constexpr const char* ours[] = {"purpose", "exposes", "may-decide"};

// The member of an object, null where there is none.
Json member(const Json& of, const std::string& name) { return of.is_object() && of.contains(name) ? of[name] : Json(); }

void keep_ours(const Json& before, Json& now) {
  for (const char* name : ours)
    if (const Json kept = member(before, name); !kept.is_null() && now.is_object()) now[name] = kept;
}

// What a policy says of a feature or an experiment that the payload has still, it says still.
void keep_what_is_ours(const Json& before, Json& file) {
  if (Json features = member(file, "features"); features.is_object()) {
    for (auto& [id, feature] : features.items()) keep_ours(member(member(before, "features"), id), feature);
    file["features"] = std::move(features);
  }
  if (Json experiments = member(file, "experiments"); experiments.is_array()) {
    for (Json& each : experiments)
      for (const Json& known : member(before, "experiments"))
        if (!member(each, "key").is_null() && member(known, "key") == member(each, "key")) keep_ours(known, each);
    file["experiments"] = std::move(experiments);
  }
}

// The paths that attributes have already.
std::set<std::string> known_paths(const Json& attributes) {
  std::set<std::string> paths;
  for (const auto& [id, attribute] : attributes.items())
    paths.insert(member(attribute, "path").is_string() ? attribute["path"].get<std::string>() : id);
  return paths;
}

std::string unused_id(const Json& attributes, const std::string& path) {
  const std::string wanted = id_from(path);
  std::string id = wanted;
  for (int more = 2; attributes.contains(id); ++more)
    id = wanted.substr(0, max_id_bytes - 5) + "-" + std::to_string(more);
  return id;
}

Json features_file(const Json& payload, const Json& before, const std::string& purpose) {
  Json file;
  file["purpose"] = purpose;
  for (const char* name : {"exposes", "keeps", "may-decide"})
    if (const Json kept = member(before, name); !kept.is_null()) file[name] = kept;
  for (const std::string_view name : taken_over)
    if (const auto found = payload.find(std::string(name)); found != payload.end()) file[std::string(name)] = *found;
  keep_what_is_ours(before, file);
  return file;
}

void refuse_encrypted(const Json& payload, const Place& place, Problems& problems) {
  for (const char* name : {"encryptedFeatures", "encryptedExperiments", "encryptedSavedGroups"})
    if (payload.contains(name) && !payload.at(name).is_null() && payload.at(name) != "")
      problems.error(place.at(name), "the payload is encrypted", "decrypt it first, or fetch it without encryption");
}

std::set<std::string> dividing(const Rule& rule) {
  std::set<std::string> attributes{rule.split.attribute, rule.split.fallback};
  for (const Filter& filter : rule.filters) attributes.insert(filter.split.attribute);
  return attributes;
}

// The hash attribute is a member of the visitor's attributes, not a path.
void refuse_dotted_splits(const Features& features, Problems& problems) {
  for (const Feature& feature : features.all)
    for (const Rule& rule : feature.rules)
      for (const std::string& each : dividing(rule))
        if (each.find('.') != each.npos)
          problems.error(rule.place, "the hash attribute " + in_quotes(each) + " has a dot, so no path leads to it",
                         "rename it in GrowthBook");
}

}  // namespace

Imported import_growthbook(const Json& payload, const std::string& payload_name, const Existing& existing,
                           const ImportTerms& terms, Problems& problems) {
  Imported imported;
  const Place place{payload_name, ""};
  if (!payload.is_object()) {
    problems.error(place, "a payload is an object", "write what GrowthBook's API answers");
    return imported;
  }
  if (!existing.attributes.is_object()) {
    problems.error({"attributes.json", ""}, "attributes are an object", "write {\"id\": {…}}");
    return imported;
  }
  refuse_encrypted(payload, place, problems);
  imported.features = features_file(payload, existing.features, terms.purpose);
  imported.attributes = existing.attributes;
  const Features features = read_features(Element(imported.features, place, problems));
  refuse_dotted_splits(features, problems);
  std::set<std::string> paths = known_paths(existing.attributes);
  for (const Feature& feature : features.all)
    for (const std::string& path : direct_paths(feature)) {
      if (!paths.insert(path).second) continue;
      const std::string id = unused_id(imported.attributes, path);
      imported.attributes[id] = {{"title", path},
                                 {"type", "any"},
                                 {"path", path},
                                 {"source", "declared"},
                                 {"purposes", {terms.purpose}},
                                 {"retention", terms.retention},
                                 {"leaves", Json::object()}};
      imported.added.push_back(id);
    }
  return imported;
}

}  // namespace assent::authoring
