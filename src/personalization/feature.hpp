// Decides what a feature gives, rule by rule, as GrowthBook's SDK does: prerequisites, filters, conditions, rollouts,
// experiments that are kept for who saw them. It reads through consent: without the feature's purpose nothing is asked
// and the answer is the feature's fallback.
#pragma once

#include "personalization/split.hpp"

namespace assent::personalization {

using FeatureId = std::uint16_t;
using ValueId = std::uint16_t;
inline constexpr ValueId no_value = 0xFFFF;        // null
inline constexpr FeatureId no_feature = 0xFFFF;    // none of this name
inline constexpr std::uint16_t no_slot = 0xFFFF;   // nobody is told of a feature
inline constexpr std::uint16_t not_told = 0xFFFF;  // nor of a rule
/// In one decision, prerequisites included; past that it ends as a cycle. Each may wait for the next, on the stack.
inline constexpr int max_asked_features = 512;

/// A variation that somebody who tries the page out has chosen for an experiment.
struct ForcedVariation {
  base::Text key;
  int variation = 0;
};

/// What a decision depends on besides visitor and page.
struct Setting {
  bool enabled = true;     // false: no experiment runs
  bool tries_out = false;  // QA mode: experiments run only where a variation is forced
  base::Text query;        // of the page's address: "KEY=N" forces a variation
  base::List<ForcedVariation> forced;
  KeptVariations* kept = nullptr;  // null: nothing is kept
};

/// Why a feature gave what it gave.
enum class Source : std::uint8_t {
  unknown_feature,
  fallback,  // no rule gave anything
  force,
  experiment,
  prerequisite,
  cyclic_prerequisite,
  withheld,  // its purpose does not stand
};
const char* source_name(Source source);

/// What became of an experiment.
struct Trial {
  int variation = 0;  // the first where the visitor is not in it
  bool is_in = false;
  bool is_divided = false;  // by the hash, not by force
  bool is_kept = false;     // as it was given before
  std::optional<double> hash;
  std::optional<int> leaf;  // of a bandit: whose weights count for the visitor; -1: the rule's own
  Divided by;
};

struct Outcome {
  Source source = Source::unknown_feature;
  ValueId value = no_value;
  int rule = -1;
  Trial trial;  // of the rule, where source is experiment, and of a feature that is an experiment alone
};

/// What the feature gives now. What must be kept is put into `setting.kept`. Leaves that were asked are appended to
/// `trace` where it is given.
Outcome decide_feature(const Questions& questions, const Setting& setting, FeatureId feature, Trace* trace);

/// What stands between the first "?" of an address and the next, or a "#".
std::string_view query_of(std::string_view url);

/// The variation that a query forces, "KEY=N", of `variations`; nothing where none does.
std::optional<int> variation_in_query(std::string_view query, std::string_view key, int variations);

}  // namespace assent::personalization
