// The small files: notice.json, maps/*.json and texts/*.json.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"
#include "profile/profile.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view actions[] = {"accept", "reject", "choose", "save"};
constexpr std::string_view shapes[] = {"button", "link"};
constexpr std::string_view reopenings[] = {"control", "none"};

std::optional<std::string> read_action_name(const std::optional<Element>& element) {
  if (!element) return {};
  const auto word = element->word(actions);
  return word ? std::optional(std::string(actions[*word])) : std::nullopt;
}

// "accept", or {"do": "accept", "as": "link"}.
void read_action(const Element& element, Layer& layer) {
  Action action;
  action.place = element.place();
  std::optional<std::string> name;
  if (element.json().is_object()) {
    const Object object = element.object(fields::action);
    name = read_action_name(object.find("do"));
    if (const auto shape = object.find("as")) action.is_link = shape->word(shapes) == 1;
  } else {
    name = read_action_name(element);
  }
  layer.is_whole = layer.is_whole && name;
  action.name = name.value_or("");
  layer.actions.push_back(std::move(action));
}

std::optional<Layer> read_layer(const std::optional<Element>& element) {
  if (!element) return {};
  const auto list = element->object(fields::layer).find("actions");
  if (!list) return {};
  Layer layer;
  layer.place = list->place();
  const auto items = list->items(max_actions);
  layer.is_whole = items.size() == list->json().size();
  for (const Element& item : items) read_action(item, layer);
  return layer;
}

// What a map gives for one key, level by level: a text where the map has one level, else a list of as many.
std::vector<std::string> read_given(const Element& element, std::size_t levels) {
  if (levels == 0) return {element.text(profile::max_text_bytes).value_or("")};
  std::vector<std::string> given;
  const auto items = element.items(max_map_levels);
  if (element.json().is_array() && items.size() != levels)
    element.error("the map has " + std::to_string(levels) + " levels, and here stands another number of texts",
                  "write one text for each level");
  for (const Element& item : items) given.push_back(item.text(profile::max_text_bytes).value_or(""));
  given.resize(levels);
  return given;
}

std::vector<std::string> read_levels(const std::optional<Element>& element) {
  std::vector<std::string> levels;
  if (!element) return levels;
  const auto items = element->items(max_map_levels);
  if (items.empty() && element->json().is_array()) element->error("the list is empty", "name one level at least");
  for (const Element& item : items) {
    levels.push_back(item.id().value_or(""));
    if (std::count(levels.begin(), levels.end(), levels.back()) > 1)
      item.error("this is listed twice", "keep one of them");
  }
  return levels;
}

}  // namespace

Notice read_notice(const Element& file) {
  const Object object = file.object(fields::notice);
  Notice notice;
  notice.place = file.place();
  notice.banner = read_layer(object.find("banner"));
  notice.preferences = read_layer(object.find("preferences"));
  notice.preselected = read_references(object.find("preselected"), policy::max_purposes, true);
  if (const auto reopen = object.find("reopen")) notice.reopens = reopen->word(reopenings) != 1;
  if (const auto wall = object.find("wall")) notice.is_wall = wall->boolean().value_or(false);
  return notice;
}

std::map<std::string, Map> read_map(const Element& file, const std::string& id) {
  const Object object = file.object(fields::map);
  const auto levels = read_levels(object.find("levels"));
  std::vector<Map> by_level(std::max<std::size_t>(levels.size(), 1));
  const auto read = [&](const Element& element, auto put) {
    const auto given = read_given(element, levels.size());
    for (std::size_t level = 0; level < by_level.size(); ++level) put(by_level[level], given[level]);
  };
  if (const auto other = object.find("other"))
    read(*other, [](Map& map, const std::string& text) { map.other = text; });
  if (const auto entries = object.find("entries"))
    for (const auto& [key, member] : entries->members(max_map_entries)) {
      if (key.empty() || key.size() > profile::max_text_bytes)
        member.error("a key is empty or longer than " + std::to_string(profile::max_text_bytes) + " bytes",
                     "change it");
      read(member, [&key](Map& map, const std::string& text) { map.entries[key] = text; });
    }
  std::map<std::string, Map> maps;
  for (std::size_t level = 0; level < by_level.size(); ++level)
    maps[levels.empty() ? id : id + "/" + levels[level]] = std::move(by_level[level]);
  return maps;
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
