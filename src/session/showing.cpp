// The counts lie in the profile like any attribute, so that consent, retention and a visitor's wish to forget hold for
// them too. Their cell is as old as what was counted last: a page view alone keeps nothing alive.
#include "session/showing.hpp"

#include <utility>

#include "policy/paces.hpp"
#include "profile/counts.hpp"

namespace assent::session {

namespace {

using policy::Pack;

// The cell where the counts are kept, or null where the pack has none of them.
profile::Cell* cell_of(const Pack& pack, State& state) {
  return pack.counts() < state.profile.cells.size() ? &state.profile.cells[pack.counts()] : nullptr;
}

const pack::Experience* decided_for(const Pack& pack, const State& state, policy::SlotId slot) {
  const std::int16_t experience = state.load.decisions[slot].experience;
  return experience < 0
             ? nullptr
             : &policy::at(policy::at(pack.slots(), slot).experiences(), static_cast<std::size_t>(experience));
}

}  // namespace

void begin_view(const Pack& pack, State& state) {
  state.load.page.began_ms = state.consent.clock_ms;
  profile::Cell* const cell = cell_of(pack, state);
  profile::Counts counts;
  if (!cell || !cell->present || !profile::read_counts(cell->value.text, counts)) return;
  profile::turn_page(counts, state.consent.clock_ms);
  cell->value.text = profile::write_counts(counts);
}

void count_shown(const Pack& pack, State& state, policy::SlotId slot) {
  profile::Cell* const cell = cell_of(pack, state);
  const pack::Experience* const shown = decided_for(pack, state, slot);
  if (!cell || !shown || !policy::is_counted(shown->pace())) return;
  const pack::Attribute& attribute = policy::at(pack.attributes(), pack.counts());
  if (!profile::usable(attribute, state.load.permissions)) return;
  const double now_ms = state.consent.clock_ms;
  profile::Counts counts;
  const bool is_kept = profile::kept(pack, state.profile, pack.counts(), now_ms) != nullptr;
  if (!is_kept || !profile::read_counts(cell->value.text, counts)) {
    counts = profile::Counts();
    profile::turn_page(counts, state.load.page.began_ms);
  }
  const base::Text name =
      profile::count_name(policy::view(policy::id_at(pack.slots(), slot)), policy::view(shown->id()));
  if (!profile::count(counts, name, now_ms, now_ms - attribute.retention_s() * 1000.0)) return;
  base::Text record = profile::write_counts(counts);
  profile::forget(state.profile, pack.counts());
  cell->present = true;
  cell->at_ms = now_ms;
  cell->symbol = policy::no_symbol;
  cell->value.type = pack::ValueType::counts;
  cell->value.text = std::move(record);
  ++state.profile.changes;
}

bool may_be_told(const profile::ValueView& value) { return value.type != pack::ValueType::counts; }

}  // namespace assent::session
