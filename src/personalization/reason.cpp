// What a rule gave goes before what others were not given for.
#include "personalization/reason.hpp"

namespace assent::personalization {

namespace {

using policy::at;

// GrowthBook's payloads keep visitors out by features of such names.
constexpr std::string_view holdout_prefix = "$holdout:";

bool is_holdout(const Pack& pack, const pack::Rule& rule) {
  for (std::size_t index = 0; index < policy::size(rule.parents()); ++index) {
    const FeatureId parent = at(rule.parents(), index).feature();
    if (parent < policy::size(pack.features()) &&
        policy::view(at(pack.features(), parent).id()).starts_with(holdout_prefix))
      return true;
  }
  return false;
}

Reason reason_of_force(const Pack& pack, const pack::Feature& feature, int index) {
  const pack::Rule& rule = at(feature.rules(), static_cast<std::size_t>(index));
  if (is_holdout(pack, rule)) return Reason::holdout;
  if (rule.rollout() != pack::Rollout::everyone) return Reason::split;
  return feature.entries()->Get(static_cast<std::uint32_t>(index))->when().count() > 0 ? Reason::targeting_match
                                                                                       : Reason::fixed;
}

Reason reason_of_experiment(const Trial& trial) {
  if (trial.is_kept) return Reason::cached;
  return trial.is_divided ? Reason::split : Reason::fixed;  // by force
}

// Why nothing applied: what was not allowed to be read goes before what was too old.
Reason reason_of_none(const Inputs& inputs, const Trace& trace) {
  Reason reason = Reason::fallback;
  for (const Factor& each : trace) {
    if (each.code == Code::consent_withheld) return Reason::consent_withheld;
    if (is_stale(inputs, each)) reason = Reason::stale;
  }
  return reason;
}

}  // namespace

const char* reason_name(Reason reason) {
  return base::nth(
      "UNKNOWN\0"
      "DEFAULT\0"
      "STATIC\0"
      "TARGETING_MATCH\0"
      "SPLIT\0"
      "CACHED\0"
      "DISABLED\0"
      "ERROR\0"
      "CONSENT_WITHHELD\0"
      "STALE\0"
      "HOLDOUT",
      static_cast<std::size_t>(reason));
}

bool is_stale(const Inputs& inputs, const Factor& factor) {
  const AttributeId attribute = at(inputs.pack.nodes(), factor.node).index();
  return factor.code == Code::absent && inputs.profile.cells[attribute].present;
}

Reason reason_of(const Inputs& inputs, FeatureId feature, const Outcome& outcome, const Trace& trace) {
  switch (outcome.source) {
    case Source::unknown_feature:
      return Reason::unknown;
    case Source::force:
      return reason_of_force(inputs.pack, at(inputs.pack.features(), feature), outcome.rule);
    case Source::experiment:
      if (outcome.trial.is_in) return reason_of_experiment(outcome.trial);
      [[fallthrough]];
    case Source::fallback:
      return reason_of_none(inputs, trace);
    case Source::prerequisite:
      return Reason::disabled;
    case Source::cyclic_prerequisite:
      return Reason::error;
    case Source::withheld:
      return Reason::consent_withheld;
  }
  return Reason::unknown;
}

}  // namespace assent::personalization
