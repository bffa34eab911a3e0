// What features name has to be declared, and may be read for the purpose that the feature serves.
#include "authoring/feature_slots.hpp"
#include "authoring/js_value.hpp"
#include "authoring/lint.hpp"
#include "authoring/lint_exposures.hpp"
#include "authoring/question_texts.hpp"
#include "profile/tree.hpp"

namespace assent::authoring {

namespace {

// What conditions of slots and attributes compare with needs room beside it.
constexpr std::size_t max_texts = policy::no_symbol - 1 - 4096;

// Whether the question asks what a text is as a number or in small letters. Of types only "any" keeps both.
bool needs_any(const Question& question) {
  using pack::Op;
  if (question.op <= Op::none) return std::any_of(question.children.begin(), question.children.end(), needs_any);
  if (question.op >= Op::less && question.op <= Op::more_or_equal)
    return profile::Tree(base::as_bytes(question.bytes)).tag() < profile::Tag::text;
  return question.op == Op::as_number || question.op == Op::as_folded || question.op == Op::among_folded;
}

class FeatureLinter {
 public:
  FeatureLinter(const Lookup& lookup, const Order& order, Problems& problems)
      : lookup_(lookup), order_(order), problems_(problems) {
    for (const Feature& feature : lookup.policy().features.all)
      for (const Rule& rule : feature.rules)
        for (const Parent& parent : rule.parents) asked_.insert(parent.feature);
  }

  void lint(const Feature& feature) {
    if (const Purpose* purpose = lookup_.purpose(feature.purpose))
      lint_paths(feature, *purpose);
    else
      problems_.error(feature.place, "there is no purpose " + in_quotes(feature.purpose),
                      "name the purpose that the feature serves, or one for all beside \"features\"");
    for (const Reference& each : feature.exposes)
      if (!lookup_.destination(each.id))
        problems_.error(each.place, "there is no destination " + in_quotes(each.id), "declare it in site.json");
    lint_exposures(lookup_, order_,
                   {feature.exposes, all_inputs(lookup_, feature), "what " + in_quotes(feature.id) + " gives"},
                   problems_);
    for (const Rule& rule : feature.rules) lint_parents(rule);
    each_question(feature, [this](const Question& each) { lint_text(each); });
    if (asked_.contains(feature.id)) lint_values(feature);
    if (asks_itself(feature))
      problems_.warning(feature.place, "the feature asks for itself, by its prerequisites; it gives null there",
                        "let one of them go without");
  }

 private:
  void lint_paths(const Feature& feature, const Purpose& purpose) {
    for (const std::string& path : direct_paths(feature)) {
      const Attribute* attribute = lookup_.attribute_at(path);
      if (!attribute)
        problems_.error(feature.place, "no attribute has the path " + in_quotes(path), "declare it in attributes.json");
      else if (!has_reference(attribute->purposes, purpose.id))
        problems_.error(
            feature.place,
            "the attribute " + in_quotes(attribute->id) + " is not for the purpose " + in_quotes(purpose.id),
            "name the purpose in attributes.json, or ask something else");
      else if (attribute->type > pack::ValueType::any)
        problems_.error(feature.place, "features cannot ask for scores or counts: " + in_quotes(attribute->id),
                        "show it by a slot, whose experiences know them");
      else if (attribute->type == pack::ValueType::text_list || attribute->type == pack::ValueType::date)
        problems_.error(feature.place, "features cannot ask for a list or a date: " + in_quotes(attribute->id),
                        "make its type \"any\"");
    }
  }

  void lint_text(const Question& question) {
    if (question.op != pack::Op::of || !is_text(question)) return;
    if (!std::any_of(question.children.begin(), question.children.end(), needs_any)) return;
    problems_.error(
        question.place,
        in_quotes(question.subject) +
            " is a text, and is asked here what it is as a number or in small letters, which it does not keep",
        "ask for the text as it is, or make it an attribute of type \"any\"");
  }

  bool is_text(const Question& of) const {
    if (of.about_page) return true;
    const Attribute* const attribute = lookup_.attribute_at(of.subject);
    return attribute && attribute->type == pack::ValueType::text;
  }

  void lint_parents(const Rule& rule) {
    for (const Parent& parent : rule.parents)
      if (!lookup_.feature(parent.feature))
        problems_.warning(rule.place, "there is no feature " + in_quotes(parent.feature) + "; its value is null",
                          "correct its key");
  }

  bool asks_itself(const Feature& feature) const {
    std::set<const Feature*> seen;
    std::vector<const Feature*> next{&feature};
    while (!next.empty()) {
      const Feature& each = *next.back();
      next.pop_back();
      for (const Rule& rule : each.rules)
        for (const Parent& parent : rule.parents) {
          const Feature* asked = lookup_.feature(parent.feature);
          if (asked == &feature) return true;
          if (asked && seen.insert(asked).second) next.push_back(asked);
        }
    }
    return false;
  }

  // What another feature asks for lies in the pack as a tree.
  void lint_values(const Feature& feature) {
    for (const Json& value : feature.values)
      if (!to_tree({{"value", value}}))
        problems_.error(feature.place,
                        "another feature asks for this one, which has a value too large or too deep for that",
                        "make the value smaller, or let the other ask something else");
  }

  const Lookup& lookup_;
  const Order& order_;
  Problems& problems_;
  std::set<std::string> asked_;  // features whose values others ask for
};

// Texts are numbered in a pack.
void lint_texts_asked(const Lookup& lookup, Problems& problems) {
  std::set<std::string> texts;
  each_question(lookup.policy(), [&](const Question& question) {
    for (std::string& text : question_texts(question)) texts.insert(std::move(text));
  });
  if (texts.size() > max_texts)
    problems.error(lookup.policy().features.place,
                   "features compare with more than " + std::to_string(max_texts) + " texts", "shorten their lists");
}

// Variations are kept as any other attribute: under its purposes, for its retention, to be seen and deleted.
void lint_keeper(const Lookup& lookup, Problems& problems) {
  const Reference& keeps = lookup.policy().features.keeps;
  if (keeps.id.empty()) return;
  const Attribute* const attribute = lookup.attribute(keeps.id);
  if (!attribute)
    problems.error(keeps.place, "there is no attribute " + in_quotes(keeps.id), "declare it in attributes.json");
  else if (attribute->type != pack::ValueType::any || attribute->source != pack::Source::declared)
    problems.error(keeps.place, "variations are kept in an attribute of type \"any\" that is declared",
                   "declare one for it in attributes.json");
}

}  // namespace

void lint_features(const Lookup& lookup, const Order& order, Problems& problems) {
  const std::size_t slots = lookup.policy().slots.size() + feature_slots(lookup.policy()).size();
  if (slots > policy::max_slots)
    problems.error(lookup.policy().features.place,
                   "slots and features that expose something are " + std::to_string(slots) + ", and " +
                       std::to_string(policy::max_slots) + " at the most may be",
                   "remove \"exposes\" where nobody reads it");
  FeatureLinter linter(lookup, order, problems);
  lint_keeper(lookup, problems);
  lint_texts_asked(lookup, problems);
  for (const Feature& each : lookup.policy().features.all) linter.lint(each);
}

}  // namespace assent::authoring
