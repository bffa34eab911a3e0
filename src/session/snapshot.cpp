// Writes and restores snapshots. Bytes from storage are not trusted: a checksum finds damage, profile::set() nonsense.
#include "session/snapshot.hpp"

#include "base/bytes.hpp"
#include "base/hash.hpp"
#include "session/event.hpp"

namespace assent::session {

namespace {

using base::Fault;
using consent::Answer;
using policy::id_at;
using policy::Pack;

constexpr std::uint32_t magic = 0x534e5341;  // "ASNS"
constexpr std::uint8_t version = 5;
constexpr std::uint8_t oldest = 4;  // knew of nothing switched off, and is read as it is
// Of an attribute.
enum Flag : std::uint8_t { corrected = 1, off = 2, no_value = 4 };
constexpr double ms_per_hour = 3'600'000;

std::uint32_t to_minutes(double time_ms) { return static_cast<std::uint32_t>(time_ms / consent::ms_per_minute); }

void write_consent(base::ByteWriter& out, const Pack& pack, const consent::State& consent, bool whole) {
  out.text(policy::view(id_at(pack.regimes(), consent.regime)));
  out.number(consent.act);
  out.number(consent.shown);
  out.number(whole ? consent.of_age : std::uint8_t{0});
  out.number(whole ? consent.under : std::uint8_t{0});
  out.number(to_minutes(consent.chosen_ms));
  out.number(to_minutes(consent.given_ms));
  // Whole hours, so that time alone does not make a new snapshot at every step.
  out.number(static_cast<std::uint32_t>(consent.clock_ms / ms_per_hour));
  const std::size_t purposes = policy::size(pack.purposes());
  out.number(static_cast<std::uint16_t>(purposes));
  for (std::size_t index = 0; index < purposes; ++index) {
    const consent::Choice choice = consent.choices[static_cast<policy::PurposeId>(index)];
    out.text(policy::view(id_at(pack.purposes(), index)));
    out.number(policy::at(pack.purposes(), index).revision());
    out.number(choice.answer);
    out.number(choice.separate);
    out.number(consent.answered_min[index]);
  }
}

// One purpose's answer. What was granted of another revision, or under another regime, is not what would be granted
// here; a refusal is one wherever it was given.
void read_choice(base::ByteReader& in, const Pack& pack, bool same_regime, consent::State& consent) {
  const int purpose = policy::find(pack.purposes(), in.text());
  const auto revision = in.number<std::uint32_t>();
  const auto answer = in.number<std::uint8_t>();
  const bool separate = in.number<std::uint8_t>() == 1;
  const auto answered_min = in.number<std::uint32_t>();
  if (answer > static_cast<std::uint8_t>(Answer::withdrawn)) return in.fail();
  if (purpose < 0) return;
  const auto id = static_cast<policy::PurposeId>(purpose);
  const bool stands = same_regime && revision == policy::at(pack.purposes(), id).revision();
  if (!stands && static_cast<Answer>(answer) == Answer::granted) return;
  consent.choices.set(id, {static_cast<Answer>(answer), separate});
  consent.answered_min[id] = answered_min;
}

bool read_consent(base::ByteReader& in, const Pack& pack, std::uint16_t regime, bool same_regime,
                  consent::State& consent) {
  const auto act = in.number<std::uint8_t>();
  const auto layer = in.number<std::uint8_t>();
  consent.of_age = in.number<std::uint8_t>();
  consent.under = in.number<std::uint8_t>();
  const double chosen_ms = in.number<std::uint32_t>() * consent::ms_per_minute;
  const double given_ms = in.number<std::uint32_t>() * consent::ms_per_minute;
  const double clock_ms = in.number<std::uint32_t>() * ms_per_hour;
  for (int left = in.number<std::uint16_t>(); left > 0 && in.ok(); --left) read_choice(in, pack, same_regime, consent);
  if (act > static_cast<std::uint8_t>(consent::Act::adopted) ||
      layer > static_cast<std::uint8_t>(consent::Layer::preferences))
    in.fail();
  for (const double time_ms : {chosen_ms, given_ms})
    if (!(time_ms >= 0 && time_ms < clock_ms + ms_per_hour && clock_ms <= max_time_ms)) in.fail();
  consent.regime = regime;
  consent.clock_ms = clock_ms;
  if (same_regime) {
    consent.act = static_cast<consent::Act>(act);
    consent.shown = static_cast<consent::Layer>(layer);
    consent.chosen_ms = chosen_ms;
    consent.given_ms = given_ms;
  }
  return in.ok();
}

bool is_kept(const Pack& pack, const State& state, std::size_t index) {
  const profile::Cell& cell = state.profile.cells[index];
  return (cell.present || cell.off) && profile::usable(policy::at(pack.attributes(), index), state.load.permissions);
}

void write_profile(base::ByteWriter& out, const Pack& pack, const State& state) {
  for (std::size_t index = 0; index < state.profile.cells.size(); ++index) {
    if (!is_kept(pack, state, index)) continue;
    const profile::Cell& cell = state.profile.cells[index];
    out.text(policy::view(id_at(pack.attributes(), index)));
    out.number(cell.at_ms);
    out.number(static_cast<std::uint8_t>(cell.corrected * corrected | cell.off * off | !cell.present * no_value));
    profile::write_value(out, cell.value);
  }
}

// The profile comes last and goes to the end.
bool read_profile(base::ByteReader& in, const Pack& pack, profile::Profile& profile) {
  while (in.ok() && !in.done()) {
    const int attribute = policy::find(pack.attributes(), in.text());
    const auto at_ms = in.number<double>();
    const auto flags = in.number<std::uint8_t>();
    const profile::ValueView value = profile::read_value(in);
    if (!in.ok() || attribute < 0) continue;
    const auto id = static_cast<policy::AttributeId>(attribute);
    if ((flags & no_value) == 0 && profile::set(pack, profile, id, value, at_ms) == base::Fault::none)
      profile.cells[id].corrected = (flags & corrected) != 0;
    profile.cells[id].off = (flags & off) != 0;
  }
  return in.ok();
}

void write_sent(base::ByteWriter& out, const Pack& pack, const State& state) {
  out.number(static_cast<std::uint16_t>(state.sent.size()));
  for (std::size_t index = 0; index < state.sent.size(); ++index) {
    out.text(policy::view(id_at(pack.destinations(), index)));
    out.number(state.sent[index]);
  }
}

void read_sent(base::ByteReader& in, const Pack& pack, State& state) {
  for (int left = in.number<std::uint16_t>(); left > 0 && in.ok(); --left) {
    const int destination = policy::find(pack.destinations(), in.text());
    const auto digest = in.number<std::uint64_t>();
    if (destination >= 0) state.sent[static_cast<std::size_t>(destination)] = digest;
  }
}

bool read_body(base::ByteReader& in, const Pack& pack, std::uint16_t regime, State& state) {
  const bool same_regime = policy::equals(id_at(pack.regimes(), regime), in.text());
  if (!read_consent(in, pack, regime, same_regime, state.consent)) return false;
  if (in.number<std::uint8_t>() == 0) return in.done();
  state.unit = in.number<std::uint64_t>();
  state.spending = in.text();
  // What stands under another regime needs a record that says so.
  const std::string_view record_id = in.text();
  if (same_regime) state.record_id = record_id;
  state.has_subject = in.number<std::uint8_t>() == 1;
  read_sent(in, pack, state);
  return read_profile(in, pack, state.profile);
}

}  // namespace

bool may_persist(const Pack& pack, const State& state) {
  return state.consent.act != consent::Act::none || has_grant(pack, state);
}

base::Text write_snapshot(const Pack& pack, const State& state, Extent extent) {
  const bool whole = extent == Extent::whole;
  base::Text bytes;
  base::ByteWriter out(bytes);
  out.number(magic);
  out.number(version);
  write_consent(out, pack, state.consent, whole);
  const bool keeps_more = whole && has_grant(pack, state);
  out.number(keeps_more);
  if (keeps_more) {
    out.number(state.unit);
    out.text(state.spending);
    out.text(state.record_id);
    out.number(state.has_subject);
    write_sent(out, pack, state);
    write_profile(out, pack, state);
  }
  out.number(base::fnv1a_64(bytes));
  return bytes;
}

base::Fault read_snapshot(const Pack& pack, std::span<const std::uint8_t> bytes, std::uint16_t regime, State& state) {
  constexpr std::size_t checksum_bytes = sizeof(std::uint64_t);
  if (bytes.size() < checksum_bytes || bytes.size() > max_snapshot_bytes) return Fault::snapshot_damaged;
  const auto body = bytes.first(bytes.size() - checksum_bytes);
  base::ByteReader checksum(bytes.subspan(body.size()));
  if (checksum.number<std::uint64_t>() != base::fnv1a_64({reinterpret_cast<const char*>(body.data()), body.size()}))
    return Fault::snapshot_damaged;
  base::ByteReader in(body);
  if (in.number<std::uint32_t>() != magic) return Fault::snapshot_damaged;
  const auto written_by = in.number<std::uint8_t>();
  if (written_by > version) return Fault::snapshot_newer;
  return written_by >= oldest && read_body(in, pack, regime, state) ? Fault::none : Fault::snapshot_damaged;
}

}  // namespace assent::session
