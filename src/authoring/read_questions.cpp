// One function for each kind of operator. Comments name what of JavaScript decides.
#include "authoring/read_questions.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "authoring/case_table.hpp"
#include "authoring/js_value.hpp"
#include "authoring/pattern.hpp"
#include "personalization/version.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

using pack::Op;
using profile::Tag;

// Nobody, and everybody.
Question never() {
  Question question;
  question.op = Op::any;
  return question;
}
Question always() { return {}; }

Question with(Op op, std::vector<Question> children) {
  Question question;
  question.op = op;
  question.children = std::move(children);
  return question;
}
Question negated(Question question) { return with(Op::none, {std::move(question)}); }

Question leaf(Op op, std::string text) {
  Question question;
  question.op = op;
  question.text = std::move(text);
  return question;
}

// If the object has only names that start with "$", and one at least.
bool is_operators(const Json& json) {
  if (!json.is_object() || json.empty()) return false;
  return std::all_of(json.items().begin(), json.items().end(),
                     [](const auto& item) { return item.key().starts_with('$'); });
}

// !!value
bool is_truthy(const Json& json) {
  if (json.is_number()) return json.get<double>() != 0;
  if (json.is_string()) return !json.get_ref<const std::string&>().empty();
  return json.is_boolean() ? json.get<bool>() : !json.is_null();
}

std::string comparable(const Json& version) {
  std::string text;
  if (version.is_string()) text = version.get<std::string>();
  if (version.is_number()) text = js_number_text(version.get<double>());
  return std::string(personalization::comparable_version(text).view());
}

struct Named {
  std::string_view name;
  Op op;
  bool is_negated;
};
constexpr Named versions[] = {{"$veq", Op::version, false},       {"$vne", Op::version, true},
                              {"$vgt", Op::older_or_equal, true}, {"$vgte", Op::older, true},
                              {"$vlt", Op::older, false},         {"$vlte", Op::older_or_equal, false}};
constexpr Named orders[] = {{"$lt", Op::less, false},
                            {"$lte", Op::less_or_equal, false},
                            {"$gt", Op::more, false},
                            {"$gte", Op::more_or_equal, false}};
constexpr Named lists[] = {{"$in", Op::among, false},
                           {"$nin", Op::among, true},
                           {"$ini", Op::among_folded, false},
                           {"$nini", Op::among_folded, true}};
constexpr std::pair<std::string_view, Tag> types[] = {{"null", Tag::null},     {"boolean", Tag::no},
                                                      {"number", Tag::number}, {"string", Tag::text},
                                                      {"array", Tag::list},    {"object", Tag::object}};

template <std::size_t count>
const Named* named(const Named (&all)[count], std::string_view name) {
  const auto found = std::find_if(std::begin(all), std::end(all), [&](const Named& each) { return each.name == name; });
  return found == std::end(all) ? nullptr : found;
}

// What === can find: no list and no object ever is one of the members.
Members scalars(const Json& values, bool folded) {
  std::vector<Json> members;
  for (const Json& each : values)
    if (!each.is_structured())
      members.push_back(folded && each.is_string() ? Json(to_lower(each.get<std::string>())) : each);
  return std::make_shared<const std::vector<Json>>(std::move(members));
}

class Reader {
 public:
  explicit Reader(const SavedGroups& groups) : groups_(groups) {}

  /// True where reading ended early.
  bool is_too_large() const {
    return parts_ > max_question_nodes || values_ > max_question_values || bytes_ > max_question_bytes;
  }

  // An object whose members must all hold: groups of conditions, and paths with what is asked of them.
  Question condition(const Element& element, Of of) {
    if (!fits(element)) return never();
    const Json& json = element.json();
    if (!json.is_object()) {
      element.error("a condition is an object", "write {\"path\": …}");
      return never();
    }
    ++depth_;
    std::vector<Question> all;
    for (const auto& [name, value] : json.items())
      all.push_back(member(name, Element(value, element.place().at(name), element.problems()), of));
    --depth_;
    return all.size() == 1 ? std::move(all.front()) : with(Op::all, std::move(all));
  }

 private:
  // Saved groups that name each other can be far larger written out than they are.
  bool fits(const Element& element) {
    if (is_too_large()) return false;
    if (depth_ > policy::max_condition_depth / 2) {
      element.error(
          "the condition is nested deeper than " + std::to_string(policy::max_condition_depth / 2) + " levels",
          "write it flatter");
      return false;
    }
    return true;
  }

  Question member(const std::string& name, const Element& element, Of of) {
    if (name == "$or" || name == "$nor") {
      Question any = group(element, Op::any, of);
      if (any.children.empty()) any = always();  // as evalOr has it
      return name == "$or" ? std::move(any) : negated(std::move(any));
    }
    if (name == "$and") return group(element, Op::all, of);
    if (name == "$not") return negated(condition(element, of));
    if (name == "$savedGroup") return saved_group(element, of);
    ++parts_;
    return about(name, value_condition(element, false), of, element.place());
  }

  static Question about(const std::string& path, Question question, Of of, const Place& place) {
    Question subject = with(of == Of::visitor ? Op::of : Op::of_property, {std::move(question)});
    subject.subject = path;
    subject.place = place;
    return subject;
  }

  Question group(const Element& element, Op op, Of of) {
    if (!element.json().is_array()) {
      element.error("this takes a list of conditions", "write them between square brackets");
      return never();
    }
    Question question = with(op, {});
    parts_ += element.json().size();
    for (const Element& each : element.items(max_question_nodes)) question.children.push_back(condition(each, of));
    return question;
  }

  // evalConditionValue
  Question value_condition(const Element& element, bool insensitive) {
    const Json& json = element.json();
    if (json.is_string()) {
      const auto& text = json.get_ref<const std::string&>();
      return insensitive ? leaf(Op::as_folded, to_lower(text)) : leaf(Op::as_text, text);
    }
    Question question;
    question.place = element.place();
    if (json.is_number()) {
      question.op = Op::as_number;
      question.number = json.get<double>();
      return question;
    }
    if (json.is_boolean()) {
      question.op = Op::is_truthy;
      question.index = json.get<bool>() ? 1 : 0;
      return question;
    }
    if (json.is_null()) return leaf(Op::is_null, "");
    return is_operators(json) ? operators(element) : constant(Op::as_json, element);
  }

  Question constant(Op op, const Element& element) {
    Question question = leaf(op, "");
    if (auto tree = to_tree(element.json()))
      question.bytes = std::move(*tree);
    else
      element.error("the value is too large", "compare with a smaller one");
    bytes_ += question.bytes.size();
    return question;
  }

  Question operators(const Element& element) {
    if (!fits(element)) return never();
    ++depth_;
    parts_ += element.json().size();
    std::vector<Question> all;
    for (const auto& [name, value] : element.json().items())
      all.push_back(by_operator(name, Element(value, element.place().at(name), element.problems())));
    --depth_;
    return all.size() == 1 ? std::move(all.front()) : with(Op::all, std::move(all));
  }

  Question by_operator(const std::string& name, const Element& expected) {
    const Json& json = expected.json();
    if (const Named* found = named(versions, name))
      return signed_(leaf(found->op, comparable(json)), found->is_negated);
    if (const Named* found = named(orders, name)) return constant(found->op, expected);
    if (const Named* found = named(lists, name))
      return json.is_array() ? signed_(set(found->op, json, expected), found->is_negated) : never();
    if (name == "$eq") return set(Op::equal, Json::array({json}), expected);
    if (name == "$ne") return negated(set(Op::equal, Json::array({json}), expected));
    if (name == "$inGroup" || name == "$notInGroup") return in_group(expected, name == "$notInGroup");
    if (name == "$exists") return signed_(leaf(Op::is_there, ""), !is_truthy(json));
    if (name == "$not") return negated(value_condition(expected, false));
    if (name == "$size") return with(Op::of_length, {value_condition(expected, false)});
    if (name == "$elemMatch") return elem_match(expected);
    if (name == "$all" || name == "$alli") return each_of(expected, name == "$alli");
    if (name == "$regex" || name == "$regexi") return pattern(expected, name == "$regexi");
    if (name == "$type") return type(json);
    expected.warning("unknown operator " + in_quotes(name) + ": as in GrowthBook nobody answers it",
                     "use one of GrowthBook's operators");
    return never();
  }

  static Question signed_(Question question, bool is_negated) {
    return is_negated ? negated(std::move(question)) : std::move(question);
  }

  Question set(Op op, const Json& values, const Element& element) {
    values_ += values.size();
    return set_of(op, scalars(values, op == Op::among_folded), element);
  }
  static Question set_of(Op op, Members members, const Element& element) {
    Question question = leaf(op, "");
    if (members->size() > max_group_values)
      element.error("the list holds more than " + std::to_string(max_group_values) + " values", "shorten it");
    question.members = std::move(members);
    return question;
  }

  // An unknown group is an empty list; what is no list of values lets nobody through, either way.
  Question in_group(const Element& expected, bool is_negated) {
    const std::string id = expected.json().is_string() ? expected.json().get<std::string>() : "";
    const bool is_known = expected.json().is_string() && groups_.find(id);
    Members values = is_known ? groups_.values_of(id) : std::make_shared<const std::vector<Json>>();
    return values ? signed_(set_of(Op::among, std::move(values), expected), is_negated) : never();
  }

  Question elem_match(const Element& expected) {
    Question some = with(Op::of_some, {});
    some.children.push_back(is_operators(expected.json()) ? value_condition(expected, false)
                                                          : condition(expected, Of::value));
    return some;
  }

  Question each_of(const Element& expected, bool insensitive) {
    if (!expected.json().is_array()) return never();
    Question each = with(Op::of_each, {});
    parts_ += expected.json().size();
    for (const Element& item : expected.items(max_group_values))
      each.children.push_back(value_condition(item, insensitive));
    return each;
  }

  Question pattern(const Element& expected, bool ignore_case) {
    if (!expected.json().is_string()) return never();
    CompiledPattern compiled = compile_pattern(expected.json().get_ref<const std::string&>(), ignore_case);
    if (compiled.outcome == PatternOutcome::invalid) return never();
    Question question = leaf(Op::matches, "");
    question.bytes.assign(compiled.program.begin(), compiled.program.end());
    bytes_ += question.bytes.size();
    if (compiled.outcome == PatternOutcome::unsupported)
      expected.error("the pattern has " + compiled.construct + ", which takes more than linear time",
                     "write it without, or as several conditions");
    if (compiled.outcome == PatternOutcome::too_big) expected.error("the pattern is too large", "shorten it");
    return question;
  }

  static Question type(const Json& json) {
    if (!json.is_string()) return never();
    const auto found = std::find_if(std::begin(types), std::end(types),
                                    [&](const auto& each) { return each.first == json.get_ref<const std::string&>(); });
    if (found == std::end(types)) return never();
    Question question = leaf(Op::has_type, "");
    question.index = static_cast<std::uint16_t>(found->second);
    return question;
  }

  // What is not recognized matches nobody, and neither does a group within itself.
  Question saved_group(const Element& reference, Of of) {
    const Json& json = reference.json();
    if (!json.is_object() || !json.contains("id") || !json.at("id").is_string()) return never();
    const auto id = json.at("id").get<std::string>();
    const Json* const group = groups_.find(id);
    const Json key = json.value("attributeKey", Json());
    if (!group || !group->is_object() || under_way_.contains(id) || !(key.is_null() || key.is_string())) return never();
    if (json.contains("attributeKey") && key.is_null()) return never();
    const Json type = group->value("type", Json());
    if (type == "list") return by_list(id, *group, key, reference, of);
    if (type != "condition" || !group->contains("condition") || !group->at("condition").is_object()) return never();
    under_way_.insert(id);
    Question question =
        condition(Element(group->at("condition"), groups_.place_of(id).at("condition"), reference.problems()), of);
    under_way_.erase(id);
    return question;
  }

  Question by_list(const std::string& id, const Json& group, const Json& key, const Element& reference, Of of) {
    const Json path = key.is_null() ? group.value("attributeKey", Json()) : key;
    Members values = groups_.values_of(id);
    if (!path.is_string() || !values) return never();
    return about(path.get<std::string>(), set_of(Op::among, std::move(values), reference), of, reference.place());
  }

  const SavedGroups& groups_;
  std::set<std::string> under_way_;
  std::size_t depth_ = 0, parts_ = 0, values_ = 0, bytes_ = 0;
};

std::size_t count_nodes(const Question& question) {
  std::size_t count = 1;
  for (const Question& child : question.children) count += count_nodes(child);
  return count;
}

}  // namespace

SavedGroups::SavedGroups(const Element& groups) : groups_(&groups.json()), place_(groups.place()) {
  if (!groups_->is_object()) return;
  for (const auto& [id, group] : groups_->items()) {
    const bool is_list = group.is_object() && group.value("type", Json()) == "list" && group.contains("values");
    const Json& values = is_list ? group.at("values") : group;
    if (values.is_array()) values_[id] = scalars(values, false);
  }
}

const Json* SavedGroups::find(std::string_view id) const {
  if (!groups_ || !groups_->is_object()) return nullptr;
  const auto found = groups_->find(std::string(id));
  return found == groups_->end() ? nullptr : &*found;
}

Members SavedGroups::values_of(const std::string& id) const {
  const auto found = values_.find(id);
  return found == values_.end() ? nullptr : found->second;
}

Question read_questions(const Element& condition, const SavedGroups& groups, Of of) {
  Reader reader(groups);
  Question question = reader.condition(condition, of);
  if (!reader.is_too_large() && count_nodes(question) <= max_question_nodes) return question;
  condition.error("the condition has more than " + std::to_string(max_question_nodes) + " parts, " +
                      std::to_string(max_question_values) + " values in its lists or " +
                      std::to_string(max_question_bytes) + " bytes of patterns and of values that it compares with",
                  "split it");
  return never();
}

}  // namespace assent::authoring
