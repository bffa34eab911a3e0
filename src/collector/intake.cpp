// The same gate as the page's, over the subject's standing consent, at the collector's clock.
#include "collector/intake.hpp"

#include "authoring/canonical_json.hpp"
#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "base/json.hpp"
#include "collector/body.hpp"
#include "collector/limits.hpp"
#include "collector/purpose_set.hpp"
#include "collector/withdrawal.hpp"
#include "egress/envelope.hpp"

namespace assent::collector {

namespace {

constexpr RuleName malformed_event = "malformed_event";
constexpr RuleName unknown_site = "unknown_site";
constexpr RuleName origin_not_allowed = "origin_not_allowed";
constexpr RuleName unknown_pack = "unknown_pack";
constexpr RuleName unknown_purpose = "unknown_purpose";
constexpr RuleName event_from_the_future = "event_from_the_future";
constexpr RuleName event_too_late = "event_too_late";
constexpr RuleName unknown_record = "unknown_record";
constexpr RuleName no_consent = "no_consent";
constexpr RuleName consent_unproven = "consent_unproven";
constexpr RuleName purpose_without_consent = "purpose_without_consent";
constexpr RuleName event_id_reused = "event_id_reused";

std::string json_of(const profile::Value& value) {
  base::Text text;
  base::JsonWriter json(text);
  egress::write_value(json, value);
  return std::string(text.view());
}

std::vector<store::Attribute> rows_of(const Prepared& prepared, const consent::Permissions& permissions,
                                      const base::List<egress::Item>& items, double now_ms) {
  std::vector<store::Attribute> rows;
  for (const egress::Item& item : items) {
    const auto shared =
        egress::shared_purposes(*prepared.pack, permissions, item.attribute, prepared.draft.destination);
    const auto purposes = prepared.claimed & shared;
    if (purposes.none()) return {};
    rows.push_back({prepared.event.destination,
                    std::string(policy::view(policy::at(prepared.pack->attributes(), item.attribute).id())),
                    json_of(item.value), purpose_ids(*prepared.pack, purposes),
                    now_ms + retention_ms(*prepared.pack, purposes)});
  }
  return rows;
}

store::Exposure row_of(const Prepared& prepared, const ExposureNames& names, double now_ms) {
  return {prepared.event.destination,
          names.slot,
          names.experience.value_or(""),
          names.variant.value_or(""),
          purpose_ids(*prepared.pack, prepared.claimed),
          now_ms + retention_ms(*prepared.pack, prepared.claimed)};
}

}  // namespace

std::variant<Prepared, RuleName> prepare(const Services& services, const authoring::Json& body, const Sender& sender) {
  auto event = read_event(body);
  if (!event) return malformed_event;
  const Site* site = services.catalog.site(event->site);
  if (!site) return unknown_site;
  if (!services.cors.allows(sender.caller, site->origins)) return origin_not_allowed;
  const OpenPack* open = services.catalog.pack(event->pack);
  if (!open || policy::view(open->pack->site()) != event->site) return unknown_pack;
  if (event->time_ms > sender.now_ms + max_ahead_ms) return event_from_the_future;
  if (event->time_ms < sender.now_ms - max_queued_ms) return event_too_late;
  const auto claimed = purposes_of(*event, *open->pack);
  if (!claimed) return unknown_purpose;
  auto draft = draft_of(*event, *open->pack);
  if (const auto* rule = std::get_if<egress::Rule>(&draft)) return egress::rule_name(*rule);
  return Prepared{std::move(*event), open->pack, std::move(std::get<egress::Draft>(draft)), *claimed,
                  authoring::sha256_hex(authoring::canonical_json(body))};
}

const std::optional<Judge::Stands>& Judge::standing(const std::string& site) {
  const auto found = standing_.find(site);
  if (found != standing_.end()) return found->second;
  std::optional<Stands>& stands = standing_[site];
  const auto stored = store::standing(database_, site, sender_.subject);
  if (!stored) return stands;
  const auto body = read_body(stored->body);
  auto record = body ? read_record(*body) : std::nullopt;
  if (record) stands = Stands{std::move(*record), stored->gpc, stored->unproven};
  return stands;
}

std::variant<std::unique_ptr<const egress::Permit>, RuleName> Judge::permit(const Prepared& prepared) {
  const auto& stands = standing(prepared.event.site);
  if (!stands) return no_consent;
  if (!store::has_record(database_, prepared.event.site, sender_.subject, prepared.event.record)) return unknown_record;
  auto state = state_under(stands->record, *prepared.pack, stands->gpc || sender_.gpc);
  if (!state) return no_consent;
  const bool held = stands->unproven && !unproven_grants_stand_;
  if (held) state = without_grants(std::move(*state));
  permissions_ = consent::permissions(*prepared.pack, *state, sender_.now_ms);
  egress::Refusal refusal;
  auto permit = egress::gate(*prepared.pack, permissions_, egress::Draft(prepared.draft), refusal);
  if (!permit) return held && grants(stands->record) ? consent_unproven : egress::rule_name(refusal.rule);
  if (prepared.claimed.none() || (prepared.claimed - permit->purposes()).any()) return purpose_without_consent;
  return permit;
}

RuleName Judge::store(const Prepared& prepared, const egress::Permit& permit, bool& repeated) {
  const CloudEvent& event = prepared.event;
  const store::Event row{event.source, event.id,   event.site,      sender_.subject, event.destination,
                         event.record, event.pack, prepared.digest, event.time_ms,   sender_.now_ms};
  const base::List<egress::Item>& items = permit.draft().items;
  const auto attributes = rows_of(prepared, permissions_, items, sender_.now_ms);
  // An attribute that shares no purpose with those that the event claims has no purpose to be kept for.
  if (attributes.size() != items.size()) return purpose_without_consent;
  const store::Insertion insertion = store::insert(database_, row);
  repeated = insertion == store::Insertion::repeated;
  if (insertion == store::Insertion::reused) return event_id_reused;
  if (repeated) return {};
  if (permit.draft().exposure)
    store::insert_exposure(database_, row, row_of(prepared, std::get<ExposureNames>(event.content), sender_.now_ms));
  else
    store::replace_attributes(database_, row, attributes);
  return {};
}

Verdict Judge::judge(const Prepared& prepared) {
  Verdict verdict{prepared.event.id, {}, false};
  const auto answer = permit(prepared);
  if (const auto* rule = std::get_if<RuleName>(&answer))
    verdict.rule = *rule;
  else
    verdict.rule = store(prepared, *std::get<0>(answer), verdict.repeated);
  return verdict;
}

}  // namespace assent::collector
