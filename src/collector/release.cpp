// Each row is put to the gate alone, so that one that no longer stands keeps no other back; what passed is put to it
// once more, together, because only a permit may leave.
#include "collector/release.hpp"

#include <algorithm>

#include "authoring/strict_json.hpp"
#include "collector/cloud_event.hpp"
#include "collector/purpose_set.hpp"
#include "collector/standing.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

constexpr std::string_view no_consent = "no_consent";
constexpr std::string_view consent_unproven = "consent_unproven";
constexpr std::string_view past_retention = "past_retention";
constexpr std::string_view purpose_without_consent = "purpose_without_consent";

struct Row {
  std::string attribute, value, purposes;
  double time_ms = 0, expires_ms = 0;
};

std::vector<Row> rows_of(Database& database, std::string_view site, std::string_view subject,
                         std::string_view destination) {
  Query query = database.query(
      "SELECT attribute, value, purposes, time_ms, expires_ms FROM attributes WHERE subject = ? AND site = ? AND "
      "destination = ? ORDER BY attribute");
  query.bind(subject).bind(site).bind(destination);
  std::vector<Row> rows;
  while (query.step())
    rows.push_back({query.text(0), query.text(1), query.text(2), static_cast<double>(query.number(3)),
                    static_cast<double>(query.number(4))});
  return rows;
}

double time_of_set(Database& database, std::string_view site, std::string_view subject, std::string_view destination) {
  Query query = database.query("SELECT time_ms FROM attribute_sets WHERE subject = ? AND site = ? AND destination = ?");
  query.bind(subject).bind(site).bind(destination);
  return query.step() ? static_cast<double>(query.number(0)) : 0;
}

// Permissions by the consent that stands; the rule that keeps everything back where there are none to speak of.
std::string_view permit_by_consent(Database& database, const Policing& policing, std::string_view subject,
                                   double now_ms, Release& release) {
  const auto stands = standing_of(database, policing.site, subject);
  if (!stands) return no_consent;
  const auto state = state_of(stands, policing.pack, false, policing.unproven_grants_stand);
  if (!state) return no_consent;
  release.record = stands->record.id;
  release.permissions = consent::permissions(policing.pack, *state, now_ms);
  if (grants(stands->record)) release.ends_ms = stands->record.given_ms + stands->record.validity_s * 1000;
  const bool held = stands->unproven && !policing.unproven_grants_stand && grants(stands->record);
  return held ? consent_unproven : std::string_view();
}

CloudEvent event_of(std::string_view destination, decltype(CloudEvent::content) content) {
  CloudEvent event;
  event.destination = destination;
  event.content = std::move(content);
  return event;
}

std::unique_ptr<const egress::Permit> ask(const Policing& policing, const consent::Permissions& permissions,
                                          const CloudEvent& event, std::string_view& rule) {
  auto draft = draft_of(event, policing.pack);
  if (const auto* unknown = std::get_if<egress::Rule>(&draft)) {
    rule = egress::rule_name(*unknown);
    return {};
  }
  egress::Refusal refusal;
  auto permit = egress::gate(policing.pack, permissions, std::move(std::get<egress::Draft>(draft)), refusal);
  if (!permit) rule = egress::rule_name(refusal.rule);
  return permit;
}

// The rule that keeps a row back; empty where it may go, on `purposes`.
std::string_view judge(const Policing& policing, const consent::Permissions& permissions, std::string_view destination,
                       const Row& row, double now_ms, consent::PurposeSet& purposes) {
  if (row.expires_ms < now_ms) return past_retention;
  Json alone = Json::object();
  alone[row.attribute] = Json::parse(row.value);
  std::string_view rule;
  const auto permit = ask(policing, permissions, event_of(destination, std::move(alone)), rule);
  if (!permit) return rule;
  for (const egress::Item& item : permit->draft().items)
    purposes = purposes_from(policing.pack, row.purposes) &
               egress::shared_purposes(policing.pack, permissions, item.attribute, permit->destination());
  // Data never gains a purpose by staying.
  return purposes.none() ? purpose_without_consent : std::string_view();
}

}  // namespace

consent::PurposeSet Release::purposes() const {
  consent::PurposeSet all;
  for (const Lease& each : terms) all = all | each.purposes;
  return all;
}

Release release_attributes(Database& database, const Policing& policing, std::string_view subject,
                           std::string_view destination, double now_ms) {
  Release release;
  release.time_ms = time_of_set(database, policing.site, subject, destination);
  const auto rows = rows_of(database, policing.site, subject, destination);
  const std::string_view held = permit_by_consent(database, policing, subject, now_ms, release);
  Json passed = Json::object();
  for (const Row& row : rows) {
    consent::PurposeSet purposes;
    const std::string_view rule =
        held.empty() ? judge(policing, release.permissions, destination, row, now_ms, purposes) : held;
    if (!rule.empty()) {
      ++release.withheld[rule];
      continue;
    }
    passed[row.attribute] = Json::parse(row.value);
    release.terms.push_back({purposes, std::min(row.expires_ms, release.ends_ms)});
  }
  std::string_view rule;
  if (held.empty()) release.permit = ask(policing, release.permissions, event_of(destination, std::move(passed)), rule);
  if (!release.permit) release.terms.clear();
  return release;
}

Release release_exposure(Database& database, const Policing& policing, std::string_view subject,
                         std::string_view destination, std::string_view source, std::string_view id, double now_ms) {
  Release release;
  Query query = database.query(
      "SELECT slot, experience, variant, purposes, time_ms, expires_ms, goal, holdout FROM exposures WHERE source = ? "
      "AND id = ? AND "
      "subject = ? AND site = ? AND destination = ?");
  query.bind(source).bind(id).bind(subject).bind(policing.site).bind(destination);
  if (!query.step()) return release;
  const auto name = [&](int column) {
    const std::string text = query.text(column);
    return text.empty() ? std::nullopt : std::optional(text);
  };
  const ExposureNames names{query.text(0), name(1), name(2), name(6), query.number(7) != 0};
  release.time_ms = static_cast<double>(query.number(4));
  Lease term{purposes_from(policing.pack, query.text(3)), static_cast<double>(query.number(5))};
  std::string_view rule = permit_by_consent(database, policing, subject, now_ms, release);
  if (rule.empty() && term.expires_ms < now_ms) rule = past_retention;
  if (rule.empty()) release.permit = ask(policing, release.permissions, event_of(destination, names), rule);
  term.expires_ms = std::min(term.expires_ms, release.ends_ms);
  if (release.permit) term.purposes = term.purposes & release.permit->purposes();
  if (release.permit && term.purposes.none()) {
    release.permit.reset();
    rule = purpose_without_consent;
  }
  if (release.permit)
    release.terms.push_back(term);
  else
    ++release.withheld[rule];
  return release;
}

}  // namespace assent::collector
