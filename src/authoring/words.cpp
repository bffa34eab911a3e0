// Case folding of ASCII, Latin-1 and the few letters beyond it that French needs: the core languages of the rules that
// look for words. No locale.
#include "authoring/words.hpp"

#include <algorithm>

#include "base/format.hpp"

namespace assent::authoring {

namespace {

bool is_ascii_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_between(std::string_view code_point, std::string_view first, std::string_view last) {
  return code_point.size() == first.size() && code_point >= first && code_point <= last;
}

// UTF-8 keeps the order of code points, so ranges of them are ranges of bytes.
bool separates(std::string_view code_point) {
  if (code_point.size() == 1) return !is_ascii_word(code_point.front());
  return is_between(code_point, "\u0080", "\u00bf") || is_between(code_point, "\u2000", "\u206f") ||
         is_between(code_point, "\u3000", "\u3003");
}

void append_folded(std::string& word, std::string_view code_point) {
  const char last = code_point.back();
  if (code_point.size() == 1)
    word.push_back(last >= 'A' && last <= 'Z' ? static_cast<char>(last - 'A' + 'a') : last);
  else if (is_between(code_point, "\u00c0", "\u00de") && code_point != "\u00d7")
    word.append({code_point.front(), static_cast<char>(last + 0x20)});
  else if (code_point == "\u0152")
    word.append("\u0153");
  else
    word.append(code_point);
}

}  // namespace

Words words_of(std::string_view text) {
  Words words;
  bool inside = false;
  while (!text.empty()) {
    const std::string_view code_point = text.substr(0, base::prefix_bytes(text, 1));
    text.remove_prefix(code_point.size());
    const bool was_inside = inside;
    inside = !separates(code_point);
    if (!inside) continue;
    if (!was_inside) words.emplace_back();
    append_folded(words.back(), code_point);
  }
  return words;
}

bool has_phrase(const Words& words, const Words& phrase) {
  return std::search(words.begin(), words.end(), phrase.begin(), phrase.end()) != words.end();
}

}  // namespace assent::authoring
