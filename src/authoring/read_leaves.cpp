// An attribute's `leaves`: in which form it may go to which destination. {} means never.
#include "authoring/noise.hpp"
#include "authoring/parts.hpp"
#include "policy/levels.hpp"

namespace assent::authoring {

namespace {

using pack::Minimizer;
using pack::ValueType;

constexpr std::string_view decision_only[] = {"decision"};
constexpr std::string_view plain_minimizers[] = {"keep", "drop", "pseudonym"};
constexpr std::string_view date_units[] = {"day", "month", "year"};
constexpr std::string_view type_names[] = {"boolean", "number", "text", "text-list", "date", "any", "scores", "counts"};

void check_type(const Element& element, ValueType type, ValueType needed) {
  if (type == needed) return;
  element.error("this minimizer does not fit an attribute of type " + std::string(type_names[static_cast<int>(type)]),
                "it takes a " + std::string(type_names[static_cast<int>(needed)]) + "; choose another, or \"drop\"");
}

void read_bucket(const Element& element, Leave& leave) {
  leave.minimizer = Minimizer::bucket;
  const auto items = element.items(max_bounds);
  if (items.empty() && element.json().is_array()) element.error("the list is empty", "write one lower edge at least");
  for (const Element& item : items) {
    const auto bound = item.number();
    if (!bound) continue;
    if (!leave.bounds.empty() && *bound <= leave.bounds.back())
      item.error("the edges do not rise", "sort them, each once");
    leave.bounds.push_back(*bound);
  }
}

void read_word(const Element& element, ValueType type, Leave& leave) {
  static constexpr Minimizer words[] = {Minimizer::keep, Minimizer::drop, Minimizer::pseudonym};
  if (const auto word = element.word(plain_minimizers)) leave.minimizer = words[*word];
  if (leave.minimizer == Minimizer::pseudonym) check_type(element, type, ValueType::text);
}

void read_map_name(const Element& map, const std::optional<Element>& level, Leave& leave) {
  leave.minimizer = Minimizer::map;
  leave.map = read_reference(map);
  if (!level) return;
  if (const auto id = level->id()) leave.map.id += "/" + *id;
}

void read_round(const Element& element, Leave& leave) {
  leave.minimizer = Minimizer::round;
  const auto step = element.number();
  if (step && *step < policy::min_step)
    element.error("a step is 0.000001 at least", "write for example 10, for multiples of ten");
  leave.bounds = {step.value_or(1)};
}

// Noise is beside a form, or alone: then it is in what the attribute itself is.
void read_epsilon(const Element& element, Leave& leave) {
  const auto epsilon = element.number();
  if (!epsilon) return;
  if (*epsilon < min_epsilon || *epsilon > max_epsilon)
    return element.error("epsilon is from 0.001 to 16", "1 is usual; the smaller, the more private");
  leave.epsilon = *epsilon;
  if (leave.minimizer == Minimizer::bucket)
    leave.minimizer = Minimizer::noisy_bucket;
  else if (leave.minimizer == Minimizer::round)
    leave.minimizer = Minimizer::noisy_round;
  else if (leave.minimizer == Minimizer::keep)
    leave.minimizer = Minimizer::noisy_keep;
  else
    element.error("this form takes no noise", "noise goes with \"bucket\", \"round\", or alone");
}

void check_members(const Element& element, const Object& object) {
  const bool has_epsilon = object.find("epsilon").has_value();
  const bool has_level = object.find("level").has_value();
  const std::size_t forms = object.size() - (has_epsilon ? 1 : 0) - (has_level ? 1 : 0);
  if (forms > 1 || (forms == 0 && !has_epsilon))
    element.error("a minimizer is one thing", "write one of: bucket, prefix, map, date, round; \"epsilon\" adds noise");
  if (has_level && !object.find("map")) element.error("\"level\" is a level of a map", "write \"map\" beside it");
}

void read_minimizer(const Element& element, ValueType type, Leave& leave) {
  if (element.json().is_string()) return read_word(element, type, leave);
  const Object object = element.object(fields::minimizer);
  if (element.json().is_object()) check_members(element, object);
  if (const auto bucket = object.find("bucket")) {
    check_type(*bucket, type, ValueType::number);
    read_bucket(*bucket, leave);
  } else if (const auto prefix = object.find("prefix")) {
    check_type(*prefix, type, ValueType::text);
    leave.minimizer = Minimizer::prefix;
    leave.length = static_cast<std::uint8_t>(prefix->whole(1, max_prefix).value_or(1));
  } else if (const auto map = object.find("map")) {
    check_type(*map, type, ValueType::text);
    read_map_name(*map, object.find("level"), leave);
  } else if (const auto date = object.find("date")) {
    check_type(*date, type, ValueType::date);
    leave.minimizer = Minimizer::date;
    leave.unit = static_cast<pack::DateUnit>(date->word(date_units).value_or(0));
  } else if (const auto round = object.find("round")) {
    check_type(*round, type, ValueType::number);
    read_round(*round, leave);
  } else {
    leave.minimizer = Minimizer::keep;
  }
  if (const auto epsilon = object.find("epsilon")) read_epsilon(*epsilon, leave);
}

}  // namespace

std::vector<Leave> read_leaves(const Element& element, ValueType type) {
  std::vector<Leave> leaves;
  for (const auto& [destination, member] : element.members(max_destinations)) {
    const Object object = member.object(fields::leave);
    const auto as = object.find("as");
    const auto minimize = object.find("minimize");
    Leave leave;
    leave.destination = {destination, member.place()};
    leave.place = member.place();
    if (member.json().is_object() && as.has_value() == minimize.has_value())
      member.error("this does not say one form in which the attribute may leave",
                   "write {\"as\": \"decision\"} or {\"minimize\": …}, one of the two");
    if (as) leave.decision = as->word(decision_only).has_value();
    if (minimize) read_minimizer(*minimize, type, leave);
    if (type >= ValueType::any && leave.carries_value())
      member.error("what is of type " + in_quotes(type_names[static_cast<std::size_t>(type)]) +
                       " has no form in which it may leave",
                   "write {\"as\": \"decision\"}");
    leaves.push_back(std::move(leave));
  }
  return leaves;
}

}  // namespace assent::authoring
