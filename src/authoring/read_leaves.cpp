// An attribute's `leaves`: in which form it may go to which destination. {} means never.
#include "authoring/parts.hpp"

namespace assent::authoring {

namespace {

using pack::Minimizer;
using pack::ValueType;

constexpr std::string_view decision_only[] = {"decision"};
constexpr std::string_view plain_minimizers[] = {"keep", "drop"};
constexpr std::string_view date_units[] = {"day", "month", "year"};
constexpr std::string_view type_names[] = {"boolean", "number", "text", "text-list", "date"};

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

void read_minimizer(const Element& element, ValueType type, Leave& leave) {
  if (element.json().is_string()) {
    leave.minimizer = element.word(plain_minimizers) == 0 ? Minimizer::keep : Minimizer::drop;
    return;
  }
  const Object object = element.object(fields::minimizer);
  if (element.json().is_object() && object.size() != 1)
    element.error("a minimizer is one thing", "write one of: " + listed(fields::minimizer_optional));
  if (const auto bucket = object.find("bucket")) {
    check_type(*bucket, type, ValueType::number);
    read_bucket(*bucket, leave);
  } else if (const auto prefix = object.find("prefix")) {
    check_type(*prefix, type, ValueType::text);
    leave.minimizer = Minimizer::prefix;
    leave.length = static_cast<std::uint8_t>(prefix->whole(1, max_prefix).value_or(1));
  } else if (const auto map = object.find("map")) {
    check_type(*map, type, ValueType::text);
    leave.minimizer = Minimizer::map;
    leave.map = read_reference(*map);
  } else if (const auto date = object.find("date")) {
    check_type(*date, type, ValueType::date);
    leave.minimizer = Minimizer::date;
    leave.unit = static_cast<pack::DateUnit>(date->word(date_units).value_or(0));
  }
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
    leaves.push_back(std::move(leave));
  }
  return leaves;
}

}  // namespace assent::authoring
