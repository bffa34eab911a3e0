// The words on the controls that refuse, close and choose: they name the choice and do not press for another one.
#include "authoring/lint.hpp"
#include "authoring/shaming.hpp"
#include "authoring/ui_texts.hpp"
#include "authoring/words.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view refusing[] = {"reject", "opt_out", "close", "choose", "save"};

// A refusal this many times as long as the acceptance says more than that; one that is short anyway does not.
constexpr std::size_t max_refusal_ratio = 3;
constexpr std::size_t short_refusal_letters = 32;

std::size_t letters_of(std::string_view text) {
  std::size_t count = 0;
  for (const char letter : text) count += (static_cast<unsigned char>(letter) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

const std::string* text_of(const Texts& texts, std::string_view name) {
  const auto found = texts.by_key.find(std::string(ui_prefix).append(name));
  return found == texts.by_key.end() ? nullptr : &found->second;
}

Place place_of(const Texts& texts, std::string_view name) {
  return Place{texts.file, ""}.at(std::string(ui_prefix).append(name));
}

void lint_words(const Texts& texts, std::string_view name, const Shaming& shaming, Problems& problems) {
  const std::string* text = text_of(texts, name);
  if (!text) return;  // reported: the text is missing
  const Words words = words_of(*text);
  for (const std::string_view phrase : shaming.phrases)
    if (has_phrase(words, words_of(phrase)))
      return problems.error(place_of(texts, name), "this shames or threatens who refuses: " + in_quotes(phrase),
                            "name the choice and nothing else, as \"Reject all\" does");
}

void lint_length(const Texts& texts, Problems& problems) {
  const std::string* accept = text_of(texts, "accept");
  const std::string* reject = text_of(texts, "reject");
  if (!accept || !reject) return;
  const std::size_t letters = letters_of(*reject);
  if (letters > short_refusal_letters && letters > max_refusal_ratio * letters_of(*accept))
    problems.error(place_of(texts, "reject"),
                   "this is more than " + std::to_string(max_refusal_ratio) + " times as long as \"ui.accept\"",
                   "say the same kind of thing at the same length: \"Accept all\", \"Reject all\"");
}

bool is_in(std::string_view language, const Shaming& shaming) {
  return language.substr(0, language.find('-')) == shaming.language;
}

}  // namespace

void lint_wording(const Policy& policy, Problems& problems) {
  for (const auto& [language, texts] : policy.texts) {
    for (const Shaming& shaming : shaming::all)
      for (const std::string_view name : refusing)
        if (is_in(language, shaming)) lint_words(texts, name, shaming, problems);
    lint_length(texts, problems);
  }
}

}  // namespace assent::authoring
