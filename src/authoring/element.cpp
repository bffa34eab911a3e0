// The typed reads. Each says what it found wrong in words of the policy, not of the parser.
#include "authoring/element.hpp"

#include <algorithm>
#include <cmath>

#include "authoring/units.hpp"
#include "profile/profile.hpp"

namespace assent::authoring {

namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == 0x7f;
  });
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \n") == std::string_view::npos; }

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string all_listed(const Fields& fields) {
  std::vector<std::string_view> names(fields.required.begin(), fields.required.end());
  names.insert(names.end(), fields.optional.begin(), fields.optional.end());
  return listed(names);
}

}  // namespace

std::string listed(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

void Element::error(std::string what, std::string remedy) const {
  problems_->error(place_, std::move(what), std::move(remedy));
}

void Element::warning(std::string what, std::string remedy) const {
  problems_->warning(place_, std::move(what), std::move(remedy));
}

std::optional<std::string> Element::text(std::size_t max_bytes) const {
  if (!json_->is_string()) {
    error("this has to be a text", "write it between quotation marks");
    return {};
  }
  const auto& text = json_->get_ref<const std::string&>();
  if (is_blank(text)) {
    error("the text is empty", "write it");
  } else if (text.size() > max_bytes) {
    error("the text is longer than " + std::to_string(max_bytes) + " bytes", "shorten it");
  } else if (has_control(text)) {
    error("the text holds a control character", "remove it");
  } else {
    return text;
  }
  return {};
}

std::optional<std::string> Element::id() const {
  if (json_->is_string() && is_id(json_->get_ref<const std::string&>())) return json_->get<std::string>();
  error("this has to be an id", "use a-z, 0-9 and \"-\", " + std::to_string(max_id_bytes) + " letters at the most");
  return {};
}

std::optional<bool> Element::boolean() const {
  if (json_->is_boolean()) return json_->get<bool>();
  error("this has to be true or false", "write true or false without quotation marks");
  return {};
}

std::optional<double> Element::number() const {
  if (!json_->is_number()) {
    error("this has to be a number", "write it without quotation marks");
    return {};
  }
  const auto number = json_->get<double>();
  if (!(std::fabs(number) <= profile::max_number)) {
    error("the number is not between -1e9 and 1e9", "use a larger unit");
    return {};
  }
  const double rounded = std::round(number * profile::number_steps) / profile::number_steps;
  if (rounded == number) return rounded == 0 ? 0.0 : rounded;
  error("the number has more than six decimals", "round it: a profile keeps six");
  return {};
}

std::optional<std::uint32_t> Element::whole(std::uint32_t least, std::uint32_t most) const {
  if (json_->is_number()) {
    const auto number = json_->get<double>();
    if (number >= least && number <= most && number == std::floor(number)) return static_cast<std::uint32_t>(number);
  }
  error("this has to be a whole number from " + std::to_string(least) + " to " + std::to_string(most), "write one");
  return {};
}

std::optional<std::uint32_t> Element::duration() const {
  if (json_->is_string())
    if (const auto seconds = parse_duration(json_->get_ref<const std::string&>())) return seconds;
  error("this has to be an ISO 8601 duration of up to ten years", "write for example \"P6M\", \"P2W\" or \"PT12H\"");
  return {};
}

std::optional<double> Element::date() const {
  if (json_->is_string())
    if (const auto days = parse_date(json_->get_ref<const std::string&>())) return *days;
  error("this has to be a date", "write it as \"YYYY-MM-DD\"");
  return {};
}

std::optional<std::size_t> Element::word(std::span<const std::string_view> words) const {
  if (json_->is_string()) {
    const auto found = std::find(words.begin(), words.end(), json_->get_ref<const std::string&>());
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  error("this is not one of the words known here", "write one of: " + listed(words));
  return {};
}

std::vector<Element> Element::items(std::size_t most) const {
  std::vector<Element> items;
  if (!json_->is_array()) {
    error("this has to be a list", "write it between square brackets");
  } else if (json_->size() > most) {
    error("the list holds more than " + std::to_string(most), "shorten it");
  } else {
    for (const Json& item : *json_) items.emplace_back(item, place_.at(items.size()), *problems_);
  }
  return items;
}

// JSON has no comments, so a member stands in for them; it is checked like any text, and nobody else sees it.
Element::Members Element::without_comment() const {
  Members members;
  for (auto member = json_->begin(); member != json_->end(); ++member) {
    const Element element(member.value(), place_.at(member.key()), *problems_);
    if (member.key() == "$comment")
      element.text(max_comment_bytes);
    else
      members.emplace_back(member.key(), element);
  }
  return members;
}

std::vector<std::pair<std::string, Element>> Element::members(std::size_t most) const {
  std::vector<std::pair<std::string, Element>> members;
  if (!json_->is_object()) {
    error("this has to be an object", "write it between braces");
    return members;
  }
  for (const auto& [name, element] : without_comment())
    if (name != "$schema" || !place_.pointer.empty()) members.emplace_back(name, element);
  if (members.size() > most) {
    error("the object holds more than " + std::to_string(most) + " members", "remove some");
    members.clear();
  }
  return members;
}

Object Element::object(const Fields& fields) const {
  Object object(place_);
  if (!json_->is_object()) {
    error("this has to be an object", "write it between braces, with: " + all_listed(fields));
    return object;
  }
  for (const auto& [name, element] : without_comment()) {
    if (contains(fields.required, name) || contains(fields.optional, name))
      object.found_.emplace_back(name, element);
    else
      error("unknown field " + in_quotes(name), "known here: " + all_listed(fields));
  }
  for (const std::string_view name : fields.required)
    if (!object.find(name)) error("the field \"" + std::string(name) + "\" is missing", "add it");
  return object;
}

std::optional<Element> Object::find(std::string_view name) const {
  for (const auto& [found, element] : found_)
    if (found == name) return element;
  return {};
}

}  // namespace assent::authoring
