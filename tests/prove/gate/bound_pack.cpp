// A function a table, as src/authoring writes them.
#include "gate/bound_pack.hpp"

#include <stdexcept>
#include <string>

#include "policy/pack.hpp"

namespace assent::prove {

namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;
using pack::Basis;
using Indexes = std::vector<std::uint16_t>;

Offset<flatbuffers::String> id(FlatBufferBuilder& out, const char* what, std::size_t index) {
  return out.CreateString(what + std::to_string(index));
}

Basis basis_of(Footing footing) {
  switch (footing) {
    case Footing::consent:
      return Basis::consent;
    case Footing::explicit_consent:
      return Basis::explicit_consent;
    case Footing::interest_until_objection:
    case Footing::interest_if_granted:
      return Basis::legitimate_interest;
    case Footing::contract:
      return Basis::contract;
    case Footing::necessary:
      break;
  }
  return Basis::strictly_necessary;
}

Offset<pack::Regime> write(FlatBufferBuilder& out, const BoundRegime& regime, std::size_t index) {
  std::array<std::uint64_t, policy::basis_count> bases{};
  std::uint64_t unprompted = 0;
  std::uint64_t gpc = 0;
  for (std::size_t purpose = 0; purpose < bound_purposes; ++purpose) {
    const std::uint64_t bit = std::uint64_t{1} << purpose;
    bases[static_cast<std::size_t>(basis_of(regime.footing[purpose]))] |= bit;
    if (regime.footing[purpose] == Footing::interest_until_objection) unprompted |= bit;
    if (regime.gpc_has_force[purpose]) gpc |= bit;
  }
  const pack::Bases by_basis(bases);
  const pack::Terms terms(bound_validity_s, bound_validity_s, bound_validity_s, bound_validity_s);
  return pack::CreateRegime(out, id(out, "regime", index), static_cast<pack::Model>(regime.law), &by_basis, unprompted,
                            gpc, 0, 0, regime.asks_age ? age_asked_from : 0, &terms);
}

Offset<pack::Leave> leave(FlatBufferBuilder& out, Leaves leaves, std::size_t destination) {
  return pack::CreateLeave(out, static_cast<std::uint16_t>(destination), leaves == Leaves::as_decision,
                           leaves == Leaves::dropped ? pack::Minimizer::drop : pack::Minimizer::keep);
}

Offset<pack::Attribute> write(FlatBufferBuilder& out, const Bounds& bounds, const BoundAttribute& attribute,
                              std::size_t index) {
  std::vector<Offset<pack::Leave>> leaves;
  for (std::size_t to = 0; attribute.leaves != Leaves::never && to < bounds.destinations.size(); ++to)
    leaves.push_back(leave(out, attribute.leaves, to));
  Indexes inputs;
  if (attribute.input >= 0) inputs.push_back(static_cast<std::uint16_t>(attribute.input));
  const auto source = inputs.empty() ? pack::Source::declared : pack::Source::inferred;
  return pack::CreateAttribute(out, id(out, "attribute", index), static_cast<std::uint64_t>(attribute.purposes),
                               pack::ValueType::boolean, source, attribute.special, bound_validity_s, bound_validity_s,
                               -1e9, 1e9, 0, 0, pack::Update::set, 0, out.CreateVector(inputs),
                               out.CreateVector(leaves));
}

Offset<pack::Slot> write(FlatBufferBuilder& out, const Bounds& bounds, const BoundSlot& slot, std::size_t index) {
  Indexes told;
  for (std::size_t to = 0; to < bounds.destinations.size(); ++to)
    if (bounds.destinations[to].told) told.push_back(static_cast<std::uint16_t>(to));
  const Indexes labels(slot.labels.begin(), slot.labels.end());
  return pack::CreateSlot(out, id(out, "slot", index), static_cast<std::uint16_t>(slot.purpose), 0,
                          out.CreateVector(labels), out.CreateVector(told));
}

Offset<pack::Destination> write(FlatBufferBuilder& out, const BoundDestination& destination, std::size_t index) {
  return pack::CreateDestination(out, id(out, "destination", index), static_cast<std::uint64_t>(destination.purposes));
}

template <class Item, class Write>
auto write_all(FlatBufferBuilder& out, const std::vector<Item>& items, Write write) {
  std::vector<decltype(write(items[0], 0))> written;
  for (std::size_t index = 0; index < items.size(); ++index) written.push_back(write(items[index], index));
  return out.CreateVector(written);
}

}  // namespace

std::vector<std::uint8_t> bound_pack(const Bounds& bounds) {
  FlatBufferBuilder out;
  const auto plain = [&](const auto& item, std::size_t index) { return write(out, item, index); };
  const auto within = [&](const auto& item, std::size_t index) { return write(out, bounds, item, index); };
  const auto regimes = write_all(out, bounds.regimes, plain);
  const auto purposes = write_all(out, std::vector<int>(bound_purposes), [&](int, std::size_t index) {
    return pack::CreatePurpose(out, id(out, "purpose", index), bound_validity_s, 1);
  });
  const auto attributes = write_all(out, bounds.attributes, within);
  const auto destinations = write_all(out, bounds.destinations, plain);
  const auto slots = write_all(out, bounds.slots, within);
  const auto text = [&](const char* words) { return out.CreateString(words); };
  const auto site = text("site");
  const auto language = text("en");
  const auto notice = text("notice");
  const auto page = text("{}");
  pack::PackBuilder root(out);
  root.add_format(policy::pack_format);
  root.add_site(site);
  root.add_language(language);
  root.add_notice(notice);
  root.add_page(page);
  root.add_regimes(regimes);
  root.add_purposes(purposes);
  root.add_attributes(attributes);
  root.add_destinations(destinations);
  root.add_slots(slots);
  pack::FinishPackBuffer(out, root.Finish());
  std::vector<std::uint8_t> bytes(out.GetBufferPointer(), out.GetBufferPointer() + out.GetSize());
  // policy::open() would refuse values of special categories before the gate is asked, and the gate must not rest on
  // it.
  if (!policy::read(bytes)) throw std::logic_error("the bounded pack is none");
  return bytes;
}

}  // namespace assent::prove
