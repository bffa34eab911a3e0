// Cuts the whole starter policy (src/authoring/starter) down to what was chosen: what serves no chosen purpose goes,
// and with it every text, map and destination that nothing would use.
#include "authoring/starter.hpp"

#include <algorithm>
#include <set>

#include "authoring/starter_files.hpp"
#include "authoring/starter_parts.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view slots = "starter/slots/";
constexpr std::string_view ending = ".json";

Json load(std::string_view path) { return Json::parse(starter_file(path)); }

// "$comment" and "$schema" say something about what stands beside them.
bool is_note(std::string_view name) { return name.starts_with('$'); }

// The keys of the sentences in a part of the policy.
void gather_keys(const Json& json, std::set<std::string>& keys) {
  if (json.is_string() && json.get_ref<const std::string&>().starts_with('@'))
    keys.insert(json.get<std::string>().substr(1));
  if (!json.is_structured()) return;
  for (const auto& [name, member] : json.items())
    if (!is_note(name)) gather_keys(member, keys);
}

class Starter {
 public:
  Starter(const StarterChoices& choices, const Presets& presets) : choices_(choices), presets_(presets) {}

  StarterFiles write() {
    files_["schema/policy.schema.json"] = starter_file("schema/policy.schema.json");
    for (const std::string& id : choices_.regimes) files_["regimes/" + id + ".json"] = presets_.at(id).bytes;
    write_site();
    write_purposes();
    write_serving("services.json");
    write_maps(write_serving("attributes.json"));
    put("notice.json", load("starter/notice.json"));
    for (const StarterFile& file : starter_files_in(slots)) write_slot(file);
    for (const std::string& language : choices_.languages)
      put("texts/" + language + ".json", starter_texts(language, keys_));
    put("README.md", starter_readme(choices_, presets_, has_slots_));
    return std::move(files_);
  }

 private:
  bool is_chosen(const std::string& purpose) const {
    return std::find(choices_.purposes.begin(), choices_.purposes.end(), purpose) != choices_.purposes.end();
  }

  void put(const std::string& path, std::string bytes) { files_[choices_.id + "/" + path] = std::move(bytes); }
  void put(const std::string& path, const Json& json) { put(path, json.dump(2) + "\n"); }

  // The members whose "purposes" were chosen, each with those of them.
  Json serving(const Json& all) const {
    Json kept = Json::object();
    for (const auto& [id, member] : all.items()) {
      Json one = member;
      if (!is_note(id)) {
        one["purposes"] = Json::array();
        for (const Json& purpose : member["purposes"])
          if (is_chosen(purpose)) one["purposes"].push_back(purpose);
      }
      if (is_note(id) || !one["purposes"].empty()) kept[id] = std::move(one);
    }
    return kept;
  }

  Json write_serving(const std::string& path) {
    Json kept = serving(load("starter/" + path));
    gather_keys(kept, keys_);
    put(path, kept);
    return kept;
  }

  void write_purposes() {
    Json kept = Json::object();
    const Json all = load("starter/purposes.json");
    for (const auto& [id, purpose] : all.items())
      if (is_note(id) || is_chosen(id)) kept[id] = purpose;
    gather_keys(kept, keys_);
    put("purposes.json", kept);
  }

  void write_site() {
    Json site = load("starter/site.json");
    site["destinations"] = serving(site["destinations"]);
    gather_keys(site["destinations"], keys_);
    site["id"] = choices_.id;
    site["title"] = choices_.title;
    site["controller"]["name"] = choices_.controller;
    site["controller"]["contact"] = choices_.contact;
    site["controller"]["privacy-notice"] = choices_.privacy_notice;
    site["languages"] = choices_.languages;
    site["regimes"] = regimes(site["regimes"][0]);
    put("site.json", site);
  }

  // The names of the regimes, or `asking` in place of one under which age is asked.
  Json regimes(const Json& asking) const {
    Json list = choices_.regimes;
    const auto asked = asking_age(choices_, presets_);
    for (Json& entry : list) {
      const auto id = entry.get<std::string>();
      if (std::find(asked.begin(), asked.end(), id) == asked.end()) continue;
      entry = asking;
      entry["preset"] = id;
      entry["age"]["from"] = presets_.at(id).age_from;
    }
    return list;
  }

  void write_maps(const Json& attributes) {
    for (const auto& [id, attribute] : attributes.items()) {
      if (is_note(id)) continue;
      for (const auto& [destination, leave] : attribute["leaves"].items()) {
        if (is_note(destination) || !leave.contains("minimize") || !leave["minimize"].is_object()) continue;
        if (!leave["minimize"].contains("map")) continue;
        const std::string path = "maps/" + leave["minimize"]["map"].get<std::string>() + std::string(ending);
        put(path, load("starter/" + path));
      }
    }
  }

  void write_slot(const StarterFile& file) {
    const Json slot = Json::parse(file.bytes);
    if (!is_chosen(slot["purpose"])) return;
    has_slots_ = true;
    gather_keys(slot, keys_);
    const std::string id(file.path.substr(slots.size(), file.path.size() - slots.size() - ending.size()));
    put("slots/" + id + std::string(ending), slot);
    for (const std::string& language : choices_.languages)
      put("content/" + language + "/" + id + ".html", starter_content(language, id));
  }

  const StarterChoices& choices_;
  const Presets& presets_;
  StarterFiles files_;
  std::set<std::string> keys_;
  bool has_slots_ = false;
};

}  // namespace

StarterFiles write_starter(const StarterChoices& choices, const Presets& presets) {
  return Starter(choices, presets).write();
}

}  // namespace assent::authoring
