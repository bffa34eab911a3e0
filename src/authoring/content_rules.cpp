// Entities are not decoded here: where one could change what a value means, it is refused.
#include "authoring/content_rules.hpp"

#include <algorithm>
#include <vector>

#include "authoring/problem.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view refused_elements[] = {
    "script",  "style",     "iframe",  "frame",    "frameset",        "object",  "embed",         "link",
    "meta",    "base",      "noembed", "xmp",      "noframes",        "applet",  "animatemotion", "noscript",
    "portal",  "audio",     "video",   "source",   "track",           "picture", "image",         "feimage",
    "animate", "plaintext", "set",     "template", "animatetransform"};
constexpr std::string_view own_elements[] = {value_element, "assent-why"};
constexpr std::string_view weakening_attributes[] = {"style", "srcdoc"};
constexpr std::string_view loading_attributes[] = {"srcset",      "poster", "background", "ping",
                                                   "imagesrcset", "data",   "loading",    "attributionsrc"};
constexpr std::string_view link_attributes[] = {"action", "formaction"};
constexpr std::string_view text_attributes[] = {"alt",  "class",       "dir",  "for",  "id",    "label", "lang",
                                                "name", "placeholder", "role", "text", "title", "value"};
constexpr std::string_view editable_attributes[] = {"title", "alt", "lang", "dir", "placeholder"};
constexpr std::string_view changes[] = {"text", "attribute", "classes", "order"};
constexpr std::string_view schemes[] = {"http", "https", "mailto", "tel"};
constexpr std::string_view file_functions[] = {"image(", "image-set(", "src("};
constexpr std::string_view blanks = " \t\n\f\r";

template <std::size_t count>
bool is_one_of(const std::string_view (&words)[count], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& letter : low)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  return low;
}

bool is_control_or_blank(char letter) { return static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7f; }

bool is_link_element(const HtmlToken& token) { return token.name == "a" || token.name == "area"; }

bool is_text(std::string_view name) {
  return is_one_of(text_attributes, name) || name.starts_with("data-") || name.starts_with("aria-");
}

// In an attribute that a browser may read as a rule of a style sheet.
bool means_file(std::string_view value) {
  if (value.find_first_of("\\&") != value.npos) return true;
  const std::string low = lowered(value);
  for (const std::string_view function : file_functions)
    if (low.find(function) != low.npos) return true;
  for (std::size_t at = low.find("url("); at != low.npos; at = low.find("url(", at + 1)) {
    std::size_t target = low.find_first_not_of(blanks, at + 4);
    if (target != low.npos && (low[target] == '"' || low[target] == '\'')) ++target;
    if (target >= low.size() || low[target] != '#') return true;
  }
  return false;
}

ContentRule loads(std::string_view name) {
  return {in_quotes(name) + " loads a file when this variant is shown, which tells its host what was decided",
          "draw it with the page's style sheet, inline SVG or a data: URL"};
}

ContentRule leads_nowhere_good(std::string_view name) {
  return {in_quotes(name) + " does not lead to a page, a mailbox or a telephone",
          "use a path, or http:, https:, mailto: or tel:, spelt without character references"};
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != text.npos; at = text.find_first_not_of(blanks, at)) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

bool is_class_change(std::string_view word) {
  if (word.size() < 2 || (word[0] != '+' && word[0] != '-')) return false;
  return std::all_of(word.begin() + 1, word.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_';
  });
}

bool is_position(std::string_view word) {
  return word[0] != '0' && word.size() <= 3 &&
         std::all_of(word.begin(), word.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

template <class Fits>
bool all_words(std::string_view text, Fits fits) {
  const auto words = split(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), fits);
}

std::optional<ContentRule> refused_attribute_edit(const HtmlToken& token, std::string_view name) {
  const std::string_view value = value_of(token, "value").value_or("");
  const bool is_aria =
      name.starts_with("aria-") && name.size() > 5 &&
      std::all_of(name.begin() + 5, name.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; });
  if (!is_one_of(editable_attributes, name) && !is_aria && name != "href")
    return ContentRule{"an edit may not set " + in_quotes(name),
                       "set title, alt, lang, dir, placeholder, aria-… or href, or show a whole template instead"};
  if (name == "href" && !is_harmless_link(value)) return leads_nowhere_good("value");
  return {};
}

}  // namespace

std::optional<std::string_view> value_of(const HtmlToken& token, std::string_view name) {
  for (const HtmlAttribute& attribute : token.attributes)
    if (attribute.name == name) return attribute.value;
  return {};
}

bool is_harmless_link(std::string_view target) {
  std::string plain;
  for (const char letter : target.substr(0, target.find_first_of("/?#")))
    if (!is_control_or_blank(letter)) plain += letter;
  if (plain.find('&') != plain.npos) return false;
  const std::size_t end = plain.find(':');
  return end == plain.npos || is_one_of(schemes, lowered(std::string_view(plain).substr(0, end)));
}

std::optional<ContentRule> refused_element(const HtmlToken& token) {
  const std::string shown = "<" + token.name.substr(0, 20) + ">";
  if (is_one_of(refused_elements, token.name))
    return ContentRule{shown + " runs or loads something by itself", "remove it"};
  if (token.name == edit_element)
    return ContentRule{shown + " stands outside of a template with data-edits", "move it, or add data-edits"};
  if (token.name.find('-') != token.name.npos && !is_one_of(own_elements, token.name))
    return ContentRule{shown + " is an element of the page's own, which runs when this variant is shown",
                       "use elements that HTML has"};
  if (token.name == "img" && !(value_of(token, "width") && value_of(token, "height")))
    return ContentRule{"an image without width and height moves the page when it is drawn", "add both"};
  if (token.name == value_element && value_of(token, "attribute").value_or("").empty())
    return ContentRule{shown + " names no attribute", "add attribute=\"…\""};
  return {};
}

std::optional<ContentRule> refused_attribute(const HtmlToken& token, const HtmlAttribute& attribute) {
  const std::string& name = attribute.name;
  const std::string_view value = attribute.value;
  if (name.starts_with("on") || is_one_of(weakening_attributes, name))
    return ContentRule{in_quotes(name) + " needs a weaker content security policy",
                       "use a class and the page's own files"};
  if (name == "autofocus") return ContentRule{"\"autofocus\" takes the focus from where the visitor is", "remove it"};
  if (name == "data-assent-observe")
    return ContentRule{in_quotes(name) + " would make what was decided a fact about the visitor",
                       "observe an element of the page that is in no slot"};
  // A goal may be reached here where it is one of this slot, which lint_goals() looks at.
  if (name == "is" || (name.starts_with("data-assent-") && name != "data-assent-goal"))
    return ContentRule{in_quotes(name) + " has the page do something when this variant is shown", "remove it"};
  if (is_one_of(loading_attributes, name)) return loads(name);
  if (name == "src") {
    const bool is_drawn = token.name == "img" && lowered(value.substr(0, 11)) == "data:image/";
    return is_drawn ? std::nullopt : std::optional(loads(name));
  }
  if (name == "href" || name == "xlink:href") {
    if (!is_link_element(token)) return value.starts_with('#') ? std::nullopt : std::optional(loads(name));
    return is_harmless_link(value) ? std::nullopt : std::optional(leads_nowhere_good(name));
  }
  if (is_one_of(link_attributes, name) && !is_harmless_link(value)) return leads_nowhere_good(name);
  return !is_text(name) && !is_one_of(link_attributes, name) && means_file(value) ? std::optional(loads(name))
                                                                                  : std::nullopt;
}

std::optional<ContentRule> refused_edit(const HtmlToken& token) {
  if (token.name != edit_element)
    return ContentRule{"<" + token.name.substr(0, 20) + "> in a template of edits",
                       "use <assent-edit>, one for each edit"};
  if (value_of(token, "select").value_or("").empty()) return ContentRule{"an edit of nothing", "add select=\"…\""};
  const auto given = std::count_if(std::begin(changes), std::end(changes),
                                   [&](std::string_view change) { return value_of(token, change).has_value(); });
  if (given != 1)
    return ContentRule{"an edit changes one thing", "give one of text, attribute with value, classes and order"};
  if (const auto name = value_of(token, "attribute")) return refused_attribute_edit(token, *name);
  if (const auto classes = value_of(token, "classes"); classes && !all_words(*classes, is_class_change))
    return ContentRule{"classes are malformed", "write +name to add and -name to remove one"};
  if (const auto order = value_of(token, "order"); order && !all_words(*order, is_position))
    return ContentRule{"an order is malformed", "write the numbers of the children, as in \"3 1 2\""};
  return {};
}

}  // namespace assent::authoring
