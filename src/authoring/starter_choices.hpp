// What a newcomer chooses for a starter policy, on the command line or in answer to a question: each choice with its
// proposal and its check. It writes nothing and asks nobody.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/problem.hpp"
#include "authoring/starter_presets.hpp"

namespace assent::authoring {

struct StarterChoices {
  std::string id, title, controller, contact, privacy_notice;
  std::vector<std::string> regimes;    // each once, the strictest first
  std::vector<std::string> purposes;   // each once, in the catalogue's order, "necessary" among them
  std::vector<std::string> languages;  // each once
  bool age_gate = false;               // the banner asks age wherever a chosen regime has an age rule
};

/// One choice. `take` checks what was said and keeps it; a problem's file is the flag, and then nothing is kept.
struct Choice {
  std::string_view flag, value, help;  // "--title", "TEXT": value is empty where the flag takes none
  std::string_view question, why;      // one line each
  std::string (*proposal)(const StarterChoices& so_far);
  void (*take)(std::string_view said, const Presets& presets, StarterChoices& choices, Problems& problems);
  bool (*matters)(const StarterChoices& so_far, const Presets& presets);  // false: there is nothing to choose
};

/// In the order in which they are asked: a proposal may depend on those before it.
std::span<const Choice> starter_choices();

/// Checks the site's id, which is the name of its folder too, and keeps it.
void take_id(std::string_view said, StarterChoices& choices, Problems& problems);

/// The chosen regimes under which the banner asks about age.
std::vector<std::string> asking_age(const StarterChoices& choices, const Presets& presets);

/// `a, b, c`
std::string joined(const std::vector<std::string>& words);

}  // namespace assent::authoring
