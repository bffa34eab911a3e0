// The names and minimums of the shares, and how each is told from a pair.
#include "shares.hpp"

namespace assent::prove {

namespace {

struct Named {
  const char* name;
  double minimum;
};

// Minimums lie at about two thirds of what the generators give.
constexpr Named shares[] = {
    {"something sent after a secret differed", 0.70},
    {"a secret changed what is stored", 0.45},
    {"a secret changed a decision", 0.08},
    {"another value", 0.25},
    {"another length", 0.15},
    {"another order", 0.20},
    {"present in one run only", 0.60},
    {"attributes sent", 0.17},
    {"an inferred attribute sent", 0.07},
    {"an exposure sent", 0.20},
    {"a page event sent", 0.02},
    {"a consent record sent", 0.80},
    {"an inferred attribute is secret", 0.40},
    {"a special category is secret", 0.25},
    {"a snapshot restored", 0.20},
    {"consent withdrawn", 0.25},
    {"consent expired", 0.10},
    {"explicit consent stood", 0.40},
    {"GPC honoured", 0.07},
    {"opt-in", 0.35},
    {"opt-out", 0.15},
    {"notice", 0.15},
};
// Of what core.wasm does not know.
constexpr Named of_full_core[] = {{"a goal sent", 0.04},
                                  {"something seen was counted", 0.05},
                                  {"a cap or cool-down passed something over", 0.01},
                                  {"a holdout told", 0.005}};
constexpr Named shown_as_decision = {"the secret showed as a decision", 0.005};

// A body is JSON inside JSON, so its quotes are escaped.
bool says(const Run& run, std::string_view words) {
  for (const std::string& left : run.left)
    if (left.find(words) != std::string::npos) return true;
  return false;
}

// Whether run 1 sent anything behind the first event that only one of the runs has.
bool sends_after_difference(const Run& one, const Run& other) {
  std::size_t at = 0;
  while (at < one.given.size() && at < other.given.size() && one.given[at].record == other.given[at].record) ++at;
  for (; at < one.given.size(); ++at)
    if (one.given[at].sends) return true;
  return false;
}

bool sends_inferred(const pack::Pack& pack, const Run& run) {
  for (std::size_t id = 0; id < policy::size(pack.attributes()); ++id) {
    if (policy::at(pack.attributes(), id).source() != pack::Source::inferred) continue;
    if (says(run, "\\\"attribute" + std::to_string(id) + "\\\":")) return true;
  }
  return false;
}

template <class Holds>
bool any_secret(const Pair& pair, Holds holds) {
  for (const int id : pair.secret)
    if (holds(policy::at(pair.pack.attributes(), static_cast<std::size_t>(id)))) return true;
  return false;
}

}  // namespace

void Shares::add(const Pair& pair) {
  const Run& one = pair.one;
  const auto note = [&](const char* name, bool holds) { counts_[name] += holds ? 1 : 0; };
  ++pairs_;
  note("something sent after a secret differed", sends_after_difference(one, pair.other));
  note("a secret changed what is stored", one.stored != pair.other.stored);
  note("a secret changed a decision", one.shown != pair.other.shown);
  note("another value", pair.differences.value);
  note("another length", pair.differences.length);
  note("another order", pair.differences.order);
  note("present in one run only", pair.differences.presence);
  note("attributes sent", says(one, "\\\"attributes\\\":{\\\""));
  note("an inferred attribute sent", sends_inferred(pair.pack, one));
  note("an exposure sent", says(one, "org.assent.exposure.v1"));
  note("a page event sent", says(one, "\"route\":\"page\""));
  note("a goal sent", says(one, "org.assent.goal.v1"));
  note("something seen was counted", one.facts.counted);
  note("a cap or cool-down passed something over", one.facts.passed_over);
  note("a holdout told", says(one, "\\\"holdout\\\":true"));
  note("a consent record sent", says(one, "\"route\":\"consents\""));
  note("an inferred attribute is secret",
       any_secret(pair, [](const auto& each) { return each.source() == pack::Source::inferred; }));
  note("a special category is secret", any_secret(pair, [](const auto& each) { return each.special(); }));
  note("a snapshot restored", one.facts.restored);
  note("consent withdrawn", one.facts.withdrawn);
  note("consent expired", one.facts.expired);
  note("explicit consent stood", one.facts.explicitly);
  note("GPC honoured", one.facts.gpc);
  note("opt-in", one.facts.model == pack::Model::opt_in);
  note("opt-out", one.facts.model == pack::Model::opt_out);
  note(shown_as_decision.name, pair.shows);
  note("notice", one.facts.model == pack::Model::notice);
}

std::vector<Shares::Share> Shares::all() const {
  std::vector<Share> all;
  const auto add = [&](const Named& named) {
    const auto found = counts_.find(named.name);
    all.push_back({named.name, named.minimum, found == counts_.end() ? 0 : found->second});
  };
  for (const Named& named : shares) add(named);
  for (const Named& named : of_full_core)
    if (!small_core_) add(named);
  if (claim_ == Claim::decision) add(shown_as_decision);
  return all;
}

}  // namespace assent::prove
