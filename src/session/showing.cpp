// The counts lie in the profile like any attribute, so that consent, retention and a visitor's wish to forget hold for
// them too. Their cell is as old as what was counted last: a page view alone keeps nothing alive.
#include "session/showing.hpp"

#include <memory>
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

// Changes the counts by `change`, where there are some.
template <class Change>
void change_counts(const Pack& pack, State& state, Change change) {
  profile::Cell* const cell = cell_of(pack, state);
  profile::Counts counts;
  if (!cell || !cell->present || !profile::read_counts(cell->value.text, counts)) return;
  change(counts);
  cell->value.text = profile::write_counts(counts);
}

}  // namespace

// What was exposed matters to goals alone: elsewhere the page remembers what it has told.
void forget_all(const Pack& pack, State& state) {
  base::Array<std::uint64_t> exposed = std::move(state.load.exposed);
  const std::uint64_t views = state.load.views;
  const Load::Before before{state.unit, state.load.page.began_ms};
  std::destroy_at(&state);
  std::construct_at(&state, pack);
  state.load.before = before;
  if (policy::size(pack.goals()) == 0 || exposed.size() != state.load.exposed.size()) return;
  state.load.exposed = std::move(exposed);
  state.load.views = views;
}

void begin_load(const Pack& pack, State& state) {
  const Load::Before before = state.load.before;
  if (before.unit != state.unit) {
    ++state.load.views;
    forget_ended(state);
    return begin_view(pack, state);
  }
  state.load.page.began_ms = before.began_ms;
  change_counts(pack, state, [&before](profile::Counts& counts) { profile::resume_page(counts, before.began_ms); });
}

void forget_ended(State& state) {
  if (std::exchange(state.load.before.unit, state.unit) == state.unit) return;
  for (std::uint64_t& exposed : state.load.exposed)
    if ((exposed - 1) >> 32 < state.load.views) exposed = 0;
}

void begin_view(const Pack& pack, State& state) {
  const double now_ms = state.consent.clock_ms;
  state.load.page.began_ms = now_ms;
  const auto turn = [&pack, now_ms](profile::Counts& counts) {
    profile::turn_page(counts, now_ms);
    profile::drop_older(counts, now_ms - policy::at(pack.attributes(), pack.counts()).retention_s() * 1000.0);
  };
  change_counts(pack, state, turn);
}

void count_shown(const Pack& pack, State& state, policy::SlotId slot) {
  forget_ended(state);
  profile::Cell* const cell = cell_of(pack, state);
  const pack::Experience* const shown = decided_for(pack, state, slot);
  if (!cell || !shown || !policy::is_counted(shown->pace())) return;
  const pack::Attribute& attribute = policy::at(pack.attributes(), pack.counts());
  if (cell->off || !profile::usable(attribute, state.load.permissions)) return;
  const double now_ms = state.consent.clock_ms;
  profile::Counts counts;
  const bool is_kept = profile::kept(pack, state.profile, pack.counts(), now_ms) != nullptr;
  if (!is_kept || !profile::read_counts(cell->value.text, counts)) {
    counts = profile::Counts();
    profile::turn_page(counts, state.load.page.began_ms);
  }
  const base::Text name =
      profile::count_name(policy::view(policy::id_at(pack.slots(), slot)), policy::view(shown->id()));
  profile::drop_older(counts, now_ms - attribute.retention_s() * 1000.0);
  if (!profile::count(counts, name, now_ms)) return;
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
