// Member by member, with GrowthBook's defaults where a member is absent: absent and falsy are the same to its SDK.
#include "authoring/read_features.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_map>

#include "authoring/js_value.hpp"
#include "authoring/parts.hpp"
#include "authoring/read_questions.hpp"
#include "authoring/url_targets.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view default_attribute = "id";

// A member that is there and not null.
std::optional<Element> find(const Element& element, std::string_view name) {
  if (!element.json().is_object()) return {};
  const auto found = element.json().find(std::string(name));
  if (found == element.json().end() || found->is_null()) return {};
  return Element(*found, element.place().at(name), element.problems());
}

std::string text_of(const Element& element, std::string_view name, std::string_view otherwise) {
  const auto found = find(element, name);
  if (!found) return std::string(otherwise);
  if (found->json().is_string() && found->json().get_ref<const std::string&>().empty()) return std::string(otherwise);
  return found->text(max_feature_bytes).value_or("");
}

double number_of(const Element& element, std::string_view name, double otherwise) {
  const auto found = find(element, name);
  if (!found) return otherwise;
  if (found->json().is_number()) return found->json().get<double>();
  found->error("this has to be a number", "write one");
  return otherwise;
}

std::uint32_t whole_of(const Element& element, std::string_view name) {
  const auto found = find(element, name);
  return found ? found->whole(0, 1'000'000).value_or(0) : 0;
}

bool flag_of(const Element& element, std::string_view name) {
  const auto found = find(element, name);
  return found && found->boolean().value_or(false);
}

std::vector<double> numbers_of(const std::optional<Element>& element) {
  std::vector<double> numbers;
  if (!element) return numbers;
  for (const Element& each : element->items(max_variations)) {
    if (!each.json().is_number()) {
      each.error("this has to be a number", "write one");
      continue;
    }
    numbers.push_back(each.json().get<double>());
  }
  return numbers;
}

void append_range(const Element& element, Ranges& ranges) {
  const auto pair = numbers_of(element);
  if (pair.size() != 2) return element.error("a range is two numbers", "write [first, end]");
  ranges.insert(ranges.end(), pair.begin(), pair.end());
}

Ranges ranges_of(const std::optional<Element>& element) {
  Ranges ranges;
  if (element)
    for (const Element& each : element->items(max_variations)) append_range(each, ranges);
  return ranges;
}

std::int32_t leaf_of(const Element& element) {
  const double leaf = number_of(element, "leafId", 0);
  if (leaf >= min_leaf && leaf <= max_leaf && leaf == std::floor(leaf)) return static_cast<std::int32_t>(leaf);
  find(element, "leafId")->error("a leaf's id is a whole number of 32 bits", "write one");
  return 0;
}

std::uint8_t version_of(const Element& element, std::uint8_t otherwise) {
  const double version = number_of(element, "hashVersion", otherwise);
  if (version == 0) return otherwise;
  return version == 1 || version == 2 ? static_cast<std::uint8_t>(version) : 0;
}

// Members that are not worth an error of their own: the SDK takes the first truthy of them.
template <class Reads>
void each_of(const Element& element, std::string_view name, std::size_t most, Reads reads) {
  if (const auto list = find(element, name))
    for (const Element& each : list->items(most)) reads(each);
}

Filter filter_of(const Element& element) {
  Filter filter;
  filter.split = {text_of(element, "attribute", default_attribute), "", text_of(element, "seed", ""),
                  version_of(element, 2)};
  filter.ranges = ranges_of(find(element, "ranges"));
  return filter;
}

// ["space", 0, 0.5]
std::optional<Filter> space_of(const Element& element, const Split& split) {
  const auto space = find(element, "namespace");
  if (!space) return {};
  const auto items = space->items(3);
  if (items.size() != 3 || !items[0].json().is_string() || !items[1].json().is_number() ||
      !items[2].json().is_number()) {
    space->error("a namespace is a name and two numbers", "write [\"name\", first, end]");
    return {};
  }
  Filter filter;
  filter.split = {split.attribute, "", "__" + items[0].json().get<std::string>(), 1};
  filter.ranges = {items[1].json().get<double>(), items[2].json().get<double>()};
  return filter;
}

// Names by which variations are kept and told, and which of them let the next rules be asked.
void read_meta(const Element& element, Rule& rule) {
  each_of(element, "meta", max_variations, [&](const Element& each) {
    rule.names.push_back(text_of(each, "key", ""));
    rule.passthrough.push_back(flag_of(each, "passthrough") ? 1 : 0);
  });
}

class Reader {
 public:
  explicit Reader(const Element& file) : file_(file) {
    if (const auto groups = find(file, "savedGroups")) groups_ = SavedGroups(*groups);
    bandits_ = find(file, "contextualBandits");
    purpose_ = text_of(file, "purpose", "");
    exposes_ = exposes_of(file, {});
    may_decide_ = read_may_decide(find(file, "may-decide"));
  }

  Features read() {
    Features features;
    features.place = file_.place();
    if (const auto keeps = find(file_, "keeps")) features.keeps = {keeps->id().value_or(""), keeps->place()};
    if (const auto all = find(file_, "features")) {
      for (const auto& [id, member] : all->members(max_features)) features.all.push_back(feature(id, member));
    }
    each_of(file_, "experiments", max_features,
            [&](const Element& each) { features.all.push_back(experiment_alone(each)); });
    if (features.all.size() > max_features)
      file_.error("features and experiments are more than " + std::to_string(max_features) + " together",
                  "remove some");
    return features;
  }

 private:
  Feature started(const std::string& id, const Element& element) {
    if (id.empty() || id.size() > max_feature_bytes)
      element.error("the key of a feature has 1 to " + std::to_string(max_feature_bytes) + " bytes", "shorten it");
    if (!ids_.insert(id).second) element.error(in_quotes(id) + " is there twice", "give one of them another key");
    known_values_.clear();
    Feature feature;
    feature.id = id;
    feature.place = element.place();
    feature.purpose = text_of(element, "purpose", purpose_);
    feature.exposes = exposes_of(element, exposes_);
    const auto may_decide = find(element, "may-decide");
    feature.may_decide = may_decide ? read_may_decide(may_decide) : may_decide_;
    return feature;
  }

  Feature feature(const std::string& id, const Element& element) {
    Feature made = started(id, element);
    if (const auto value = find(element, "defaultValue")) made.fallback = value_in(made, value->json());
    each_of(element, "rules", max_rules, [&](const Element& each) { made.rules.push_back(rule(each, made)); });
    return made;
  }

  // Something that is tried by itself; on web pages GrowthBook runs these without being asked for a feature.
  Feature experiment_alone(const Element& element) {
    const std::string key = text_of(element, "key", "");
    Feature made = started("experiment:" + key, element);
    made.alone = true;
    made.persists_query = flag_of(element, "persistQueryString");
    Rule rule = common(element);
    read_experiment(element, key, made, rule);
    if (find(element, "url")) element.error("\"url\" is GrowthBook's old way to target pages", "write \"urlPatterns\"");
    if (find(element, "include")) element.error("\"include\" is a function", "write a condition");
    if (find(element, "groups"))
      element.error("\"groups\" is GrowthBook's old way to target visitors", "write a condition");
    if (const auto targets = find(element, "urlPatterns")) rule.urls = read_url_targets(*targets);
    const std::string status = text_of(element, "status", "");
    const auto active = find(element, "active");
    if (status == "stopped") rule.status = pack::Status::stopped;
    if (status == "draft" || (active && active->json() == false)) rule.status = pack::Status::inactive;
    if (const auto forced = find(element, "force"))
      rule.forced = static_cast<std::int32_t>(std::clamp(number_of(element, "force", -1), -1.0, 1e6));
    made.rules.push_back(std::move(rule));
    return made;
  }

  static std::vector<Reference> exposes_of(const Element& element, const std::vector<Reference>& otherwise) {
    const auto exposes = find(element, "exposes");
    return exposes ? read_references(exposes, max_destinations, true) : otherwise;
  }

  // The index of a value, each of which is kept once.
  std::uint16_t value_in(Feature& feature, const Json& value) {
    if (value.is_null()) return no_value;
    const std::string as_text = value.is_number() ? js_number_text(value.get<double>()) : value.dump();
    const auto [entry, is_new] = known_values_.emplace(as_text, static_cast<std::uint16_t>(feature.values.size()));
    if (!is_new) return entry->second;
    if (feature.values.size() == max_values) {
      file_.problems().error(feature.place, "the feature has more than " + std::to_string(max_values) + " values",
                             "make it several features");
      return no_value;
    }
    feature.values.push_back(value);
    return entry->second;
  }

  Parent parent(const Element& element) {
    Parent made{text_of(element, "id", ""), {}, flag_of(element, "gate")};
    if (const auto condition = find(element, "condition"))
      made.condition = read_questions(*condition, groups_, Of::value);
    return made;
  }

  Rule common(const Element& element) {
    Rule rule;
    rule.place = element.place();
    rule.id = text_of(element, "id", "");
    each_of(element, "parentConditions", max_features,
            [&](const Element& each) { rule.parents.push_back(parent(each)); });
    each_of(element, "filters", max_variations, [&](const Element& each) { rule.filters.push_back(filter_of(each)); });
    if (const auto condition = find(element, "condition")) rule.when = read_questions(*condition, groups_, Of::visitor);
    rule.split.attribute = text_of(element, "hashAttribute", default_attribute);
    rule.split.fallback = text_of(element, "fallbackAttribute", "");
    rule.split.version = version_of(element, 1);
    rule.sticky = !flag_of(element, "disableStickyBucketing");
    return rule;
  }

  Rule rule(const Element& element, Feature& feature) {
    Rule made = common(element);
    if (!element.json().is_object() || !element.json().contains("force")) {
      read_experiment(element, text_of(element, "key", feature.id), feature, made);
      if (const auto bandit = find(element, "contextualBanditRef")) read_bandit(*bandit, element, made);
      return made;
    }
    made.kind = pack::RuleKind::force;
    made.value = value_in(feature, element.json().at("force"));
    made.split.seed = text_of(element, "seed", feature.id);
    if (const auto range = find(element, "range")) {
      made.rollout = pack::Rollout::range;
      append_range(*range, made.ranges);
    } else if (find(element, "coverage")) {
      made.ranges = {number_of(element, "coverage", 1)};
      made.rollout = made.ranges.front() == 0 ? pack::Rollout::nobody : pack::Rollout::coverage;
    }
    return made;
  }

  void read_experiment(const Element& element, const std::string& key, Feature& feature, Rule& rule) {
    rule.key = key;
    rule.split.seed = text_of(element, "seed", key);
    const auto variations = find(element, "contextualVariations") ? "contextualVariations" : "variations";
    each_of(element, variations, max_variations,
            [&](const Element& each) { rule.variations.push_back(value_in(feature, each.json())); });
    rule.ranges = find(element, "ranges") ? ranges_of(find(element, "ranges"))
                                          : weighted(element, rule, numbers_of(find(element, "weights")));
    if (rule.filters.empty()) rule.space = space_of(element, rule.split);
    read_meta(element, rule);
    rule.kept_by = rule.split.fallback.empty() ? std::string(default_attribute) : rule.split.fallback;
    rule.bucket_version = whole_of(element, "bucketVersion");
    rule.min_bucket_version = whole_of(element, "minBucketVersion");
  }

  static Ranges weighted(const Element& element, const Rule& rule, const std::vector<double>& weights) {
    return bucket_ranges(rule.variations.size(), number_of(element, "coverage", 1), weights);
  }

  // A bandit that the payload does not have leaves the rule an experiment.
  void read_bandit(const Element& reference, const Element& element, Rule& rule) {
    const auto name = reference.text(max_feature_bytes);
    const auto bandit = bandits_ && name ? find(*bandits_, *name) : std::nullopt;
    if (!bandit) return;
    rule.bandit = true;
    each_of(*bandit, "contexts", max_rules, [&](const Element& each) {
      BanditContext context;
      if (const auto condition = find(each, "condition"))
        context.when = read_questions(*condition, groups_, Of::visitor);
      context.ranges =
          find(element, "ranges") ? rule.ranges : weighted(element, rule, numbers_of(find(each, "weights")));
      context.leaf = leaf_of(each);
      rule.contexts.push_back(std::move(context));
    });
  }

  const Element& file_;
  SavedGroups groups_;
  std::optional<Element> bandits_;
  std::string purpose_;
  std::vector<Reference> exposes_;
  std::vector<MayDecide> may_decide_;
  std::set<std::string> ids_;
  std::unordered_map<std::string, std::uint16_t> known_values_;  // of the feature that is being read
};

}  // namespace

Ranges bucket_ranges(std::size_t count, double coverage, const std::vector<double>& weights) {
  constexpr double least = 0.99;
  constexpr double most = 1.01;
  coverage = std::clamp(coverage, 0.0, 1.0);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const bool are_weights = weights.size() == count && total >= least && total <= most;
  Ranges ranges;
  double start = 0;
  for (std::size_t at = 0; at < count; ++at) {
    const double weight = are_weights ? weights[at] : 1 / static_cast<double>(count);
    ranges.push_back(start);
    ranges.push_back(start + coverage * weight);
    start += weight;
  }
  return ranges;
}

Features read_features(const Element& file) { return Reader(file).read(); }

}  // namespace assent::authoring
