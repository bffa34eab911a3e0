// Builds the rows. It shows what is known even where it may not be used: knowing is what the visitor asks about.
#include "preferences/view.hpp"

namespace assent::preferences {

Draft fresh_draft(const consent::Permissions& permissions, bool open) { return {open, permissions.permitted, {}}; }

Draft followed(const Draft& draft, const consent::Permissions& permissions) {
  return {draft.open, (draft.on & draft.touched) | (permissions.permitted - draft.touched), draft.touched};
}

Banner banner(const Pack& pack, const consent::State& consent, const Draft& draft, double now_ms) {
  const consent::Reason reason = consent::why_ask(pack, consent, now_ms);
  if (draft.open || reason == consent::Reason::none) return Banner::none;
  if (reason == consent::Reason::age) return Banner::age;
  const auto model = policy::at(pack.regimes(), consent.regime).model();
  return model == pack::Model::opt_in ? Banner::ask : Banner::notice;
}

Controls controls(const Pack& pack, const consent::State& consent, Banner banner) {
  const pack::Regime& regime = policy::at(pack.regimes(), consent.regime);
  const bool asks = banner == Banner::ask;
  const bool tells = banner == Banner::notice;
  Controls offered;
  const auto offer = [&](Control control, bool is_offered) {
    offered.set(static_cast<std::size_t>(control), is_offered);
  };
  offer(Control::accept, asks);
  offer(Control::reject, asks);
  offer(Control::opt_out, tells && regime.opt_out() != 0);
  offer(Control::limit, tells && regime.limit() != 0);
  offer(Control::choose, asks || tells);
  offer(Control::close, tells);
  offer(Control::of_age, banner == Banner::age);
  offer(Control::under_age, banner == Banner::age);
  offer(Control::reopen, banner == Banner::none);
  return offered;
}

PurposeRow purpose_row(const Pack& pack, const consent::State& consent, const Draft& draft, policy::PurposeId id) {
  PurposeRow row;
  row.basis = consent::basis(pack, consent, id);
  row.locked = consent::always_on(pack, consent)[id];
  row.on = row.locked || draft.on[id];
  row.separate = row.basis == pack::Basis::explicit_consent;
  if (row.locked) return row;
  if (consent::denied_by_gpc(pack, consent)[id]) row.blocked = consent::Standing::overridden_by_gpc;
  if (!consent::is_of_age(pack, consent)) row.blocked = consent::Standing::under_age;
  return row;
}

bool is_changed(const Pack& pack, const consent::State& consent, const Draft& draft,
                const consent::Permissions& permissions) {
  const auto differing = (draft.on - permissions.permitted) | (permissions.permitted - draft.on);
  return (differing & consent::free_to_choose(pack, consent)).any();
}

KnownValue known(const personalization::Inputs& inputs, policy::AttributeId id) {
  const auto shown = [](const profile::Cell* cell) {
    return personalization::Reading{personalization::Code::used, cell->symbol, cell->value};
  };
  if (const profile::Cell* cell = profile::fresh(inputs.pack, inputs.profile, id, inputs.now_ms))
    return {shown(cell), false};
  const auto inferred = personalization::read_for_any(inputs, id, inputs.permissions.permitted);
  const profile::Cell* cell = profile::kept(inputs.pack, inputs.profile, id, inputs.now_ms);
  if (inferred.code == personalization::Code::used || !cell) return {inferred, false};
  return {shown(cell), true};
}

}  // namespace assent::preferences
