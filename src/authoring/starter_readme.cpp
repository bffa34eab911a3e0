// README.md of a starter: the lines of starter/README.md that hold for what was chosen, with its names put in. A name
// is put in as it is and never read as a part of the template.
#include <map>

#include "authoring/starter_files.hpp"
#include "authoring/starter_parts.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view model_names[] = {"opt-in", "opt-out", "notice"};
constexpr std::string_view opening = "{{", closing = "}}", condition = "if ";

using Values = std::map<std::string, std::string, std::less<>>;

// `line` with each {{name}} replaced, or nothing where it is for a condition, {{if name}}, that does not hold: one
// whose value is empty.
std::string filled(std::string_view line, const Values& values) {
  std::string text;
  while (!line.empty()) {
    const std::size_t begin = std::min(line.find(opening), line.size());
    text += line.substr(0, begin);
    line.remove_prefix(begin);
    if (line.empty()) break;
    const std::size_t end = line.find(closing);
    std::string_view name = line.substr(opening.size(), end - opening.size());
    line.remove_prefix(end + closing.size());
    const bool is_condition = name.starts_with(condition);
    if (is_condition) name.remove_prefix(condition.size());
    const std::string& value = values.at(std::string(name));
    if (!is_condition)
      text += value;
    else if (value.empty())
      return {};
  }
  return text;
}

Values values_of(const StarterChoices& choices, const Presets& presets, bool has_slots) {
  std::vector<std::string> unreviewed;
  for (const std::string& language : choices.languages)
    if (!is_translated(language)) unreviewed.push_back("`" + language + "`");
  const auto asking = asking_age(choices, presets);
  const std::string& first = choices.regimes.front();
  const pack::Model model = presets.at(first).model;
  const auto flag = [](bool holds) { return std::string(holds ? "yes" : ""); };
  return {{"id", choices.id},
          {"title", choices.title},
          {"regimes", joined(choices.regimes)},
          {"first", first},
          {"model", std::string(model_names[static_cast<std::size_t>(model)])},
          {"lax", flag(model != pack::Model::opt_in)},
          {"asking", joined(asking)},
          {"asks-age", flag(!asking.empty())},
          {"asks-no-age", flag(asking.empty())},
          {"unreviewed", joined(unreviewed)},
          {"slots", flag(has_slots)},
          {"no-slots", flag(!has_slots)}};
}

}  // namespace

std::string starter_readme(const StarterChoices& choices, const Presets& presets, bool has_slots) {
  const Values values = values_of(choices, presets, has_slots);
  std::string readme;
  std::string_view rest = starter_file("starter/README.md");
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    readme += filled(line, values);
    rest.remove_prefix(line.size());
  }
  return readme;
}

}  // namespace assent::authoring
