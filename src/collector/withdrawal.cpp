// Asks the gate again about what is stored. What the pack no longer knows goes too.
#include "collector/withdrawal.hpp"

#include <algorithm>

#include "collector/cloud_event.hpp"
#include "collector/limits.hpp"
#include "collector/outbox.hpp"
#include "collector/purpose_set.hpp"
#include "collector/standing.hpp"

namespace assent::collector {

namespace {

std::optional<std::string> name(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace

std::string remaining_purposes(const policy::Pack& pack, const consent::Permissions& permissions,
                               const store::Attribute& attribute) {
  const int id = policy::find(pack.attributes(), attribute.id);
  const int destination = policy::find(pack.destinations(), attribute.destination);
  if (id < 0 || destination < 0) return {};
  const auto attribute_id = static_cast<policy::AttributeId>(id);
  const auto destination_id = static_cast<policy::DestinationId>(destination);
  if (!egress::approved(pack, permissions, attribute_id, destination_id, true)) return {};
  // Data never gains a purpose by staying.
  return purpose_ids(pack, purposes_from(pack, attribute.purposes) &
                               egress::shared_purposes(pack, permissions, attribute_id, destination_id));
}

std::string remaining_purposes(const policy::Pack& pack, const consent::Permissions& permissions,
                               const store::Exposure& exposure) {
  CloudEvent event;
  event.destination = exposure.destination;
  event.content = ExposureNames{exposure.slot, name(exposure.experience), name(exposure.variant), name(exposure.goal),
                                exposure.held_out};
  auto draft = draft_of(event, pack);
  if (std::holds_alternative<egress::Rule>(draft)) return {};
  egress::Refusal refusal;
  const auto permit = egress::gate(pack, permissions, std::move(std::get<egress::Draft>(draft)), refusal);
  if (!permit) return {};
  return purpose_ids(pack, purposes_from(pack, exposure.purposes) & permit->purposes());
}

void keep_what_stands(Database& database, std::string_view site, std::string_view subject, const policy::Pack& pack,
                      double now_ms) {
  const consent::Permissions permissions =
      permissions_of(state_of(standing_of(database, site, subject), pack, false, true), pack, now_ms);
  bool some_goes = false;
  const auto remaining = [&](const auto& stored) {
    std::string purposes = remaining_purposes(pack, permissions, stored);
    some_goes = some_goes || purposes.empty();
    return purposes;
  };
  store::keep_only(database, site, subject, remaining, remaining);
  if (some_goes) {
    store::forget_digests(database, site, subject);
    database.scrub();
  }
  store::notify_withdrawal(database, site, subject, pack, permissions, now_ms);
}

double retention_ms(const policy::Pack& pack, consent::PurposeSet purposes) {
  std::uint64_t longest_s = 0;
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    if (!purposes[at]) continue;
    const std::uint64_t stated_s = policy::at(pack.purposes(), at).retention_s();
    longest_s = std::max(longest_s, stated_s > 0 ? stated_s : default_retention_s);
  }
  return static_cast<double>(longest_s) * 1000;
}

}  // namespace assent::collector
