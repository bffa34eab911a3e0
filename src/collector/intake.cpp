// The same gate as the page's, over the subject's standing consent, at the collector's clock.
#include "collector/intake.hpp"

#include <algorithm>

#include "authoring/canonical_json.hpp"
#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "collector/consent_history.hpp"
#include "collector/dead_letters.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "collector/outbox.hpp"
#include "collector/purpose_set.hpp"
#include "collector/standing.hpp"
#include "collector/value_json.hpp"
#include "collector/withdrawal.hpp"
#include "collector/withdrawal_store.hpp"

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
constexpr RuleName consent_expired = "consent_expired";
constexpr RuleName consent_withdrawn = "consent_withdrawn";
constexpr RuleName gpc = "gpc";
constexpr RuleName purpose_without_consent = "purpose_without_consent";
constexpr RuleName event_id_reused = "event_id_reused";

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
                    value_json(item.value), purpose_ids(*prepared.pack, purposes),
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
          now_ms + retention_ms(*prepared.pack, prepared.claimed),
          names.goal.value_or(""),
          names.held_out};
}

// The id of whatever was sent as an event, if it is one: the answer names it, and nothing else repeats it.
std::string id_of(const authoring::Json& body) {
  constexpr std::size_t id_digits = 32;
  if (!body.is_object() || !body.contains("id") || !body["id"].is_string()) return {};
  const std::string& id = body["id"].get_ref<const std::string&>();
  return is_hex(id, id_digits) ? id : std::string();
}

std::string_view type_of(const CloudEvent& event) {
  const auto* const names = std::get_if<ExposureNames>(&event.content);
  if (!names) return letter::attributes;
  return names->goal ? letter::goal : letter::exposure;
}

store::Told told_of(const egress::Draft& draft) {
  if (!draft.exposure) return store::Told::attributes;
  return draft.exposure->goal == policy::no_goal ? store::Told::exposure : store::Told::goal;
}

// Where the event is of a site of ours; nothing where it may be prepared.
RuleName broken_by(const Services& services, const CloudEvent& event, const Site& site, const Sender& sender) {
  if (!services.cors.allows(sender.caller, site.origins)) return origin_not_allowed;
  const OpenPack* open = services.catalog.pack(event.pack);
  if (!open || policy::view(open->pack->site()) != event.site) return unknown_pack;
  if (event.time_ms > sender.now_ms + max_ahead_ms) return event_from_the_future;
  if (event.time_ms < sender.now_ms - max_queued_ms) return event_too_late;
  return {};
}

}  // namespace

std::variant<Prepared, Refused> prepare(const Services& services, const authoring::Json& body, const Sender& sender) {
  auto event = read_event(body);
  if (!event) return Refused{id_of(body), {}, letter::event, malformed_event};
  Refused refused{event->id, {}, type_of(*event), {}};
  const auto refuse = [&](RuleName rule) {
    refused.rule = rule;
    return refused;
  };
  const Site* site = services.catalog.site(event->site);
  if (!site) return refuse(unknown_site);
  refused.site = event->site;
  if (const RuleName rule = broken_by(services, *event, *site, sender); !rule.empty()) return refuse(rule);
  const policy::Pack& pack = *services.catalog.pack(event->pack)->pack;
  const auto claimed = purposes_of(*event, pack);
  if (!claimed) return refuse(unknown_purpose);
  auto draft = draft_of(*event, pack);
  if (const auto* rule = std::get_if<egress::Rule>(&draft)) return refuse(egress::rule_name(*rule));
  return Prepared{std::move(*event), &pack, std::move(std::get<egress::Draft>(draft)), *claimed,
                  authoring::sha256_hex(authoring::canonical_json(body))};
}

Verdict bury(Database& database, const Refused& refused, double now_ms) {
  if (!refused.site.empty()) store::add_dead_letter(database, refused.site, refused.type, refused.rule, now_ms);
  return {refused.id, refused.rule, false};
}

const std::optional<Stands>& Judge::standing(const std::string& site) {
  const auto found = standing_.find(site);
  if (found != standing_.end()) return found->second;
  return standing_[site] = standing_of(database_, site, sender_.subject);
}

// True where the consent, with or without the browser's signal, permits the event at a time.
bool Judge::permits(const Prepared& prepared, const Stands& stands, bool gpc, double at_ms) const {
  auto state = state_of(std::optional(stands), *prepared.pack, gpc, unproven_grants_stand_);
  if (!state) return false;
  state->gpc = gpc;
  egress::Refusal refusal;
  const auto permissions = consent::permissions(*prepared.pack, *state, at_ms);
  const auto permit = egress::gate(*prepared.pack, permissions, egress::Draft(prepared.draft), refusal);
  return permit && (prepared.claimed - permit->purposes()).none();
}

// The most telling name for why the gate refuses: what would have to be otherwise for it to permit.
RuleName Judge::reason(const Prepared& prepared, const Stands& stands, egress::Rule rule) {
  if (stands.unproven && !unproven_grants_stand_ && grants(stands.record)) return consent_unproven;
  if (permits(prepared, stands, false, sender_.now_ms)) return gpc;
  if (permits(prepared, stands, stands.gpc || sender_.gpc, stands.record.time_ms)) return consent_expired;
  if (prepared.event.record == stands.record.id) return egress::rule_name(rule);
  const auto own = record_of(database_, prepared.event.site, sender_.subject, prepared.event.record);
  return own && permits(prepared, *own, own->gpc, own->record.time_ms) ? consent_withdrawn : egress::rule_name(rule);
}

// True where the subject withdrew since, here or by a later record, what the event rests on: that does not come back
// because consent was given again.
bool Judge::is_superseded(const Prepared& prepared) {
  const std::string withdrawn =
      store::withdrawn_after(database_, prepared.event.site, sender_.subject, prepared.event.record);
  if ((prepared.claimed & purposes_from(*prepared.pack, withdrawn)).any()) return true;
  const auto later = records_after(database_, prepared.event.site, sender_.subject, prepared.event.record);
  if (later.size() > static_cast<std::size_t>(max_newer_records)) return true;
  return !std::all_of(later.begin(), later.end(), [&](const Stands& each) {
    return permits(prepared, each, each.gpc || each.record.gpc, each.record.time_ms);
  });
}

Judge::Answer Judge::permit(const Prepared& prepared) {
  const auto& stands = standing(prepared.event.site);
  if (!stands) return no_consent;
  if (!store::has_record(database_, prepared.event.site, sender_.subject, prepared.event.record)) return unknown_record;
  const auto state = state_of(stands, *prepared.pack, sender_.gpc, unproven_grants_stand_);
  if (!state) return no_consent;
  permissions_ = consent::permissions(*prepared.pack, *state, sender_.now_ms);
  egress::Refusal refusal;
  auto permit = egress::gate(*prepared.pack, permissions_, egress::Draft(prepared.draft), refusal);
  if (!permit) return reason(prepared, *stands, refusal.rule);
  if (prepared.claimed.none() || (prepared.claimed - permit->purposes()).any()) return purpose_without_consent;
  if (is_superseded(prepared)) return consent_withdrawn;
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
  store::queue(database_, row, told_of(permit.draft()));
  return {};
}

Verdict Judge::judge(const Prepared& prepared) {
  Verdict verdict{prepared.event.id, {}, false};
  const auto answer = permit(prepared);
  if (const auto* rule = std::get_if<RuleName>(&answer))
    verdict.rule = *rule;
  else
    verdict.rule = store(prepared, *std::get<0>(answer), verdict.repeated);
  if (!verdict.rule.empty())
    store::add_dead_letter(database_, prepared.event.site, type_of(prepared.event), verdict.rule, sender_.now_ms);
  return verdict;
}

}  // namespace assent::collector
