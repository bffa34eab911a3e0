// The parts of a starter policy that people read: texts and content by language, and the README. They are cut from
// src/authoring/starter; nothing here decides what belongs to the policy.
#pragma once

#include <set>
#include <string>

#include "authoring/starter_choices.hpp"
#include "authoring/strict_json.hpp"

namespace assent::authoring {

/// True where the sentences of exactly this language are written; for others those of a close one, or of English,
/// stand in.
bool is_translated(const std::string& language);

/// texts/<language>.json with the sentences of the widget and those of `keys`. Where the language is not translated,
/// every key is unreviewed.
Json starter_texts(const std::string& language, const std::set<std::string>& keys);

/// content/<language>/<slot>.html
std::string starter_content(const std::string& language, const std::string& slot);

/// README.md: what to do next.
std::string starter_readme(const StarterChoices& choices, const Presets& presets, bool has_slots);

}  // namespace assent::authoring
