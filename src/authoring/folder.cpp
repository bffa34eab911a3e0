// The layout of a policy folder. What lies in it and is not read is a warning: a mistyped name would else go unseen.
#include "authoring/folder.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "authoring/content_scan.hpp"
#include "authoring/files.hpp"
#include "authoring/lookup.hpp"
#include "authoring/parts.hpp"
#include "authoring/read_features.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace fs = std::filesystem;

namespace {

const std::set<std::string> known_entries = {"site.json",   "purposes.json", "attributes.json", "services.json",
                                             "notice.json", "features.json", "goals.json",      "pacing.json",
                                             "maps",        "slots",         "content",         "texts"};

class FolderReader {
 public:
  FolderReader(const fs::path& folder, Problems& problems) : folder_(folder), problems_(problems) {}

  std::optional<Policy> read() {
    const auto site = load(folder_ / "site.json");
    if (!site) return {};
    policy_.folder = folder_.generic_string();
    policy_.site = read_site(element(*site, folder_ / "site.json"));
    read_regimes(*site);
    read_parts();
    read_maps();
    read_slots();
    for (const std::string& language : policy_.site.languages) read_language(language);
    warn_of_unread(folder_, known_entries);
    warn_of_languages();
    return std::move(policy_);
  }

 private:
  std::optional<Json> load(const fs::path& file) { return read_json_file(file, problems_); }

  Element element(const Json& json, const fs::path& file) { return {json, {file.generic_string(), ""}, problems_}; }

  void read_regimes(const Json& site) {
    const fs::path regimes = (folder_ / ".." / "regimes").lexically_normal();
    for (const Reference& name : policy_.site.regimes) {
      const fs::path file = regimes / (name.id + ".json");
      std::error_code code;
      if (!fs::exists(file, code)) {
        problems_.error(name.place, "there is no regime " + in_quotes(name.id),
                        "name one of " + regimes.generic_string() + ", or write it there");
        continue;
      }
      const auto json = load(file);
      if (!json) continue;
      Regime regime = read_regime(element(*json, file));
      if (regime.id != name.id)
        problems_.error(regime.place.at("id"), "the id is not the name of the file", "make them equal");
      const Json& entry = site.at(Json::json_pointer(name.place.pointer));
      if (entry.is_object()) override_regime(regime, {entry, name.place, problems_});
      policy_.regimes.push_back(std::move(regime));
    }
  }

  void read_parts() {
    if (const auto json = load(folder_ / "purposes.json"))
      policy_.purposes = read_purposes(element(*json, folder_ / "purposes.json"));
    if (const auto json = load(folder_ / "attributes.json"))
      policy_.attributes = read_attributes(element(*json, folder_ / "attributes.json"));
    std::error_code code;
    if (const fs::path file = folder_ / "services.json"; fs::exists(file, code))
      if (const auto json = load(file)) policy_.services = read_services(element(*json, file));
    if (const fs::path file = folder_ / "notice.json"; fs::exists(file, code))
      if (const auto json = load(file)) policy_.notice = read_notice(element(*json, file));
    if (const fs::path file = folder_ / "features.json"; fs::exists(file, code))
      if (const auto json = load(file)) policy_.features = read_features(element(*json, file));
    if (const fs::path file = folder_ / "goals.json"; fs::exists(file, code))
      if (const auto json = load(file)) policy_.goals = read_goals(element(*json, file));
    if (const fs::path file = folder_ / "pacing.json"; fs::exists(file, code))
      if (const auto json = load(file)) policy_.pacing = read_pacing(element(*json, file));
  }

  // The files of a folder whose names are ids.
  template <class Take>
  void each_named(const fs::path& folder, std::size_t most, Take take) {
    const auto files = list_files(folder, ".json", problems_);
    if (files.size() > most)
      return problems_.error({folder.generic_string(), ""}, "more than " + std::to_string(most) + " files",
                             "remove some");
    for (const fs::path& file : files) {
      const std::string id = file.stem().string();
      if (!is_id(id))
        problems_.error({file.generic_string(), ""}, "the name of this file is not an id", "use a-z, 0-9 and \"-\"");
      else if (const auto json = load(file))
        take(id, element(*json, file));
    }
  }

  void read_maps() {
    each_named(folder_ / "maps", max_maps,
               [&](const std::string& id, const Element& file) { policy_.maps.merge(read_map(file, id)); });
  }

  void read_slots() {
    each_named(folder_ / "slots", policy::max_slots,
               [&](const std::string& id, const Element& file) { policy_.slots.push_back(read_slot(file, id)); });
  }

  void read_language(const std::string& language) {
    const fs::path texts = folder_ / "texts" / (language + ".json");
    if (const auto json = load(texts)) policy_.texts[language] = read_texts(element(*json, texts));
    const fs::path contents = folder_ / "content" / language;
    std::set<std::string> names;
    for (Slot& slot : policy_.slots) {
      const fs::path file = contents / (slot.id + ".html");
      names.insert(slot.id + ".html");
      if (auto bytes = read_file(file, max_content_bytes, problems_)) {
        add_shown(slot, *bytes, {file.generic_string(), ""});
        policy_.contents[language][slot.id] = std::move(*bytes);
      }
    }
    warn_of_unread(contents, names);
  }

  static void add_shown(Slot& slot, const std::string& html, const Place& place) {
    for (const ShownAttribute& shown : scan_content(html).values)
      if (!has_reference(slot.shows, shown.attribute)) slot.shows.push_back({shown.attribute, place});
  }

  void warn_of_languages() {
    std::set<std::string> folders, files;
    for (const std::string& language : policy_.site.languages) {
      folders.insert(language);
      files.insert(language + ".json");
    }
    warn_of_unread(folder_ / "content", folders);
    warn_of_unread(folder_ / "texts", files);
  }

  void warn_of_unread(const fs::path& folder, const std::set<std::string>& known) {
    std::error_code code;
    std::set<fs::path> unread;
    fs::directory_iterator entries(folder, code);
    for (std::size_t seen = 0; !code && entries != fs::directory_iterator() && seen < max_folder_entries; ++seen) {
      const fs::path& path = entries->path();
      const bool matters = path.extension() == ".json" || path.extension() == ".html" || entries->is_directory(code);
      if (matters && !known.contains(path.filename().string())) unread.insert(path);
      entries.increment(code);
    }
    for (const fs::path& path : unread)
      problems_.warning({path.generic_string(), ""}, "this is not read", "correct its name, or remove it");
  }

  fs::path folder_;
  Problems& problems_;
  Policy policy_;
};

}  // namespace

std::optional<Policy> read_policy(const fs::path& site_folder, Problems& problems) {
  std::error_code code;
  if (!fs::is_directory(site_folder, code)) {
    problems.error({site_folder.generic_string(), ""}, "there is no such folder", "name the folder of a site's policy");
    return {};
  }
  fs::path folder = site_folder.lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();  // a slash at the end
  return FolderReader(folder, problems).read();
}

}  // namespace assent::authoring
