// Numbers come evenly from a fixed range, whatever the size rapidcheck asks for: a small case is found by shrinking.
#include "generators.hpp"

namespace assent::prove {

namespace {

namespace gen = rc::gen;

constexpr int wide = 256;

rc::Gen<int> below(int limit) { return gen::resize(rc::kNominalSize, gen::inRange(0, limit)); }

template <class T>
rc::Gen<std::vector<T>> up_to(int most, rc::Gen<T> element) {
  return gen::resize(most, gen::container<std::vector<T>>(std::move(element)));
}

template <class T>
rc::Gen<std::vector<T>> between(int least, int most, rc::Gen<T> element) {
  return gen::map(
      gen::pair(gen::container<std::vector<T>>(static_cast<std::size_t>(least), element), up_to(most - least, element)),
      [](std::pair<std::vector<T>, std::vector<T>> parts) {
        parts.first.insert(parts.first.end(), parts.second.begin(), parts.second.end());
        return parts.first;
      });
}

rc::Gen<ValueDraw> any_value() {
  return gen::build<ValueDraw>(gen::set(&ValueDraw::pick, below(wide)), gen::set(&ValueDraw::count, below(wide)));
}

rc::Gen<ConditionDraw> any_condition() {
  const auto leaf =
      gen::build<LeafDraw>(gen::set(&LeafDraw::subject, below(8)), gen::set(&LeafDraw::index, below(wide)),
                           gen::set(&LeafDraw::op, below(wide)), gen::set(&LeafDraw::operand, below(wide)));
  return gen::build<ConditionDraw>(gen::set(&ConditionDraw::shape, below(16)),
                                   gen::set(&ConditionDraw::leaves, up_to(3, leaf)));
}

rc::Gen<RegimeDraw> any_regime() {
  return gen::build<RegimeDraw>(gen::set(&RegimeDraw::model, below(4)), gen::set(&RegimeDraw::honors_gpc, below(2)),
                                gen::set(&RegimeDraw::validity, below(8)), gen::set(&RegimeDraw::reask, below(8)),
                                gen::set(&RegimeDraw::age, below(6)));
}

rc::Gen<PurposeDraw> any_purpose() {
  return gen::build<PurposeDraw>(
      gen::set(&PurposeDraw::opt_in, below(wide)), gen::set(&PurposeDraw::opt_out, below(wide)),
      gen::set(&PurposeDraw::notice, below(wide)), gen::set(&PurposeDraw::covered_by_gpc, below(3)),
      gen::set(&PurposeDraw::sensitive, below(4)));
}

rc::Gen<AttributeDraw> any_attribute() {
  const auto leave =
      gen::build<LeaveDraw>(gen::set(&LeaveDraw::destination, below(3)), gen::set(&LeaveDraw::form, below(wide)));
  const auto inference = gen::build<InferenceDraw>(gen::set(&InferenceDraw::when, any_condition()),
                                                   gen::set(&InferenceDraw::value, any_value()));
  return gen::build<AttributeDraw>(
      gen::set(&AttributeDraw::type, below(8)), gen::set(&AttributeDraw::source, below(8)),
      gen::set(&AttributeDraw::purposes, below(wide)), gen::set(&AttributeDraw::special, below(8)),
      gen::set(&AttributeDraw::retention, below(8)), gen::set(&AttributeDraw::freshness, below(3)),
      gen::set(&AttributeDraw::limits, below(8)), gen::set(&AttributeDraw::signal, below(3)),
      gen::set(&AttributeDraw::update, below(3)), gen::set(&AttributeDraw::stays, below(8)),
      gen::set(&AttributeDraw::leaves, between(1, 3, leave)),
      gen::set(&AttributeDraw::inferences, up_to(3, inference)));
}

rc::Gen<SlotDraw> any_slot() {
  const auto experience = gen::build<ExperienceDraw>(
      gen::set(&ExperienceDraw::when, any_condition()), gen::set(&ExperienceDraw::variants, below(6)),
      gen::set(&ExperienceDraw::pace, below(12)), gen::set(&ExperienceDraw::much, below(wide)));
  return gen::build<SlotDraw>(gen::set(&SlotDraw::purpose, below(wide)), gen::set(&SlotDraw::exposes, below(wide)),
                              gen::set(&SlotDraw::experiences, between(1, 3, experience)));
}

rc::Gen<GoalDraw> any_goal() {
  return gen::build<GoalDraw>(gen::set(&GoalDraw::slot, below(wide)), gen::set(&GoalDraw::exposes, below(wide)));
}

rc::Gen<SecretDraw> any_secret() {
  return gen::build<SecretDraw>(gen::set(&SecretDraw::where, below(wide)), gen::set(&SecretDraw::later, below(wide)),
                                gen::set(&SecretDraw::attribute, below(wide)), gen::set(&SecretDraw::kind, below(16)),
                                gen::set(&SecretDraw::runs, below(8)), gen::set(&SecretDraw::moment, below(wide)),
                                gen::set(&SecretDraw::value, any_value()), gen::set(&SecretDraw::other, any_value()));
}

}  // namespace

rc::Gen<PolicyDraw> any_policy() {
  return gen::build<PolicyDraw>(
      gen::set(&PolicyDraw::regimes, between(1, 3, any_regime())),
      gen::set(&PolicyDraw::purposes, between(1, 5, any_purpose())),
      gen::set(&PolicyDraw::destinations, between(1, 3, below(wide))),
      gen::set(&PolicyDraw::services, up_to(2, below(wide))),
      gen::set(&PolicyDraw::attributes, between(1, 11, any_attribute())),
      gen::set(&PolicyDraw::slots, between(1, 4, any_slot())), gen::set(&PolicyDraw::goals, up_to(3, any_goal())),
      gen::set(&PolicyDraw::counts, any_attribute()), gen::set(&PolicyDraw::holdout, below(8)),
      gen::set(&PolicyDraw::page, below(8)), gen::set(&PolicyDraw::facts, below(3)));
}

rc::Gen<ScriptDraw> any_script() {
  const auto action =
      gen::build<ActionDraw>(gen::set(&ActionDraw::kind, below(wide)), gen::set(&ActionDraw::gap, below(wide)),
                             gen::set(&ActionDraw::a, below(wide)), gen::set(&ActionDraw::b, below(wide)),
                             gen::set(&ActionDraw::value, any_value()));
  return gen::build<ScriptDraw>(gen::set(&ScriptDraw::region, below(wide)), gen::set(&ScriptDraw::gpc, below(4)),
                                gen::set(&ScriptDraw::opening, below(8)), gen::set(&ScriptDraw::granted, below(wide)),
                                gen::set(&ScriptDraw::page, below(2)), gen::set(&ScriptDraw::flush_every, below(3)),
                                gen::set(&ScriptDraw::actions, up_to(18, action)));
}

rc::Gen<CaseDraw> any_case() {
  return gen::build<CaseDraw>(gen::set(&CaseDraw::policy, any_policy()), gen::set(&CaseDraw::script, any_script()),
                              gen::set(&CaseDraw::secrets, between(1, 8, any_secret())));
}

}  // namespace assent::prove
