// The bounded exhaustive check, told as one JSON object. Two halves that make one whole: what stands for every visitor
// under every regime, and what the gate says to every draft under everything that can stand. The second knows of the
// first only consent::Permissions, for all regimes lie in one pack and the gate is told none; so together they cover
// every draft of every visitor under every regime within the bounds.
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "egress/gate.hpp"
#include "gate/bound_pack.hpp"
#include "gate/oracle.hpp"

namespace {

using namespace assent;
using namespace assent::prove;

struct Tally {
  long asked = 0;
  long allowed = 0;
  std::string wrong;  // the first disagreement, in words

  void note(bool allows, bool agrees, const auto& words) {
    ++asked;
    allowed += allows ? 1 : 0;
    if (!agrees && wrong.empty()) wrong = words();
  }
};

constexpr double now_ms = 1'800'000'000'000;
constexpr double validity_ms = bound_validity_s * 1000.0;

void set_times(consent::State& state, Grants grants) {
  const double age_ms = grants == Grants::fresh ? 0 : grants == Grants::at_the_limit ? validity_ms : validity_ms + 1;
  const bool set_back = grants == Grants::expired_by_an_earlier_look;
  state.clock_ms = set_back ? now_ms + validity_ms : now_ms;
  state.given_ms = set_back ? now_ms - 1 : now_ms - age_ms;
  state.chosen_ms = state.given_ms;
}

consent::Choice choice_of(Said said) {
  using consent::Answer;
  static constexpr Answer answers[] = {Answer::none, Answer::granted, Answer::granted, Answer::denied,
                                       Answer::withdrawn};
  return {answers[static_cast<std::size_t>(said)], said == Said::granted_by_itself};
}

consent::State state_of(const BoundVisitor& visitor) {
  consent::State state;
  set_times(state, visitor.grants);
  state.act = visitor.acted ? consent::Act::save : consent::Act::none;
  state.gpc = visitor.gpc;
  if (visitor.age == Age::old_enough) state.of_age = age_asked_from;
  if (visitor.age == Age::old_enough_for_less) state.of_age = age_asked_from - 3;
  if (visitor.age == Age::too_young) state.under = age_asked_from;
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose)
    state.choices.set(static_cast<policy::PurposeId>(purpose), choice_of(visitor.said[purpose]));
  return state;
}

consent::Permissions permissions_of(const Grounds& grounds) {
  consent::Permissions permissions;
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose) {
    permissions.permitted.set(purpose, grounds[purpose] != Ground::none);
    permissions.explicitly.set(purpose, grounds[purpose] == Ground::stands_explicitly);
  }
  return permissions;
}

std::vector<Grounds> all_grounds() {
  std::vector<Grounds> all;
  for (int first = 0; first < grounds; ++first)
    for (int second = 0; second < grounds; ++second)
      for (int third = 0; third < grounds; ++third)
        all.push_back({static_cast<Ground>(first), static_cast<Ground>(second), static_cast<Ground>(third)});
  return all;
}

std::string show(const Grounds& grounds) {
  std::string text;
  for (const Ground each : grounds) text += "-+E"[static_cast<std::size_t>(each)];
  return text;
}

/// What stands, for every visitor under every regime. `reached` are the combinations that occurred.
Tally check_visitors(const Bounds& bounds, const policy::Pack& pack, std::set<Grounds>& reached) {
  Tally tally;
  const std::vector<BoundVisitor> visitors = all_visitors();
  std::vector<consent::State> states;
  for (const BoundVisitor& each : visitors) states.push_back(state_of(each));
  for (std::size_t regime = 0; regime < bounds.regimes.size(); ++regime) {
    for (std::size_t at = 0; at < visitors.size(); ++at) {
      consent::State& state = states[at];
      state.regime = static_cast<std::uint16_t>(regime);
      const Grounds expected = grounds_of(bounds.regimes[regime], visitors[at]);
      const consent::Permissions wanted = permissions_of(expected);
      const consent::Permissions actual = consent::permissions(pack, state, now_ms);
      const bool equal = actual.permitted == wanted.permitted && actual.explicitly == wanted.explicitly;
      tally.note(wanted.permitted.any(), equal, [&] {
        return "regime " + std::to_string(regime) + ", visitor " + std::to_string(at) + ": expected " + show(expected);
      });
      if (regime % 97 == 0) reached.insert(expected);
    }
  }
  return tally;
}

/// The gate's answers to every draft, whatever stands.
class GateCheck {
 public:
  GateCheck(const Bounds& bounds, const policy::Pack& pack) : bounds_(bounds), pack_(pack) {}

  Tally run() {
    for (const Grounds& each : all_grounds()) {
      grounds_ = each;
      permissions_ = permissions_of(each);
      for (std::size_t to = 0; to < bounds_.destinations.size(); ++to) check_destination(to);
    }
    return tally_;
  }

 private:
  void check_destination(std::size_t to) {
    ask(to, {}, may_be_sent_to(bounds_.destinations[to], grounds_), "nothing");
    std::vector<bool> leaves;
    for (std::size_t id = 0; id < bounds_.attributes.size(); ++id) {
      const bool as_value = leaves_as(id, to, true);
      leaves.push_back(as_value);
      ask(to, {id}, as_value, "attribute " + std::to_string(id));
      check_approval(id, to);
    }
    // A draft of two is approved whole or refused whole.
    for (std::size_t one = 0; one < bounds_.attributes.size() && bounds_.attributes[one].input < 0; ++one)
      for (std::size_t other = 0; other < one; ++other)
        ask(to, {one, other}, leaves[one] && leaves[other], "attributes");
    for (std::size_t slot = 0; slot < bounds_.slots.size(); ++slot) check_exposure(slot, to);
  }

  bool leaves_as(std::size_t id, std::size_t to, bool as_value) const {
    return may_leave(bounds_.attributes, static_cast<int>(id), bounds_.destinations[to], grounds_, as_value);
  }

  void check_approval(std::size_t id, std::size_t to) {
    const bool actual = egress::approved(pack_, permissions_, static_cast<policy::AttributeId>(id),
                                         static_cast<policy::DestinationId>(to), false);
    const bool expected = leaves_as(id, to, false);
    tally_.note(expected, actual == expected, [&] { return where(to) + "attribute as decision"; });
  }

  void check_exposure(std::size_t slot, std::size_t to) {
    egress::Draft draft{
        static_cast<policy::DestinationId>(to), egress::Exposure{static_cast<policy::SlotId>(slot), -1, -1}, {}};
    const bool expected = may_be_told(bounds_.attributes, bounds_.slots[slot], bounds_.destinations[to], grounds_);
    judge(std::move(draft), expected, [&] { return where(to) + "slot " + std::to_string(slot); });
  }

  void ask(std::size_t to, std::initializer_list<std::size_t> items, bool expected, const std::string& words) {
    egress::Draft draft{static_cast<policy::DestinationId>(to), {}, {}};
    for (const std::size_t id : items)
      draft.items.add(static_cast<policy::AttributeId>(id),
                      profile::Value(profile::ValueView{pack::ValueType::boolean, 1, {}}));
    judge(std::move(draft), expected, [&] { return where(to) + words; });
  }

  void judge(egress::Draft draft, bool expected, const auto& words) {
    egress::Refusal refusal;
    const auto permit = egress::gate(pack_, permissions_, std::move(draft), refusal);
    tally_.note(expected, (permit != nullptr) == expected, words);
  }

  std::string where(std::size_t to) const {
    return "stands " + show(grounds_) + ", destination " + std::to_string(to) + ": ";
  }

  const Bounds& bounds_;
  const policy::Pack& pack_;
  Grounds grounds_{};
  consent::Permissions permissions_;
  Tally tally_;
};

nlohmann::json told(const Tally& tally) {
  return {{"states", tally.asked}, {"allowed", tally.allowed}, {"wrong", tally.wrong}};
}

}  // namespace

int main() {
  const Bounds bounds;
  const std::vector<std::uint8_t> bytes = bound_pack(bounds);
  const policy::Pack& pack = *policy::read(bytes);
  std::set<Grounds> reached;
  const Tally visitors = check_visitors(bounds, pack, reached);
  const Tally drafts = GateCheck(bounds, pack).run();
  const bool complete = reached.size() == all_grounds().size();
  const bool holds = visitors.wrong.empty() && drafts.wrong.empty() && complete;
  const nlohmann::json out{{"holds", holds},
                           {"complete", complete},
                           {"regimes", bounds.regimes.size()},
                           {"visitors", told(visitors)},
                           {"drafts", told(drafts)}};
  std::cout << out.dump() << std::endl;
  return 0;
}
