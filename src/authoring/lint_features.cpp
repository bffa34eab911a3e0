// What features name has to be declared, and may be read for the purpose that the feature serves.
#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

class FeatureLinter {
 public:
  FeatureLinter(const Lookup& lookup, Problems& problems) : lookup_(lookup), problems_(problems) {}

  void lint(const Feature& feature) {
    if (const Purpose* purpose = lookup_.purpose(feature.purpose))
      lint_paths(feature, *purpose);
    else
      problems_.error(feature.place, "there is no purpose " + in_quotes(feature.purpose),
                      "name the purpose that the feature serves, or one for all beside \"features\"");
    for (const std::string& each : feature.exposes)
      if (!lookup_.destination(each))
        problems_.error(lookup_.policy().features.place.at("exposes"), "there is no destination " + in_quotes(each),
                        "declare it in site.json");
    for (const Rule& rule : feature.rules) lint_parents(rule);
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
      else if (attribute->type == pack::ValueType::text_list || attribute->type == pack::ValueType::date)
        problems_.error(feature.place, "features cannot ask for a list or a date: " + in_quotes(attribute->id),
                        "make its type \"any\"");
    }
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

  const Lookup& lookup_;
  Problems& problems_;
};

}  // namespace

void lint_features(const Lookup& lookup, Problems& problems) {
  FeatureLinter linter(lookup, problems);
  for (const Feature& each : lookup.policy().features.all) linter.lint(each);
}

}  // namespace assent::authoring
