// Features as features.json has them: GrowthBook's payload, typed, with GrowthBook's names for what is GrowthBook's.
// What its SDK looks up while it runs (saved groups, weights, bandits' contexts) is resolved here already.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "authoring/reference.hpp"
#include "authoring/strict_json.hpp"
#include "policy/pack.hpp"

namespace assent::authoring {

inline constexpr std::uint16_t no_value = 0xFFFF;  // null
inline constexpr std::size_t max_features = 4096;
inline constexpr std::size_t max_rules = 16'384;  // of one feature
inline constexpr std::size_t max_variations = 256;
inline constexpr std::size_t max_values = no_value;  // of one feature
inline constexpr double min_leaf = -2'147'483'648;   // of a bandit
inline constexpr double max_leaf = 2'147'483'647;
inline constexpr std::size_t max_feature_bytes = 256;  // of a feature's or an experiment's key, a seed, a path
inline constexpr std::size_t max_group_values = 65'535;
inline constexpr std::size_t max_question_nodes = 65'535;      // of one condition, saved groups written out
inline constexpr std::size_t max_question_values = 1'000'000;  // of the lists of one condition, likewise
inline constexpr std::size_t max_question_bytes = 4'194'304;   // of its patterns and of what it compares with, likewise

/// What a question looks for: shared, as many may look for the members of one saved group. Null: nothing.
using Members = std::shared_ptr<const std::vector<Json>>;

/// One node of a program of questions; which members matter follows from `op` (see pack.fbs).
struct Question {
  pack::Op op = pack::Op::all;
  bool about_page = false;  // of: a fact about the page
  std::string subject;      // of: a path or the fact; of_property: a path
  std::string text;         // as_text and the like, versions made comparable
  double number = 0;        // as_number
  std::uint16_t index = 0;  // is_truthy, has_type
  Members members;          // sets
  std::string bytes;        // trees and patterns
  std::vector<Question> children;
  Place place;
};

inline const std::vector<Json>& members_of(const Question& question) {
  static const std::vector<Json> none;
  return question.members ? *question.members : none;
}

/// By the hash of which attribute visitors are divided; attributes by their paths.
struct Split {
  std::string attribute, fallback;  // empty: none
  std::string seed;
  std::uint8_t version = 1;  // 0: one that nobody knows
};

using Ranges = std::vector<double>;  // pairs of first and end

struct Filter {
  Split split;
  Ranges ranges;
};

struct Parent {
  std::string feature;
  std::optional<Question> condition;  // of {"value": …}
  bool gate = false;
};

struct BanditContext {
  std::optional<Question> when;
  Ranges ranges;
  std::int32_t leaf = 0;
};

struct Rule {
  std::string id;
  pack::RuleKind kind = pack::RuleKind::experiment;
  std::vector<Parent> parents;
  std::vector<Filter> filters;
  std::optional<Question> when, urls;
  Split split;
  std::uint16_t value = 0;
  pack::Rollout rollout = pack::Rollout::everyone;
  Ranges ranges;
  std::string key;
  std::vector<std::uint16_t> variations;
  std::vector<std::string> names;
  std::vector<std::uint8_t> passthrough;
  std::string kept_by;
  std::optional<Filter> space;
  pack::Status status = pack::Status::running;
  std::int32_t forced = -2;
  bool sticky = true;
  std::uint32_t bucket_version = 0, min_bucket_version = 0;
  std::vector<BanditContext> contexts;
  bool bandit = false;
  Place place;
};

/// True where who was given a variation is given it again.
inline bool is_kept(const Rule& rule) { return rule.kind == pack::RuleKind::experiment && rule.sticky; }

struct Feature {
  std::string id;
  std::string purpose;
  std::vector<Reference> exposes;  // destinations that are told which variation was given
  std::vector<Json> values;        // what rules and fallback name by index, each once
  std::uint16_t fallback = no_value;
  bool alone = false;
  bool persists_query = false;  // a redirect takes the page's query along
  std::vector<Rule> rules;
  std::vector<MayDecide> may_decide;  // attributes of special categories and proxies that it may ask
  Place place;
};

struct Features {
  std::vector<Feature> all;
  Reference keeps;  // the attribute that keeps variations; empty: none are kept
  Place place;
};

}  // namespace assent::authoring
