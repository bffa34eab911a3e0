// Builds the rows. It shows what is known even where it may not be used: knowing is what the visitor asks about.
#include "preferences/view.hpp"

namespace assent::preferences {

Draft fresh_draft(const consent::Permissions& permissions, bool open) { return {open, permissions.permitted, {}}; }

Banner banner(const Pack& pack, const consent::State& consent, const Draft& draft, double now_ms) {
  if (draft.open || !consent::must_ask(pack, consent, now_ms)) return Banner::none;
  const auto model = policy::at(pack.regimes(), consent.regime).model();
  return model == pack::Model::opt_in ? Banner::ask : Banner::notice;
}

bool honors_gpc(const Pack& pack, const consent::State& consent) {
  return consent.gpc && policy::at(pack.regimes(), consent.regime).honors_gpc();
}

PurposeRow purpose_row(const Pack& pack, const consent::State& consent, const Draft& draft, policy::PurposeId id) {
  PurposeRow row;
  row.basis = consent::basis(pack, consent, id);
  row.locked = consent::always_on(pack, consent, id);
  row.on = row.locked || draft.on[id];
  row.separate = row.basis == pack::Basis::explicit_consent;
  row.gpc = honors_gpc(pack, consent) && policy::at(pack.purposes(), id).covered_by_gpc();
  return row;
}

bool is_changed(const Pack& pack, const consent::State& consent, const Draft& draft,
                const consent::Permissions& permissions) {
  for (std::size_t index = 0; index < policy::size(pack.purposes()); ++index)
    if (draft.on[index] != permissions.permitted[index] &&
        !consent::always_on(pack, consent, static_cast<policy::PurposeId>(index)))
      return true;
  return false;
}

personalization::Reading known(const personalization::Inputs& inputs, policy::AttributeId id) {
  if (const profile::Cell* cell = profile::fresh(inputs.pack, inputs.profile, id, inputs.now_ms))
    return {personalization::Code::used, cell->symbol, cell->value};
  return personalization::read_for_any(inputs, id, inputs.permissions.permitted);
}

}  // namespace assent::preferences
