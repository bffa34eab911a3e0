// Lookups by name. Everything that is not found is null, for the linter to report once.
#include "authoring/lookup.hpp"

#include <algorithm>

#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

template <class T>
const T* find(const std::unordered_map<std::string_view, std::size_t>& positions, const std::vector<T>& all,
              std::string_view id) {
  const auto found = positions.find(id);
  return found == positions.end() ? nullptr : &all[found->second];
}

void add_inputs(const std::optional<Condition>& condition, std::set<std::string>& inputs) {
  if (!condition) return;
  each_leaf(*condition, [&](const Condition& leaf) {
    if (!is_about_page(leaf.subject)) inputs.insert(leaf.subject);
  });
}

}  // namespace

Lookup::Lookup(const Policy& policy) : policy_(policy) {
  for (std::size_t at = 0; at < policy.purposes.size(); ++at) purposes_.emplace(policy.purposes[at].id, at);
  for (std::size_t at = 0; at < policy.attributes.size(); ++at) attributes_.emplace(policy.attributes[at].id, at);
  for (std::size_t at = 0; at < policy.attributes.size(); ++at) {
    const Attribute& each = policy.attributes[at];
    paths_.emplace(each.path.empty() ? each.id : each.path, at);
  }
  for (std::size_t at = 0; at < policy.features.all.size(); ++at) features_.emplace(policy.features.all[at].id, at);
  for (std::size_t at = 0; at < policy.site.destinations.size(); ++at)
    destinations_.emplace(policy.site.destinations[at].id, at);
}

const Purpose* Lookup::purpose(std::string_view id) const { return find(purposes_, policy_.purposes, id); }
const Attribute* Lookup::attribute(std::string_view id) const { return find(attributes_, policy_.attributes, id); }
const Attribute* Lookup::attribute_at(std::string_view path) const { return find(paths_, policy_.attributes, path); }
const Feature* Lookup::feature(std::string_view id) const { return find(features_, policy_.features.all, id); }
const Destination* Lookup::destination(std::string_view id) const {
  return find(destinations_, policy_.site.destinations, id);
}

const Slot* Lookup::slot(std::string_view name) const {
  for (const Slot& each : policy_.slots)
    if (each.id == name) return &each;
  for (const Slot& each : policy_.slots)
    if (each.place_name.id == name) return &each;
  return nullptr;
}

std::uint16_t Lookup::position(const Slot& slot) const {
  return static_cast<std::uint16_t>(&slot - policy_.slots.data());
}
std::uint16_t Lookup::position(const Purpose& purpose) const {
  return static_cast<std::uint16_t>(&purpose - policy_.purposes.data());
}
std::uint16_t Lookup::position(const Attribute& attribute) const {
  return static_cast<std::uint16_t>(&attribute - policy_.attributes.data());
}
std::uint16_t Lookup::position(const Destination& destination) const {
  return static_cast<std::uint16_t>(&destination - policy_.site.destinations.data());
}
std::uint16_t Lookup::position(const Feature& feature) const {
  return static_cast<std::uint16_t>(&feature - policy_.features.all.data());
}
std::uint16_t Lookup::map_position(std::string_view id) const {
  return static_cast<std::uint16_t>(std::distance(policy_.maps.begin(), policy_.maps.find(std::string(id))));
}

bool is_about_page(std::string_view subject) { return subject.starts_with("page."); }

std::optional<std::string> context_fact(std::string_view subject) {
  if (!is_about_page(subject)) return {};
  subject.remove_prefix(5);
  const bool is_query = subject.starts_with("query.") && is_name(subject.substr(6));
  if (subject == "path" || subject == "referrer" || is_query) return std::string(subject);
  return {};
}

void each_leaf(const Condition& condition, const std::function<void(const Condition&)>& visit) {
  if (condition.op > pack::Op::none) visit(condition);
  for (const Condition& child : condition.children) each_leaf(child, visit);
}

void each_condition(const Policy& policy, const std::function<void(const Condition&)>& visit) {
  for (const Attribute& attribute : policy.attributes)
    for (const Inference& inference : attribute.inferences)
      if (inference.when) visit(*inference.when);
  for (const Slot& slot : policy.slots)
    for (const Experience& experience : slot.experiences)
      if (experience.when) visit(*experience.when);
}

namespace {

void each_below(const Question& question, const std::function<void(const Question&)>& visit) {
  visit(question);
  for (const Question& child : question.children) each_below(child, visit);
}
void each_below(const std::optional<Question>& question, const std::function<void(const Question&)>& visit) {
  if (question) each_below(*question, visit);
}

}  // namespace

void each_question(const Feature& feature, const std::function<void(const Question&)>& visit) {
  for (const Rule& rule : feature.rules) {
    each_below(rule.when, visit);
    each_below(rule.urls, visit);
    for (const Parent& parent : rule.parents) each_below(parent.condition, visit);
    for (const BanditContext& context : rule.contexts) each_below(context.when, visit);
  }
}

void each_question(const Policy& policy, const std::function<void(const Question&)>& visit) {
  for (const Feature& feature : policy.features.all) each_question(feature, visit);
}

void each_sentence(const Policy& policy, const std::function<void(const Sentence&)>& visit) {
  visit(policy.site.title);
  visit(policy.site.controller.name);
  for (const Destination& destination : policy.site.destinations) visit(destination.title);
  for (const Purpose& purpose : policy.purposes) {
    visit(purpose.title);
    visit(purpose.explain);
  }
  for (const Attribute& attribute : policy.attributes) visit(attribute.title);
  for (const Service& service : policy.services) {
    visit(service.title);
    for (const auto* names : {&service.cookies, &service.storage})
      for (const KeptName& kept : *names) visit(kept.explain);
  }
  for (const Slot& slot : policy.slots)
    for (const Experience& experience : slot.experiences) visit(experience.because);
}

std::set<std::string> direct_inputs(const Attribute& attribute) {
  std::set<std::string> inputs;
  for (const Inference& inference : attribute.inferences) add_inputs(inference.when, inputs);
  return inputs;
}

std::set<std::string> direct_inputs(const Slot& slot) {
  std::set<std::string> inputs;
  for (const Experience& experience : slot.experiences) add_inputs(experience.when, inputs);
  // A value that is shown is one more thing that the slot's place tells.
  for (const Reference& shown : slot.shows) inputs.insert(shown.id);
  return inputs;
}

bool is_counted(const Slot& slot) {
  return std::any_of(slot.experiences.begin(), slot.experiences.end(),
                     [](const Experience& each) { return each.pace.caps.has_value(); });
}

std::set<std::string> all_inputs(const Policy& policy, const Slot& slot) {
  std::set<std::string> inputs = direct_inputs(slot);
  if (is_counted(slot) && !policy.pacing.counts.id.empty()) inputs.insert(policy.pacing.counts.id);
  return inputs;
}

std::set<std::string> direct_paths(const Feature& feature) {
  std::set<std::string> paths;
  each_question(feature, [&](const Question& question) {
    if (question.op == pack::Op::of && !question.about_page) paths.insert(question.subject);
  });
  const auto add = [&](const std::string& path) {
    if (!path.empty()) paths.insert(path);
  };
  const auto add_split = [&](const Split& split) {
    add(split.attribute);
    add(split.fallback);
  };
  for (const Rule& rule : feature.rules) {
    for (const Filter& filter : rule.filters) add_split(filter.split);
    const bool is_divided =
        rule.kind == pack::RuleKind::experiment ? rule.variations.size() > 1 : rule.rollout != pack::Rollout::everyone;
    if (is_divided) add_split(rule.split);
  }
  return paths;
}

namespace {

// The feature and those that it asks, through others too.
std::set<const Feature*> asked_with(const Lookup& lookup, const Feature& feature) {
  std::set<const Feature*> seen{&feature};
  std::vector<const Feature*> next{&feature};
  while (!next.empty()) {
    const Feature& each = *next.back();
    next.pop_back();
    for (const Rule& rule : each.rules)
      for (const Parent& parent : rule.parents)
        if (const Feature* asked = lookup.feature(parent.feature); asked && seen.insert(asked).second)
          next.push_back(asked);
  }
  return seen;
}

}  // namespace

std::set<std::string> all_inputs(const Lookup& lookup, const Feature& feature) {
  std::set<std::string> paths, inputs;
  const std::string& keeps = lookup.policy().features.keeps.id;
  for (const Feature* each : asked_with(lookup, feature)) {
    paths.merge(direct_paths(*each));
    for (const Rule& rule : each->rules) {
      paths.insert(rule.kept_by);
      if (is_kept(rule) && !keeps.empty()) inputs.insert(keeps);
    }
  }
  for (const std::string& path : paths)
    if (const Attribute* attribute = lookup.attribute_at(path)) inputs.insert(attribute->id);
  return inputs;
}

const Leave* leave_for(const Attribute& attribute, std::string_view destination) {
  for (const Leave& leave : attribute.leaves)
    if (leave.destination.id == destination) return &leave;
  return nullptr;
}

std::optional<pack::Basis> basis_under(const Purpose& purpose, const Regime& regime) {
  const auto own = purpose.regime_bases.find(regime.id);
  return own != purpose.regime_bases.end() ? own->second : purpose.bases[static_cast<std::size_t>(regime.model)];
}

bool is_sensitive(const Purpose& purpose, const Policy& policy) {
  return std::any_of(policy.attributes.begin(), policy.attributes.end(),
                     [&](const Attribute& each) { return each.special && has_reference(each.purposes, purpose.id); });
}

bool has_reference(const std::vector<Reference>& references, std::string_view id) {
  return std::any_of(references.begin(), references.end(), [&](const Reference& each) { return each.id == id; });
}

bool share_purpose(const Attribute& attribute, const Destination& destination) {
  return std::any_of(attribute.purposes.begin(), attribute.purposes.end(),
                     [&](const Reference& purpose) { return has_reference(destination.purposes, purpose.id); });
}

}  // namespace assent::authoring
