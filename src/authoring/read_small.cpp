// The small files: services.json, notice.json, maps/*.json and texts/*.json.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"
#include "profile/profile.hpp"

namespace assent::authoring {

namespace {

// What this version of banner and preference center shows, in this order.
constexpr std::string_view banner_actions[] = {"accept", "reject", "choose"};
constexpr std::string_view preferences_actions[] = {"save", "accept", "reject"};

bool has(const std::vector<std::string>& actions, std::string_view action) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

void check_layer(const std::optional<Element>& element, std::span<const std::string_view> shown) {
  if (!element) return;
  const Object object = element->object(fields::layer);
  const auto list = object.find("actions");
  if (!list) return;
  std::vector<std::string> actions;
  for (const Element& item : list->items(shown.size()))
    if (const auto word = item.word(shown)) actions.emplace_back(shown[*word]);
  if (has(actions, "accept") && !has(actions, "reject"))
    return list->error("this layer offers \"accept\" and no \"reject\"",
                       "add \"reject\": refusing is as easy as accepting");
  if (!std::equal(actions.begin(), actions.end(), shown.begin(), shown.end()))
    list->error("these are not the actions that this layer shows", "write, in this order: " + listed(shown));
}

}  // namespace

std::vector<Service> read_services(const Element& file) {
  std::vector<Service> services;
  for (const auto& [id, member] : file.members(policy::max_services)) {
    if (!check_id(id, member)) continue;
    const Object object = member.object(fields::service);
    services.push_back({id, read_sentence(object.find("title")),
                        read_references(object.find("purposes"), policy::max_purposes, false)});
  }
  return services;
}

void read_notice(const Element& file) {
  const Object object = file.object(fields::notice);
  check_layer(object.find("banner"), banner_actions);
  check_layer(object.find("preferences"), preferences_actions);
}

Map read_map(const Element& file) {
  const Object object = file.object(fields::map);
  Map map;
  if (const auto other = object.find("other")) map.other = other->text(profile::max_text_bytes).value_or("");
  const auto entries = object.find("entries");
  if (!entries) return map;
  for (const auto& [key, member] : entries->members(max_map_entries)) {
    if (key.empty() || key.size() > profile::max_text_bytes)
      member.error("a key is empty or longer than " + std::to_string(profile::max_text_bytes) + " bytes", "change it");
    map.entries[key] = member.text(profile::max_text_bytes).value_or("");
  }
  return map;
}

Texts read_texts(const Element& file) {
  Texts texts;
  texts.file = file.place().file;
  for (const auto& [key, member] : file.members(max_texts)) {
    if (key == "$unreviewed") {
      for (const Element& item : member.items(max_texts))
        if (const auto name = item.text(max_name_bytes)) texts.unreviewed.push_back(file.place().at(*name));
    } else if (!is_name(key)) {
      member.error("the key " + in_quotes(key) + " is malformed", "use letters, digits, \".\", \"_\" and \"-\"");
    } else if (auto text = member.text(max_sentence_bytes)) {
      texts.by_key[key] = std::move(*text);
    }
  }
  return texts;
}

}  // namespace assent::authoring
