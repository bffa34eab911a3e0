// Draft → gate → Send. Ids count what was sent and nothing else, so they tell nothing about what was not.
#include "session/outgoing.hpp"

#include <utility>

#include "base/format.hpp"
#include "base/hash.hpp"
#include "egress/compose.hpp"
#include "personalization/pacing.hpp"
#ifdef ASSENT_PLANT_LEAK
#include "session/planted_leak.hpp"
#endif

namespace assent::session {

namespace {

using policy::Pack;

// Both seeds go into both halves, so that one id does not give away another.
base::Text next_id(Load& load) {
  const std::uint64_t count = ++load.ids_made;
  base::Text id;
  base::append_hex(id, base::mix(load.seed_a ^ base::mix(load.seed_b + count)));
  base::append_hex(id, base::mix(load.seed_b ^ base::mix(load.seed_a + count)));
  return id;
}

// An empty set is as good as nothing sent.
std::uint64_t digest_of(const egress::Permit& permit, const base::Text& data) {
  return permit.draft().items.empty() ? 0 : base::fnv1a_64(data);
}

}  // namespace

void send_event(const Pack& pack, State& state, const egress::Permit& permit, const base::Text& data,
                Effects& effects) {
  // Where no choice was needed (opt-out, notice) the record says so before the first event rests on it.
  if (state.record_id.empty()) send_record(pack, state, effects);
  const base::Text id = next_id(state.load);
  const egress::Identity identity{id, state.load.pack_hash, state.record_id, state.consent.clock_ms};
  effects.sends.add(pack, permit, identity, data);
#ifdef ASSENT_PLANT_LEAK
  PlantedLeak::spoil(pack, state, permit, identity, data, effects);
#endif
}

void send_record(const Pack& pack, State& state, Effects& effects) {
  const bool grant = has_grant(pack, state);
  const bool has_subject = grant || state.has_subject;
  consent::Origin origin{state.load.pack_hash, state.load.token, state.load.region, state.load.from};
#ifdef ASSENT_PLANT_LEAK
  PlantedLeak::spoil(pack, state, origin);
#endif
  effects.sends.add(consent::write_record(pack, state.consent, origin, next_id(state.load), has_subject));
  state.has_subject = grant;
  state.record_id = grant ? effects.sends.back().id().view() : std::string_view();
}

void send_attributes(const Pack& pack, State& state, Effects& effects) {
  // What does not leave costs no noise.
  if (!has_grant(pack, state)) {
    for (std::uint64_t& digest : state.sent) digest = 0;
    return;
  }
  const egress::Owner owner{state.unit, state.spending};
  for (std::size_t index = 0; index < state.sent.size(); ++index) {
    const std::uint64_t before = std::exchange(state.sent[index], 0);
    const auto destination = static_cast<policy::DestinationId>(index);
    egress::Refusal refusal;
    const auto permit = egress::gate(
        pack, state.load.permissions,
        egress::compose(pack, state.profile, state.load.permissions, state.consent.clock_ms, owner, destination),
        refusal);
    if (!permit) continue;
    const base::Text data = egress::write_data(pack, *permit);
    state.sent[index] = digest_of(*permit, data);
    if (state.sent[index] != before) send_event(pack, state, *permit, data, effects);
  }
}

void send_exposure(const Pack& pack, State& state, policy::SlotId slot, Effects& effects) {
  const personalization::Decision& decision = state.load.decisions[slot];
  const std::uint64_t shown = (state.load.views << 32 | static_cast<std::uint32_t>(decision.experience + 1) << 16 |
                               static_cast<std::uint32_t>(decision.variant + 1)) +
                              1;
  if (state.load.exposed[slot] == shown || !has_grant(pack, state)) return;
  const pack::Slot& declared = policy::at(pack.slots(), slot);
  const bool held_out = personalization::is_held_out(pack, declared, decision, state.unit);
  const egress::Exposure exposure(slot, decision.experience, decision.variant, policy::no_goal, held_out);
  for (std::size_t index = 0; index < policy::size(declared.exposes()); ++index) {
    egress::Refusal refusal;
    const auto permit =
        egress::gate(pack, state.load.permissions, {policy::at(declared.exposes(), index), exposure, {}}, refusal);
    if (!permit) continue;
    state.load.exposed[slot] = shown;
    send_event(pack, state, *permit, egress::write_data(pack, *permit), effects);
  }
}

}  // namespace assent::session
