// Conditions as they are written: {"all": […]} and the like, or {"<subject>": {"<operator>": operand}}. What the
// subject is and whether the operand fits it is the linter's question.
#include <algorithm>

#include "authoring/parts.hpp"
#include "profile/profile.hpp"

namespace assent::authoring {

namespace {

using pack::Op;

constexpr std::string_view groups[] = {"all", "any", "none"};
constexpr std::string_view operators[] = {"exists", "eq", "ne", "lt", "lte", "gt", "gte", "in", "contains"};
constexpr std::string_view hashed = "hashed";
constexpr std::size_t max_subject_bytes = 128;
// What `none` asks of a list or a set stands two levels deeper in the pack.
constexpr std::size_t max_nesting = policy::max_condition_depth - 2;

using Members = std::vector<std::pair<std::string, Element>>;

// "hashed" stands beside the operators and is about all of them.
bool take_hashed(Members& members) {
  const auto found =
      std::find_if(members.begin(), members.end(), [](const auto& member) { return member.first == hashed; });
  if (found == members.end()) return false;
  const bool is_hashed = found->second.boolean().value_or(false);
  members.erase(found);
  return is_hashed;
}

// What several operators compare.
struct Subject {
  std::string name;
  std::string choice;
  bool is_hashed;
};

// "drawn-to.alps" is the score of a choice; what else has dots is a fact about the page.
Subject subject_of(const std::string& name, bool is_hashed) {
  const std::size_t dot = name.find('.');
  if (dot == name.npos || name.starts_with("page.")) return {name, "", is_hashed};
  return {name.substr(0, dot), name.substr(dot + 1), is_hashed};
}

class Reader {
 public:
  Condition read(const Element& element, std::size_t depth) {
    if (!fits(element, depth)) return {};
    const auto members = element.members(max_json_values);
    if (members.size() != 1) {
      if (element.json().is_object())
        element.error("a condition names one thing",
                      "write {\"all\": [ … ]} around several, and leave an empty one out");
      return {};
    }
    const auto& [name, member] = members.front();
    for (std::size_t group = 0; group < std::size(groups); ++group)
      if (name == groups[group]) return read_group(member, static_cast<Op>(group), depth);
    return read_subject(name, member, depth);
  }

 private:
  bool fits(const Element& element, std::size_t depth) {
    if (depth > max_nesting) {
      element.error("the condition is nested deeper than " + std::to_string(max_nesting) + " levels",
                    "write it flatter");
      return false;
    }
    if (++nodes_ == max_condition_nodes + 1)
      element.error("the condition has more than " + std::to_string(max_condition_nodes) + " parts", "split it");
    return nodes_ <= max_condition_nodes;
  }

  Condition read_group(const Element& element, Op op, std::size_t depth) {
    Condition condition;
    condition.op = op;
    condition.place = element.place();
    const auto items = element.items(max_condition_nodes);
    if (items.empty() && element.json().is_array()) element.error("the list is empty", "write one condition at least");
    for (const Element& item : items) condition.children.push_back(read(item, depth + 1));
    return condition;
  }

  // Several operators on one subject must all hold.
  Condition read_subject(const std::string& name, const Element& element, std::size_t depth) {
    auto members = element.members(std::size(operators) + 1);
    const Subject subject = subject_of(name, take_hashed(members));
    if (members.empty() && element.json().is_object())
      element.error("nothing is compared", "write an operator: " + listed(operators));
    if (name.size() > max_subject_bytes) {
      element.error("no attribute has so long a name", "correct it");
      return {};
    }
    if (members.size() == 1) return read_operator(subject, members.front(), depth);
    Condition all;
    all.place = element.place();
    for (const auto& member : members)
      if (fits(element, depth + 1)) all.children.push_back(read_operator(subject, member, depth + 1));
    return all;
  }

  Condition read_operator(const Subject& subject, const std::pair<std::string, Element>& member, std::size_t depth) {
    const auto& [name, element] = member;
    Condition leaf;
    leaf.subject = subject.name;
    leaf.choice = subject.choice;
    leaf.hashed = subject.is_hashed;
    leaf.place = element.place();
    for (std::size_t at = 0; at < std::size(operators); ++at)
      if (name == operators[at]) leaf.op = static_cast<Op>(at + static_cast<std::size_t>(Op::exists));
    if (leaf.op == Op::all)
      element.error("unknown operator " + in_quotes(name), "known here: " + listed(operators));
    else if (leaf.op == Op::exists)
      return read_exists(element, std::move(leaf), depth);
    else
      read_operands(element, leaf);
    return leaf;
  }

  Condition read_exists(const Element& element, Condition leaf, std::size_t depth) {
    if (element.boolean().value_or(true) || !fits(element, depth + 1)) return leaf;
    Condition none;
    none.op = Op::none;
    none.place = leaf.place;
    none.children.push_back(std::move(leaf));
    return none;
  }

  void read_operands(const Element& element, Condition& leaf) {
    if (leaf.op != Op::one_of) return read_operand(element, leaf);
    const auto items = element.items(max_operands);
    if (items.empty() && element.json().is_array()) element.error("the list is empty", "write one value at least");
    for (const Element& item : items) read_operand(item, leaf);
  }

  void read_operand(const Element& element, Condition& leaf) {
    const Json& json = element.json();
    if (json.is_boolean()) {
      leaf.operands.push_back({json.get<bool>(), element.place()});
    } else if (json.is_number()) {
      if (const auto number = element.number()) leaf.operands.push_back({*number, element.place()});
    } else if (const auto text = element.text(profile::max_text_bytes)) {
      leaf.operands.push_back({*text, element.place()});
    }
  }

  std::size_t nodes_ = 0;
};

}  // namespace

Condition read_condition(const Element& element) { return Reader().read(element, 0); }

}  // namespace assent::authoring
