// Texts and content, language by language: everything that a visitor may see is there, and nothing else.
#include <algorithm>
#include <map>

#include "authoring/content_scan.hpp"
#include "authoring/lint.hpp"
#include "authoring/ui_texts.hpp"
#include "authoring/why_texts.hpp"
#include "authoring/write_reasons.hpp"

namespace assent::authoring {

namespace {

using Keys = std::map<std::string, Place>;  // key → where it is used first

Keys keys_of(const Policy& policy) {
  Keys keys;
  each_sentence(policy, [&](const Sentence& sentence) {
    if (sentence.is_key()) keys.emplace(sentence.key(), sentence.place);
  });
  return keys;
}

// What a choice is called, where some language says it: then all do.
void add_choices(const Policy& policy, Keys& keys) {
  for (const Attribute& attribute : policy.attributes)
    for (const std::string& choice : attribute.choices) {
      const std::string key = std::string(choice_prefix) + attribute.id + "." + choice;
      if (std::any_of(policy.texts.begin(), policy.texts.end(),
                      [&](const auto& texts) { return texts.second.by_key.contains(key); }))
        keys.emplace(key, attribute.place);
    }
}

void lint_language(const std::string& language, const Texts& texts, const Keys& keys, bool says, Problems& problems) {
  const auto missing = [&](std::string_view key, const Place& place) {
    if (!texts.by_key.contains(std::string(key)))
      problems.error(place, "the text " + in_quotes(key) + " is missing in " + in_quotes(language),
                     "add it to " + texts.file);
  };
  std::set<std::string> used;
  for (const auto& [key, place] : keys) {
    missing(key, place);
    used.insert(key);
  }
  const auto use = [&](std::string_view prefix, std::string_view name) {
    const auto [key, is_new] = used.insert(std::string(prefix).append(name));
    if (is_new) missing(*key, {texts.file, ""});
  };
  for (const std::string_view name : ui_texts) use(ui_prefix, name);
  // Who says one sentence of "why this?" says all of them, in every language.
  if (says)
    for (const std::string_view name : why_texts) use(why_prefix, name);
  const Place file{texts.file, ""};
  for (const auto& [key, text] : texts.by_key)
    if (!used.contains(key)) problems.warning(file.at(key), "nothing uses this text", "remove it, or correct its key");
}

using Variants = std::map<std::pair<std::string, std::string>, bool>;  // experience and variant → seen

Variants variants_of(const Slot& slot) {
  Variants variants;
  for (const Experience& experience : slot.experiences) {
    if (experience.variants.empty()) variants.emplace(std::pair(experience.id, ""), false);
    for (const Variant& variant : experience.variants) variants.emplace(std::pair(experience.id, variant.id), false);
  }
  return variants;
}

std::string described(const std::pair<std::string, std::string>& variant) {
  return in_quotes(variant.first) + (variant.second.empty() ? "" : ", variant " + in_quotes(variant.second));
}

// A goal inside of a slot says by itself which experience was there.
void lint_goal_marks(const Lookup& lookup, const Slot& slot, const Place& place, const ContentScan& scan,
                     Problems& problems) {
  const std::vector<Goal>& goals = lookup.policy().goals;
  for (const GoalMark& mark : scan.goals)
    if (std::none_of(goals.begin(), goals.end(),
                     [&](const Goal& each) { return each.id == mark.goal && lookup.slot(each.after.id) == &slot; }))
      problems.error(place,
                     "line " + std::to_string(mark.line) + ": " + in_quotes(mark.goal) + " is no goal after this slot",
                     "name one of goals.json whose \"after\" is this slot");
}

void lint_content(const Lookup& lookup, const Slot& slot, const Place& place, std::string_view html,
                  Problems& problems) {
  const ContentScan scan = scan_content(html);
  for (const ContentFault& fault : scan.faults)
    problems.error(place, "line " + std::to_string(fault.line) + ": " + fault.what, fault.remedy);
  lint_goal_marks(lookup, slot, place, scan, problems);
  Variants variants = variants_of(slot);
  for (const Template& found : scan.templates) {
    const std::pair key(found.experience, found.variant);
    const auto expected = variants.find(key);
    const std::string line = "line " + std::to_string(found.line) + ": ";
    if (expected == variants.end())
      problems.error(place, line + "the slot shows no " + described(key), "correct the names, or remove the template");
    else if (expected->second)
      problems.error(place, line + "a second template for " + described(key), "keep one of them");
    else
      expected->second = true;
  }
  for (const auto& [key, seen] : variants)
    if (!seen) problems.error(place, "there is no template for " + described(key), "add it");
}

}  // namespace

void lint_texts(const Policy& policy, Problems& problems) {
  Keys keys = keys_of(policy);
  add_choices(policy, keys);
  for (const auto& [language, texts] : policy.texts) lint_language(language, texts, keys, says_why(policy), problems);
}

void lint_contents(const Lookup& lookup, Problems& problems) {
  const Policy& policy = lookup.policy();
  for (const auto& [language, contents] : policy.contents)
    for (const Slot& slot : policy.slots)
      if (const auto content = contents.find(slot.id); content != contents.end())
        lint_content(lookup, slot, {policy.folder + "/content/" + language + "/" + slot.id + ".html", ""},
                     content->second, problems);
}

std::vector<Problem> list_unreviewed(const Policy& policy) {
  std::vector<Problem> unreviewed;
  const auto add = [&](const Place& place, std::string what) {
    unreviewed.push_back({Problem::Severity::warning, place.file, place.pointer, std::move(what),
                          "let counsel confirm it, and name the source"});
  };
  for (const Regime& regime : policy.regimes)
    for (const auto& [name, fact] : regime.unreviewed) add(fact, "unreviewed: nobody has confirmed this fact");
  for (const auto& [language, texts] : policy.texts)
    for (const Place& text : texts.unreviewed) add(text, "unreviewed: nobody has confirmed this text");
  return unreviewed;
}

}  // namespace assent::authoring
