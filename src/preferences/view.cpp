// Builds the rows. It shows what is known even where it may not be used: knowing is what the visitor asks about.
#include "preferences/view.hpp"

namespace assent::preferences {

Draft fresh_draft(const consent::Permissions& permissions, bool open) { return {open, permissions.permitted, {}}; }

Banner banner(const Pack& pack, const consent::State& consent, const Draft& draft, double now_ms) {
  if (draft.open || !consent::must_ask(pack, consent, now_ms)) return Banner::none;
  const auto model = policy::at(pack.regimes(), consent.regime).model();
  return model == pack::Model::opt_in ? Banner::ask : Banner::notice;
}

PurposeRow purpose_row(const Pack& pack, const consent::State& consent, const Draft& draft, policy::PurposeId id) {
  PurposeRow row;
  row.basis = consent::basis(pack, consent, id);
  row.locked = consent::always_on(pack, consent)[id];
  row.on = row.locked || draft.on[id];
  row.separate = row.basis == pack::Basis::explicit_consent;
  row.gpc = consent::denied_by_gpc(pack, consent)[id];
  return row;
}

bool is_changed(const Pack& pack, const consent::State& consent, const Draft& draft,
                const consent::Permissions& permissions) {
  const auto differing = (draft.on - permissions.permitted) | (permissions.permitted - draft.on);
  return (differing & consent::free_to_choose(pack, consent)).any();
}

personalization::Reading known(const personalization::Inputs& inputs, policy::AttributeId id) {
  if (const profile::Cell* cell = profile::fresh(inputs.pack, inputs.profile, id, inputs.now_ms))
    return {personalization::Code::used, cell->symbol, cell->value};
  return personalization::read_for_any(inputs, id, inputs.permissions.permitted);
}

}  // namespace assent::preferences
