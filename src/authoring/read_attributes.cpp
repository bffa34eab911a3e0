// attributes.json: what may be known about a visitor, from where, for what, and in which form it may leave.
#include <algorithm>
#include <set>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"
#include "profile/profile.hpp"

namespace assent::authoring {

namespace {

using pack::Source;
using pack::Update;
using pack::ValueType;

constexpr std::string_view types[] = {"boolean", "number", "text", "text-list", "date", "any", "scores", "counts"};
constexpr std::string_view sources[] = {"declared", "observed", "inferred"};
constexpr std::string_view updates[] = {"set", "add", "collect"};
constexpr std::string_view reserved[] = {"all", "any", "none", "page"};

bool holds_texts(ValueType type) { return type == ValueType::text || type == ValueType::text_list; }

std::optional<double> read_bound(const Element& element, ValueType type) {
  return type == ValueType::date ? element.date() : element.number();
}

void read_range(const Element& element, Attribute& attribute) {
  if (attribute.type != ValueType::number && attribute.type != ValueType::date)
    return element.error("only a number or a date has a range", "remove it");
  const auto items = element.items(2);
  if (items.size() != 2) return element.error("a range is two values", "write [lowest, highest]");
  const auto low = read_bound(items[0], attribute.type);
  const auto high = read_bound(items[1], attribute.type);
  if (!low || !high) return;
  if (*low > *high) return element.error("the range is empty", "write the lower value first");
  attribute.range = {*low, *high};
}

void read_choices(const Element& element, Attribute& attribute) {
  if (!holds_texts(attribute.type) && attribute.type != ValueType::scores)
    return element.error("only texts and scores have choices", "remove them");
  const auto items = element.items(max_choices);
  if (items.empty() && element.json().is_array())
    element.error("the list is empty", "write one choice, or leave it out");
  std::set<std::string> seen;
  for (const Element& item : items) {
    auto choice = item.text(profile::max_text_bytes);
    if (!choice) continue;
    if (!seen.insert(*choice).second) item.error("this choice is listed twice", "keep one of them");
    attribute.choices.push_back(std::move(*choice));
  }
}

void read_update(const Element& element, Attribute& attribute) {
  attribute.update = static_cast<Update>(element.word(updates).value_or(0));
  if (attribute.update == Update::add && attribute.type != ValueType::number)
    element.error("only a number can be added to", "write \"set\", or make the attribute a number");
  if (attribute.update == Update::collect && attribute.type != ValueType::text_list)
    element.error("only a text-list can collect", "write \"set\", or make the attribute a text-list");
}

constexpr std::string_view bundle = "bundle";
constexpr std::string_view bundle_prefix = "bundle:";

void check_signal(const Element& element, std::string_view name) {
  if (name == bundle || name.starts_with(bundle_prefix))
    return element.error("this name is kept for what the site's server signs", "choose another");
  if (!name.empty() && !is_name(name))
    element.error("the name of a signal is malformed", "use letters, digits, \"-\", \"_\", \".\" and \":\"");
}

ScoreSignal read_weighted(const std::string& name, const Element& weight) {
  check_signal(weight, name);
  const auto number = weight.number();
  if (number && (*number < min_score_weight || *number > 1))
    weight.error("a weight is from 0.001 to 1", "write how much of what is missing to 1 the signal adds");
  return {name, number.value_or(default_score_weight)};
}

// {"view-category": 0.3, "search": 0.2}; of a list each has the same weight.
void read_score_signals(const Element& element, Attribute& attribute) {
  if (element.json().is_object()) {
    for (const auto& [name, weight] : element.members(max_score_signals))
      attribute.raised_by.push_back(read_weighted(name, weight));
  } else {
    std::set<std::string> seen;
    for (const Element& item : element.items(max_score_signals)) {
      const std::string name = item.text(max_name_bytes).value_or("");
      check_signal(item, name);
      if (!seen.insert(name).second) item.error("this signal is listed twice", "keep one of them");
      attribute.raised_by.push_back({name});
    }
  }
  if (attribute.raised_by.empty() && element.json().is_structured())
    element.error("nothing raises these scores", "name one signal at least");
}

void read_half_life(const Element& element, Attribute& attribute) {
  if (attribute.type != ValueType::scores)
    return element.error("only scores have a half-life", "remove it, or make the type \"scores\"");
  attribute.half_life_s = element.duration().value_or(1);
  if (attribute.half_life_s == 0) element.error("scores would be gone at once", "write for example \"P14D\"");
}

// What scores cannot be without.
void check_scores(const Object& object, const Attribute& attribute) {
  const auto type = object.find("type");
  if (attribute.type != ValueType::scores || !type) return;
  if (attribute.source != Source::observed)
    type->error("scores are observed", "make the source \"observed\" and say by \"from\" which signals raise them");
  if (!object.find("choices")) type->error("scores are of choices", "add \"choices\": what may draw a visitor");
  if (!object.find("half-life"))
    type->error("nothing says how soon an interest fades", "add \"half-life\", for example \"P14D\"");
  if (const auto update = object.find("update"))
    update->error("signals raise scores, and do nothing else to them", "remove it; \"from\" takes a weight a signal");
}

void read_path(const Element& element, Attribute& attribute) {
  if (attribute.type != ValueType::any)
    return element.error("only an attribute of any type has a path", "remove it, or make the type \"any\"");
  attribute.path = element.text(max_feature_bytes).value_or("");
}

// Fields that belong to one source only.
void check_source_fields(const Object& object, const Attribute& attribute) {
  const auto only = [&](std::string_view name, Source source) {
    const auto field = object.find(name);
    if (field && attribute.source != source)
      field->error("only an attribute that is " + std::string(sources[static_cast<int>(source)]) + " has this field",
                   "remove it, or change the source");
    return field;
  };
  const bool has_signal = only("from", Source::observed).has_value();
  only("update", Source::observed);
  const bool has_rules = only("infer", Source::inferred).has_value();
  const auto source = object.find("source");
  if (source && attribute.source == Source::observed && attribute.type == ValueType::any)
    source->error("what is of any type is not observed", "make it \"declared\", or give it a type");
  const bool is_counts = attribute.type == ValueType::counts;
  if (source && attribute.source == Source::observed && !has_signal && !is_counts)
    source->error("an observed attribute names the signal it comes from", "add \"from\"");
  if (source && attribute.source == Source::inferred && !has_rules)
    source->error("an inferred attribute says how it is inferred", "add \"infer\"");
}

Operand read_value(const Element& element, const Attribute& attribute) {
  Operand value{false, element.place()};
  switch (attribute.type) {
    case ValueType::boolean:
      value.value = element.boolean().value_or(false);
      break;
    case ValueType::number:
      value.value = element.number().value_or(0);
      break;
    case ValueType::date:
      value.value = element.date().value_or(0);
      break;
    case ValueType::text:
      value.value = element.text(profile::max_text_bytes).value_or("");
      break;
    case ValueType::text_list:
      element.error("a text-list cannot be inferred", "infer a text, or observe the list");
      break;
    case ValueType::any:
      element.error("what is of any type cannot be inferred", "give it a type");
      break;
    case ValueType::scores:
    case ValueType::counts:
      element.error("this is counted, not inferred", "say by \"from\" what it is counted from");
  }
  return value;
}

void read_inferences(const Element& element, Attribute& attribute) {
  const auto items = element.items(max_inferences);
  if (items.empty() && element.json().is_array()) element.error("the list is empty", "write one rule at least");
  for (const Element& item : items) {
    const Object object = item.object(fields::inference);
    Inference inference;
    inference.place = item.place();
    if (const auto when = object.find("when")) inference.when = read_condition(*when);
    if (const auto value = object.find("value")) inference.value = read_value(*value, attribute);
    attribute.inferences.push_back(std::move(inference));
  }
}

// What the site's server says of a signed-in customer comes under a signal that no script of the page can tell.
void read_bundle(const Object& object, Attribute& attribute) {
  attribute.of_bundle = true;
  attribute.signal = std::string(bundle_prefix) + attribute.id;
  if (attribute.update != Update::set)
    object.find("update")->error("a bundle says what a value is", "write \"set\", or remove it");
}

// What was seen is the core's own to count.
void check_counts(const Object& object, const Attribute& attribute) {
  const auto source = object.find("source");
  if (attribute.type != ValueType::counts || !source) return;
  if (attribute.source != Source::observed) source->error("what was seen is observed", "make the source \"observed\"");
  for (const std::string_view name : {"special", "from", "update", "stale-after"})
    if (const auto field = object.find(name))
      field->error("counts have no " + in_quotes(name), "remove it; pacing.json says what counts in this attribute");
}

void read_constraints(const Object& object, Attribute& attribute) {
  check_source_fields(object, attribute);
  check_counts(object, attribute);
  if (const auto range = object.find("range")) read_range(*range, attribute);
  if (const auto choices = object.find("choices")) read_choices(*choices, attribute);
  check_scores(object, attribute);
  if (const auto update = object.find("update"); update && attribute.type != ValueType::scores)
    read_update(*update, attribute);
  if (const auto half_life = object.find("half-life")) read_half_life(*half_life, attribute);
  if (const auto infer = object.find("infer")) read_inferences(*infer, attribute);
  if (const auto leaves = object.find("leaves")) attribute.leaves = read_leaves(*leaves, attribute.type);
  if (const auto path = object.find("path")) read_path(*path, attribute);
  const auto from = object.find("from");
  if (!from) return;
  if (attribute.type == ValueType::scores) return read_score_signals(*from, attribute);
  attribute.signal = from->text(max_name_bytes).value_or("");
  if (attribute.signal == bundle) return read_bundle(object, attribute);
  check_signal(*from, attribute.signal);
}

// How long a value may be used; without a rule of its own, as long as it is kept.
std::uint32_t read_freshness(const std::optional<Element>& element, std::uint32_t retention_s) {
  const auto stale_after = element ? element->duration() : std::nullopt;
  if (stale_after && *stale_after > retention_s)
    element->error("it would be stale after it is gone", "write no more than \"retention\"");
  return stale_after ? std::min(*stale_after, retention_s) : retention_s;
}

Attribute read_attribute(const std::string& id, const Element& element) {
  const Object object = element.object(fields::attribute);
  Attribute attribute;
  attribute.id = id;
  attribute.place = element.place();
  attribute.title = read_sentence(object.find("title"));
  const auto type = object.find("type");
  const auto source = object.find("source");
  const auto type_word = type ? type->word(types) : std::nullopt;
  const auto source_word = source ? source->word(sources) : std::nullopt;
  attribute.purposes = read_references(object.find("purposes"), policy::max_purposes, false);
  if (const auto retention = object.find("retention")) attribute.retention_s = retention->duration().value_or(0);
  attribute.fresh_s = read_freshness(object.find("stale-after"), attribute.retention_s);
  if (const auto special = object.find("special")) attribute.special = special->id().has_value();
  if (const auto proxy = object.find("proxy")) attribute.proxy = proxy->text(max_sentence_bytes).value_or("");
  // What follows depends on type and source, and without them would only repeat their problem.
  if (!type_word || !source_word) return attribute;
  attribute.type = static_cast<ValueType>(*type_word);
  attribute.source = static_cast<Source>(*source_word);
  read_constraints(object, attribute);
  return attribute;
}

}  // namespace

std::vector<Attribute> read_attributes(const Element& file) {
  std::vector<Attribute> attributes;
  for (const auto& [id, member] : file.members(policy::max_attributes)) {
    if (!check_id(id, member)) continue;
    for (const std::string_view word : reserved)
      if (id == word) member.error(in_quotes(id) + " means something else in a condition", "choose another id");
    attributes.push_back(read_attribute(id, member));
  }
  return attributes;
}

}  // namespace assent::authoring
