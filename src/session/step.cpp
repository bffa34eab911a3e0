// Takes events apart, changes the state, then tells what changed. Each handler says what it will not take; what
// follows from a change (services, decisions, view, snapshot) is worked out in one place, settle().
#include "session/step.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "session/outgoing.hpp"
#include "session/showing.hpp"
#include "session/snapshot.hpp"

namespace assent::session {

namespace {

using base::Fault;
using policy::Pack;

void read_permissions(const Pack& pack, State& state) {
  state.load.permissions = consent::permissions(pack, state.consent, state.consent.clock_ms);
}

// Reads the facts into `page`, or refuses all of them.
Fault read_page(const Pack& pack, std::string_view facts, personalization::Page& page) {
  const std::size_t expected = policy::size(pack.context());
  if (profile::count_items(facts) != expected) return Fault::wrong_facts;
  page.facts = base::Array<personalization::Page::Fact>(expected);
  for (auto& fact : page.facts) {
    const std::string_view text = profile::next_item(facts);
    if (text.size() > max_fact_bytes) return Fault::fact_too_long;
    fact = {!text.empty(), policy::symbol_of(pack, text)};
  }
  return Fault::none;
}

// Everything that follows from a choice, in the order in which it must happen: what no longer stands is dropped
// before the record says so, and the record is made before what it rested on is erased. Only what the visitor chose is
// not asked about for a while.
void conclude(const Pack& pack, State& state, consent::Act act, bool by_visitor, Effects& effects) {
  if (by_visitor) state.consent.chosen_ms = state.consent.clock_ms;
  state.consent.act = act;
  // What was refused is nothing that has expired.
  if (act != consent::Act::expiry && state.consent.choices.granted.none()) state.consent.given_ms = 0;
  const bool had_subject = state.has_subject;
  consent::stamp(state.consent, state.consent.clock_ms);
  read_permissions(pack, state);
  effects.consent = true;
  send_record(pack, state, effects);
  const bool ends = !has_grant(pack, state);
  if (ends) {
    ++state.load.views;  // what is on the screen may be told anew
    state.unit = base::mix(state.unit);
    state.spending.clear();
    for (auto& digest : state.sent) digest = 0;
    state.load.told_snapshot = 0;
  }
  // What expired and was granted anew in one step goes on under the same key.
  effects.erase = ends && (effects.erase || had_subject);
  state.load.draft = preferences::followed(state.load.draft, state.load.permissions);
}

// The visitor has answered: the preference center closes.
void close_preferences(State& state) { state.load.draft = preferences::fresh_draft(state.load.permissions, false); }

// What has expired is over before anything else happens.
void move_clock(const Pack& pack, State& state, double now_ms, Effects& effects) {
  if (consent::advance(pack, state.consent, now_ms)) conclude(pack, state, consent::Act::expiry, false, effects);
}

// The browser's signal is an answer (11 CCR 7025): it goes on record once, and stays one when the signal goes.
void heed_gpc(const Pack& pack, State& state, Effects& effects) {
  const consent::PurposeSet news = consent::denied_by_gpc(pack, state.consent) - state.consent.choices.denied;
  if (news.none()) return;
  state.consent.choices.deny(news);
  conclude(pack, state, consent::Act::gpc, false, effects);
}

void restore(const Pack& pack, State& state, const Start& start, Effects& effects) {
  const std::uint16_t regime = consent::regime_for(pack, start.region);
  forget_all(pack, state);
  if (!start.snapshot.empty()) effects.refused = read_snapshot(pack, start.snapshot, regime, state);
  if (effects.refused != Fault::none) forget_all(pack, state);
  state.consent.regime = regime;
}

Fault take(const Pack& pack, State& state, const Start& start, double now_ms, Effects& effects) {
  personalization::Page page;
  if (const Fault fault = read_page(pack, start.facts, page); fault != Fault::none) return fault;
  restore(pack, state, start, effects);
  state.load.page = std::move(page);
  state.consent.gpc = start.gpc;
  if (state.unit == 0) state.unit = base::mix(base::mix(start.seed_a) + start.seed_b);
  state.load.seed_a = start.seed_a;
  state.load.seed_b = start.seed_b;
  state.load.region = start.region;
  state.load.pack_hash = start.pack_hash;
  state.load.token = start.token;
  state.load.started = true;
  move_clock(pack, state, now_ms, effects);
  heed_gpc(pack, state, effects);
  read_permissions(pack, state);
  state.load.draft = preferences::fresh_draft(state.load.permissions, false);
  begin_load(pack, state);
  return effects.refused;
}

Fault take(const Pack& pack, State& state, const Navigate& navigate, double, Effects&) {
  personalization::Page page;
  if (const Fault fault = read_page(pack, navigate.facts, page); fault != Fault::none) return fault;
  state.load.page = std::move(page);
  // A new page tells anew what it shows; asked to at once, lest the next change of any decision be what shows it.
  ++state.load.views;
  state.load.told_decisions = 0;
  state.load.told_view = 0;
  begin_view(pack, state);
  return Fault::none;
}

Fault take(const Pack&, State& state, const Shown& shown, double, Effects&) {
  state.consent.shown = shown.layer;
  return Fault::none;
}

Fault check_switch(const Pack& pack, const State& state, policy::PurposeId purpose) {
  if (purpose >= policy::size(pack.purposes())) return Fault::unknown_purpose;
  return consent::always_on(pack, state.consent)[purpose] ? Fault::always_on : Fault::none;
}

Fault take(const Pack& pack, State& state, const Toggle& toggle, double, Effects&) {
  const Fault fault = check_switch(pack, state, toggle.purpose);
  if (fault != Fault::none) return fault;
  state.load.draft.on.set(toggle.purpose, toggle.on);
  state.load.draft.touched.set(toggle.purpose);
  return Fault::none;
}

Fault take(const Pack&, State& state, const OpenPreferences& open, double, Effects&) {
  state.load.draft = preferences::fresh_draft(state.load.permissions, open.open);
  return Fault::none;
}

// What the switches show becomes the answer; only a switch that the visitor moved counts as an act of its own.
void save_draft(const Pack& pack, State& state, bool trusted) {
  const preferences::Draft& draft = state.load.draft;
  const consent::PurposeSet free = consent::free_to_choose(pack, state.consent);
  const consent::PurposeSet granted = (draft.on & free) - consent::denied_by_gpc(pack, state.consent);
  const consent::PurposeSet touched = trusted ? draft.touched : consent::PurposeSet();
  consent::Choices& choices = state.consent.choices;
  // A switch that needs an act of its own, and was left alone, is as old as it was.
  const consent::PurposeSet kept = (choices.separate & granted) - touched;
  choices.grant(granted, kept | (granted & touched));
  choices.deny(free - granted);
  if (trusted) consent::renew(state.consent, granted - kept);
}

// True where the draft switches something on that does not stand.
bool draft_grants(const State& state) { return (state.load.draft.on - state.load.permissions.permitted).any(); }

Fault take(const Pack& pack, State& state, const Choose& choose, double, Effects& effects) {
  const bool saves = choose.act == consent::Act::save;
  const bool grants = choose.act == consent::Act::accept_all || (saves && draft_grants(state));
  if (grants && !consent::is_of_age(pack, state.consent)) return Fault::age_unconfirmed;
  if (grants && !choose.trusted) return Fault::untrusted_grant;
  if (saves)
    save_draft(pack, state, choose.trusted);
  else
    consent::answer_all(pack, state.consent, choose.act);
  conclude(pack, state, choose.act, choose.trusted || !saves, effects);
  close_preferences(state);
  return Fault::none;
}

Fault take(const Pack& pack, State& state, const DeclareAge& age, double, Effects& effects) {
  const std::uint8_t from = policy::at(pack.regimes(), state.consent.regime).age_from();
  if (from == 0) return Fault::age_not_asked;
  if (age.of_age && !age.trusted) return Fault::untrusted_grant;
  state.consent.of_age = age.of_age ? from : 0;
  state.consent.under = age.of_age ? 0 : from;
  if (age.of_age) {
    read_permissions(pack, state);
    close_preferences(state);
    // What may be told of slots may have changed; asked to at once, as after navigate.
    state.load.told_decisions = 0;
    return Fault::none;
  }
  consent::answer_all(pack, state.consent, consent::Act::under_age);
  conclude(pack, state, consent::Act::under_age, true, effects);
  close_preferences(state);
  return Fault::none;
}

Fault take(const Pack& pack, State& state, const AnswerOne& answer, double, Effects& effects) {
  const Fault fault = check_switch(pack, state, answer.purpose);
  if (fault != Fault::none) return fault;
  if (answer.grant && !consent::is_of_age(pack, state.consent)) return Fault::age_unconfirmed;
  if (answer.grant && !answer.trusted) return Fault::untrusted_grant;
  consent::PurposeSet one;
  one.set(answer.purpose);
  // The browser's signal is the stronger word.
  if (answer.grant && (one - consent::denied_by_gpc(pack, state.consent)).any()) {
    state.consent.choices.grant(one, one);
    consent::renew(state.consent, one);
  } else {
    state.consent.choices.deny(one);
  }
  conclude(pack, state, answer.grant ? consent::Act::service : consent::Act::script, false, effects);
  return Fault::none;
}

// What was answered elsewhere goes on record here, with where it comes from.
void conclude_adopted(const Pack& pack, State& state, std::string_view from, Effects& effects) {
  state.load.from = from;
  conclude(pack, state, consent::Act::adopted, false, effects);
  state.load.from = {};
}

Fault take(const Pack& pack, State& state, const Adopt& adopt, double, Effects& effects) {
  State theirs(pack);
  const Fault fault = read_snapshot(pack, adopt.answers, state.consent.regime, theirs);
  if (fault == Fault::none && consent::merge(pack, state.consent, theirs.consent))
    conclude_adopted(pack, state, adopt.from, effects);
  return fault;
}

Fault take(const Pack& pack, State& state, const Migrate& migrate, double, Effects& effects) {
  consent::State& mine = state.consent;
  if (mine.chosen_ms > 0) return Fault::none;
  const bool is_dated = migrate.given_ms > 0 && migrate.given_ms <= mine.clock_ms;
  const double given_ms = is_dated ? migrate.given_ms : mine.clock_ms;
  const consent::PurposeSet open = consent::free_to_choose(pack, mine) - mine.choices.denied;
  if (is_dated) mine.choices.grant(migrate.granted & open, {});
  mine.choices.deny(migrate.denied & open);
  if (mine.choices.fresh.none()) return Fault::none;
  consent::stamp(mine, given_ms);
  mine.chosen_ms = mine.given_ms = given_ms;
  conclude_adopted(pack, state, migrate.from, effects);
  return Fault::none;
}

// When a value came. The visit's clock has not heard of this event yet, and may be asleep for a while.
double time_of_value(const State& state, double now_ms) {
  const double clock_ms = state.consent.clock_ms;
  return std::clamp(now_ms, clock_ms, clock_ms + consent::max_clock_back_ms);
}

Fault take(const Pack& pack, State& state, const Set& set, double now_ms, Effects&) {
  if (!may_be_told(set.value)) return Fault::wrong_type;
  return profile::set(pack, state.profile, set.attribute, set.value, time_of_value(state, now_ms));
}

Fault take(const Pack& pack, State& state, const Observe& observe, double now_ms, Effects&) {
  if (!may_be_told(observe.value)) return Fault::wrong_type;
  return profile::observe(pack, state.profile, observe.signal, observe.value, time_of_value(state, now_ms));
}

Fault take(const Pack&, State& state, const Forget& forget, double, Effects&) {
  if (forget.attribute != every_attribute) return profile::forget(state.profile, forget.attribute);
  for (std::size_t index = 0; index < state.profile.cells.size(); ++index)
    profile::forget(state.profile, static_cast<policy::AttributeId>(index));
  return Fault::none;
}

Fault take(const Pack& pack, State& state, const Decide&, double, Effects&) {
  state.load.deciding = true;
  state.load.decisions = base::Array<personalization::Decision>(policy::size(pack.slots()));
  state.load.told_decisions = 0;
  return Fault::none;
}

Fault take(const Pack& pack, State& state, const Expose& expose, double, Effects& effects) {
  if (expose.slot >= state.load.decisions.size()) return Fault::not_decided;
  count_shown(pack, state, expose.slot);
  send_exposure(pack, state, expose.slot, effects);
  return Fault::none;
}

Fault take(const Pack& pack, State& state, const Flush&, double, Effects& effects) {
  send_attributes(pack, state, effects);
  return Fault::none;
}

// Remembers a digest and says whether it is news.
bool is_news(std::uint64_t& told, std::uint64_t digest) {
  const bool news = told != digest;
  told = digest;
  return news;
}

bool settle_services(const Pack& pack, State& state) {
  std::uint64_t digest = 1;
  for (std::size_t service = 0; service < policy::size(pack.services()); ++service)
    digest = base::mix(digest + (may_load(pack, state, service) ? 1 : 0));
  return is_news(state.load.told_services, digest);
}

bool settle_decisions(const Pack& pack, State& state) {
  if (!state.load.deciding) return false;
  std::uint64_t digest = 1;
  personalization::Trace trace;
  for (std::size_t slot = 0; slot < state.load.decisions.size(); ++slot) {
    const auto decision =
        personalization::decide(inputs_of(pack, state), static_cast<policy::SlotId>(slot), state.unit, &trace);
    state.load.decisions[slot] = decision;
    digest = base::mix(digest ^ (static_cast<std::uint64_t>(decision.experience) << 32 |
                                 static_cast<std::uint16_t>(decision.variant) << 1 | (decision.withheld ? 1u : 0u)));
  }
  for (const auto& factor : trace)
    digest = base::mix(digest ^
                       (factor.node << 5 | static_cast<std::uint32_t>(factor.code) << 1 | (factor.result ? 1u : 0u)));
  return is_news(state.load.told_decisions, digest);
}

void settle_snapshot(const Pack& pack, State& state, Effects& effects) {
  if (!may_persist(pack, state)) return;
  base::Text snapshot = write_snapshot(pack, state);
  if (!is_news(state.load.told_snapshot, base::fnv1a_64(snapshot))) return;
  effects.snapshot = std::move(snapshot);
  effects.answers = write_snapshot(pack, state, Extent::answers);
}

// What the view is drawn from; the profile and the page count their own changes.
bool settle_view(const Pack& pack, State& state) {
  const Load& load = state.load;
  const double now_ms = state.consent.clock_ms;
  std::uint64_t digest = load.draft.open ? 2 : 1;
  digest = base::mix(digest << 8 | static_cast<std::uint64_t>(consent::why_ask(pack, state.consent, now_ms)));
  digest = base::mix(digest ^ load.draft.on.bits());
  digest = base::mix(digest ^ load.permissions.permitted.bits());
  digest = base::mix(digest + state.profile.changes);
  digest = base::mix(digest ^ load.told_decisions);
  return is_news(state.load.told_view, digest);
}

// What happens to the profile, and what the page tells because of it, does not move time: otherwise an event about one
// attribute would decide when the expiry of another, or of consent, is noticed, and what is sent would show that it
// came.
bool moves_time(const Occurrence& what) {
  return !std::holds_alternative<Set>(what) && !std::holds_alternative<Observe>(what) &&
         !std::holds_alternative<Forget>(what) && !std::holds_alternative<Expose>(what);
}

// A switch of our own: std::visit goes through a table of functions, each with a frame, which the browser pays for.
template <std::size_t kind = 0>
Fault take_any(const Pack& pack, State& state, const Event& event, Effects& effects) {
  if constexpr (kind == std::variant_size_v<Occurrence>) {
    return Fault::none;
  } else {
    if (const auto* what = std::get_if<kind>(&event.what)) return take(pack, state, *what, event.now_ms, effects);
    return take_any<kind + 1>(pack, state, event, effects);
  }
}

}  // namespace

void settle(const Pack& pack, State& state, Effects& effects) {
  read_permissions(pack, state);
  // Before the visitor has chosen, what was declared waits in memory; afterwards nothing unusable does.
  if (state.consent.act != consent::Act::none)
    profile::prune(pack, state.profile, state.load.permissions, state.consent.clock_ms);
  effects.services = settle_services(pack, state);
  effects.decisions = settle_decisions(pack, state);
  settle_snapshot(pack, state, effects);
  effects.view = settle_view(pack, state);
}

personalization::Decision decide_now(const Pack& pack, const State& state, policy::SlotId slot) {
  return personalization::decide(inputs_of(pack, state), slot, state.unit, nullptr);
}

Effects step(const Pack& pack, State& state, const Event& event) {
  Effects effects;
  const bool starts = std::holds_alternative<Start>(event.what);
  if (!(event.now_ms >= 0 && event.now_ms <= max_time_ms)) {
    effects.refused = Fault::bad_time;
  } else if (!starts && !state.load.started) {
    effects.refused = Fault::not_started;
  } else {
    if (!starts) {
      if (moves_time(event.what)) move_clock(pack, state, event.now_ms, effects);
      read_permissions(pack, state);
    }
    effects.refused = take_any(pack, state, event, effects);
    if (state.load.started) settle(pack, state, effects);
  }
  return effects;
}

}  // namespace assent::session
