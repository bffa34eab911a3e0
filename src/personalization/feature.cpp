// A decision asks features in the order in which their rules name each other; what is being asked already ends a cycle.
#include "personalization/feature.hpp"

#include <algorithm>

#include "base/format.hpp"

namespace assent::personalization {

namespace {

using policy::at;

constexpr int no_variation = -1;
constexpr int not_forced = -2;

int digit_of(char letter) {
  constexpr int none = 99;
  if (letter >= '0' && letter <= '9') return letter - '0';
  const char small = static_cast<char>(letter | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : none;
}

bool is_one(const pack::Rule& rule, std::int64_t variation) {
  return variation >= 0 && variation < static_cast<std::int64_t>(policy::size(rule.variations()));
}

base::Text name_of(const pack::Rule& rule, int variation) {
  base::Text name;
  if (const auto index = static_cast<std::size_t>(variation); index < policy::size(rule.names()))
    name = policy::view(&at(rule.names(), index));
  if (name.empty()) base::append_unsigned(name, static_cast<std::uint64_t>(variation));
  return name;
}

int variation_named(const pack::Rule& rule, std::string_view name) {
  for (std::size_t index = 0; index < policy::size(rule.names()); ++index)
    if (!name.empty() && policy::equals(&at(rule.names(), index), name)) return static_cast<int>(index);
  return no_variation;
}

// What was kept of one experiment, by the value of one attribute.
class Memory {
 public:
  Memory(const KeptVariations& kept, const pack::Rule& rule) : kept_(kept), rule_(rule) {}

  /// True where a version was kept that ends the experiment for its visitors.
  bool is_blocked_for(const Divided& by) const {
    for (const KeptVariation& each : kept_)
      if (is_of(each, by) && each.version < rule_.min_bucket_version()) return true;
    return false;
  }
  const KeptVariation* find(const Divided& by) const {
    for (const KeptVariation& each : kept_)
      if (is_of(each, by) && each.version == rule_.bucket_version()) return &each;
    return nullptr;
  }

 private:
  bool is_of(const KeptVariation& each, const Divided& by) const {
    return !by.value.empty() && each.attribute == by.attribute && each.value.view() == by.value &&
           policy::equals(rule_.key(), each.key);
  }

  const KeptVariations& kept_;
  const pack::Rule& rule_;
};

// A rule of the feature that is being decided.
struct Turn {
  const pack::Rule& rule;
  const pack::Entry& entry;
  std::uint16_t index;
  bool is_answered;  // its condition is known to hold

  bool answers_to(const Interview& interview) const { return is_answered || interview.answers(&entry.when(), index); }
};

// One experiment, from the first reason to leave the visitor out to the variation.
class Experiment {
 public:
  Experiment(const Interview& interview, const Setting& setting, const Turn& turn)
      : interview_(interview), questions_(interview.questions()), setting_(setting), turn_(turn), rule_(turn.rule) {}

  /// What is asked of whom no earlier visit has put in: before and after the rule's condition.
  template <class MayTry, class MayEnter>
  Trial run(MayTry may_try, MayEnter may_enter) {
    context_ = context_of_visitor();
    Trial trial = attempt(may_try, may_enter);
    if (rule_.bandit()) trial.leaf = context_ ? context_->leaf() : -1;
    return trial;
  }

 private:
  template <class MayTry, class MayEnter>
  Trial attempt(MayTry may_try, MayEnter may_enter) {
    if (policy::size(rule_.variations()) < 2 || !setting_.enabled || !interview_.answers(rule_.urls(), turn_.index))
      return {};
    if (const auto asked = variation_in_query(setting_.query, policy::view(rule_.key()), count()))
      return by_force(*asked);
    for (const ForcedVariation& each : setting_.forced)
      if (policy::equals(rule_.key(), each.key)) return by_force(each.variation);
    if (rule_.status() == pack::Status::inactive) return {};
    return divide(may_try, may_enter);
  }

  int count() const { return static_cast<int>(policy::size(rule_.variations())); }
  bool keeps() const { return setting_.kept && turn_.entry.sticky(); }

  Trial by_force(int variation) const {
    Trial trial;
    trial.is_in = is_one(rule_, variation);
    if (trial.is_in) trial.variation = variation;
    return trial;
  }

  template <class MayTry, class MayEnter>
  Trial divide(MayTry may_try, MayEnter may_enter) {
    const Divided by = divided_by(questions_, *rule_.split(), keeps());
    if (by.value.empty()) return {};
    bool is_blocked = false;
    int variation = kept_variation(is_blocked);
    const bool is_kept = variation != no_variation;
    if (!is_kept && !(may_try() && is_in_namespace(by) && turn_.answers_to(interview_) && may_enter())) return {};
    const auto hash = hash_of(policy::view(rule_.split()->seed()), by.value, rule_.split()->version());
    if (!hash) return {};
    if (!is_kept) variation = range_of(context_ ? context_->ranges() : rule_.ranges(), *hash);
    if (is_blocked) return blocked();
    if (!is_one(rule_, variation)) return {};
    if (rule_.forced() != not_forced) return by_force(rule_.forced());
    if (setting_.tries_out || rule_.status() == pack::Status::stopped) return {};
    Trial trial{variation, true, true, is_kept, hash, {}, by};
    if (keeps()) keep(trial);
    return trial;
  }

  static Trial blocked() {
    Trial trial;
    trial.is_kept = true;
    return trial;
  }

  bool is_in_namespace(const Divided& by) const {
    const pack::Filter* const space = rule_.namespace_();
    if (!space) return true;
    const auto hash = hash_of(policy::view(space->split()->seed()), by.value, space->split()->version());
    return hash && range_of(space->ranges(), *hash) >= 0;
  }

  const pack::Context* context_of_visitor() const {
    for (std::size_t index = 0; index < policy::size(rule_.contexts()); ++index)
      if (interview_.answers(at(rule_.contexts(), index).when(), turn_.index)) return &at(rule_.contexts(), index);
    return nullptr;
  }

  // What was kept by the experiment's own attribute goes before what was kept by another.
  int kept_variation(bool& is_blocked) const {
    if (!keeps()) return no_variation;
    const Memory memory(*setting_.kept, rule_);
    const Divided own = divided_by(questions_, *rule_.split(), false);
    const Divided other = part_by(questions_, rule_.kept_by());
    is_blocked = memory.is_blocked_for(own) || memory.is_blocked_for(other);
    if (is_blocked) return no_variation;
    const KeptVariation* found = memory.find(own);
    if (!found) found = memory.find(other);
    return found ? variation_named(rule_, found->name) : no_variation;
  }

  void keep(const Trial& trial) const {
    if (!trial.by.lasts) return;
    const base::Text name = name_of(rule_, trial.variation);
    for (KeptVariation& each : *setting_.kept)
      if (each.attribute == trial.by.attribute && each.value.view() == trial.by.value &&
          each.version == rule_.bucket_version() && policy::equals(rule_.key(), each.key)) {
        each.name = name;
        return;
      }
    setting_.kept->add(trial.by.attribute, base::Text(trial.by.value), base::Text(policy::view(rule_.key())),
                       rule_.bucket_version(), name);
  }

  const Interview& interview_;
  const Questions& questions_;
  const Setting& setting_;
  const Turn& turn_;
  const pack::Rule& rule_;
  const pack::Context* context_ = nullptr;  // of a bandit, whose weights count; null: the rule's own
};

class Decision {
 public:
  Decision(const Questions& questions, const Setting& setting) : questions_(questions), setting_(setting) {}

  /// Fills in `outcome`, which is a fresh one.
  void decide(FeatureId id, Trace* trace, Outcome& outcome) {
    if (id >= policy::size(questions_.inputs.pack.features())) return;
    if (is_under_way(id) || ++asked_ > max_asked_features) {
      outcome.source = Source::cyclic_prerequisite;
      return;
    }
    const pack::Feature& feature = at(questions_.inputs.pack.features(), id);
    if (!questions_.inputs.permissions.permitted[feature.purpose()])
      return fall_back(feature, Source::withheld, outcome);
    const Waiting here{id, innermost_};
    innermost_ = &here;
    decide_by_rules(feature, trace, outcome);
    innermost_ = here.outer;
  }

 private:
  // A feature whose answer waits for another's.
  struct Waiting {
    FeatureId id;
    const Waiting* outer;
  };

  bool is_under_way(FeatureId id) const {
    for (const Waiting* each = innermost_; each; each = each->outer)
      if (each->id == id) return true;
    return false;
  }

  static void fall_back(const pack::Feature& feature, Source source, Outcome& outcome) {
    outcome.source = source;
    outcome.value = feature.fallback();
  }

  void decide_by_rules(const pack::Feature& feature, Trace* trace, Outcome& outcome) {
    Inputs inputs = questions_.inputs;
    inputs.purpose = feature.purpose();
    const Questions questions{inputs, questions_.facts, questions_.page_view, questions_.columns};
    const Interview interview(questions, trace);
    const bool is_brief = !trace && !feature.alone() && nobody_is_forced();
    const auto* const entries = feature.entries();
    for (std::uint32_t index = 0; index < policy::size(entries); ++index) {
      const pack::Entry& entry = *entries->Get(index);
      const bool is_answered = is_brief && nobody_gets_past(entry);
      if (is_answered && !interview.answers(&entry.when())) continue;
      const Turn turn{at(feature.rules(), index), entry, static_cast<std::uint16_t>(index), is_answered};
      if (feature.alone()) return run_alone(interview, turn, outcome);
      if (applies(interview, turn, outcome)) return;
    }
    fall_back(feature, Source::fallback, outcome);
  }

  // Most rules are passed over by asking their condition and nothing else.
  bool nobody_is_forced() const {
    return setting_.query.empty() && !(setting_.forced.begin() != setting_.forced.end());
  }
  bool nobody_gets_past(const pack::Entry& entry) const {
    const bool is_kept = entry.sticky() && setting_.kept && setting_.kept->begin() != setting_.kept->end();
    return !entry.asks_others() && !is_kept;
  }

  // False where the next rule is asked.
  bool applies(const Interview& interview, const Turn& turn, Outcome& outcome) {
    const pack::Rule& rule = turn.rule;
    for (std::size_t parent = 0; parent < policy::size(rule.parents()); ++parent) {
      const pack::Parent& each = at(rule.parents(), parent);
      const Source source = after(each);
      if (source == Source::force) continue;
      if (source == Source::prerequisite && !each.gate()) return false;
      outcome.source = source;
      return true;
    }
    if (is_filtered_out(interview.questions(), rule.filters())) return false;
    if (rule.kind() == pack::RuleKind::force) return is_forced(interview, turn, outcome);
    outcome.trial = Experiment(interview, setting_, turn).run([] { return true; }, [] { return true; });
    if (!outcome.trial.is_in || passes_through(rule, outcome.trial.variation)) return false;
    end_in_experiment(turn, outcome);
    return true;
  }

  // An experiment of its own, whose filters and prerequisites stand behind what forces a variation.
  void run_alone(const Interview& interview, const Turn& turn, Outcome& outcome) {
    const pack::Rule& rule = turn.rule;
    const auto may_try = [&] { return !is_filtered_out(interview.questions(), rule.filters()); };
    const auto may_enter = [&] {
      for (std::size_t parent = 0; parent < policy::size(rule.parents()); ++parent)
        if (after(at(rule.parents(), parent)) != Source::force) return false;
      return true;
    };
    outcome.trial = Experiment(interview, setting_, turn).run(may_try, may_enter);
    end_in_experiment(turn, outcome);
  }

  static void end_in_experiment(const Turn& turn, Outcome& outcome) {
    outcome.source = Source::experiment;
    outcome.rule = turn.index;
    const auto variation = static_cast<std::size_t>(outcome.trial.variation);
    if (variation < policy::size(turn.rule.variations())) outcome.value = at(turn.rule.variations(), variation);
  }

  static bool passes_through(const pack::Rule& rule, int variation) {
    const auto index = static_cast<std::size_t>(variation);
    return index < policy::size(rule.passthrough()) && rule.passthrough()->Get(static_cast<std::uint32_t>(index)) != 0;
  }

  Tree value_of(FeatureId id, ValueId value) const {
    const Pack& pack = questions_.inputs.pack;
    if (id >= policy::size(pack.features()) || value >= policy::size(at(pack.features(), id).values()))
      return {profile::Tag::null, 0, "null"};
    const auto* bytes = at(pack.blobs(), at(pack.features(), id).values()->Get(value)).bytes();
    return Tree({bytes->data(), bytes->size()});
  }

  // `force` where the parent's value lets go on.
  Source after(const pack::Parent& parent) {
    Outcome outcome;
    decide(parent.feature(), nullptr, outcome);
    if (outcome.source == Source::cyclic_prerequisite) return outcome.source;
    return Interview(questions_, nullptr).answers_of(value_of(parent.feature(), outcome.value), parent.when())
               ? Source::force
               : Source::prerequisite;
  }

  bool is_forced(const Interview& interview, const Turn& turn, Outcome& outcome) const {
    if (!turn.answers_to(interview) || !is_rolled_out(interview.questions(), turn)) return false;
    outcome.source = Source::force;
    outcome.value = turn.rule.value();
    outcome.rule = turn.index;
    return true;
  }

  bool is_rolled_out(const Questions& questions, const Turn& turn) const {
    const pack::Rule& rule = turn.rule;
    if (rule.rollout() == pack::Rollout::everyone || rule.rollout() == pack::Rollout::nobody)
      return rule.rollout() == pack::Rollout::everyone;
    const Divided by = divided_by(questions, *rule.split(), setting_.kept && turn.entry.sticky());
    if (by.value.empty()) return false;
    const auto hash = hash_of(policy::view(rule.split()->seed()), by.value, rule.split()->version());
    if (!hash) return false;
    return rule.rollout() == pack::Rollout::range ? range_of(rule.ranges(), *hash) >= 0 : *hash <= at(rule.ranges(), 0);
  }

  const Questions& questions_;
  const Setting& setting_;
  const Waiting* innermost_ = nullptr;
  int asked_ = 0;
};

// The whole number at the front of a text, as JavaScript's parseInt takes it; nothing where there is none.
std::optional<double> leading_number(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
    text.remove_prefix(1);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  if (is_hex) text.remove_prefix(2);
  const int base = is_hex ? 16 : 10;
  double value = 0;
  bool has_digit = false;
  for (const char letter : text) {
    const int digit = digit_of(letter);
    if (digit >= base) break;
    has_digit = true;
    value = value * base + digit;
  }
  if (!has_digit) return {};
  return is_negative ? -value : value;
}

}  // namespace

const char* source_name(Source source) {
  return base::nth(
      "unknownFeature\0"
      "defaultValue\0"
      "force\0"
      "experiment\0"
      "prerequisite\0"
      "cyclicPrerequisite\0"
      "withheld",
      static_cast<std::size_t>(source));
}

Outcome decide_feature(const Questions& questions, const Setting& setting, FeatureId feature, Trace* trace) {
  Outcome outcome;
  Decision(questions, setting).decide(feature, trace, outcome);
  return outcome;
}

std::string_view query_of(std::string_view url) {
  const std::size_t question = url.find('?');
  if (question == url.npos) return {};
  const std::string_view query = url.substr(question + 1);
  return query.substr(0, query.find_first_of("?#"));
}

// The first pair with the key counts.
std::optional<int> variation_in_query(std::string_view query, std::string_view key, int variations) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (pair.substr(0, equals) != key) continue;
    std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    value = value.substr(0, value.find('='));
    const auto number = leading_number(value);
    if (!number || *number < 0 || *number >= variations) return {};
    return static_cast<int>(*number);
  }
  return {};
}

}  // namespace assent::personalization
