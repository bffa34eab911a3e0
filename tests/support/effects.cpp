// A scan over brackets and quotes: the exact bytes of each element are what tests compare.
#include "effects.hpp"

#include <stdexcept>
#include <string>

namespace assent::support {

namespace {

// Index of the quote that ends the text which begins at `at`; most of an effects text stands between quotes.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while ((at = text.find('"', at)) != std::string_view::npos) {
    std::size_t escapes = 0;
    while (at - escapes > begin && text[at - escapes - 1] == '\\') ++escapes;
    if (escapes % 2 == 0) return at;
    ++at;
  }
  return text.size();
}

// Index behind the object that begins at `at`.
std::size_t end_of_object(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '"')
      at = end_of_text(text, at + 1);
    else if (letter == '{' || letter == '[')
      ++depth;
    else if ((letter == '}' || letter == ']') && --depth == 0)
      return at + 1;
  }
  throw std::runtime_error("an effects text is cut short");
}

}  // namespace

std::vector<Element> elements(std::string_view effects) {
  constexpr std::string_view opening = "{\"do\":\"";
  std::vector<Element> found;
  if (effects.empty() || effects[0] != '[') throw std::runtime_error("an effects text is no array");
  std::size_t at = 1;
  while (at < effects.size() && effects[at] != ']') {
    if (effects[at] == ',') ++at;
    const std::size_t end = end_of_object(effects, at);
    const std::string_view text = effects.substr(at, end - at);
    if (!text.starts_with(opening)) throw std::runtime_error("an effect does not say what to do");
    const std::size_t close = text.find('"', opening.size());
    found.push_back({text.substr(opening.size(), close - opening.size()), text});
    at = end;
  }
  return found;
}

std::string_view text_member(std::string_view element, std::string_view name) {
  const std::string opening = "\"" + std::string(name) + "\":\"";
  const std::size_t at = element.find(opening);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + opening.size();
  return element.substr(begin, element.find('"', begin) - begin);
}

}  // namespace assent::support
