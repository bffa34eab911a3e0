// Each correction is a draft for the gate, as an event would be, under the consent that stands now.
#include "collector/corrections.hpp"

#include <map>
#include <variant>
#include <vector>

#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices_answer.hpp"
#include "collector/cloud_event.hpp"
#include "collector/correction_store.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "collector/outbox.hpp"
#include "collector/problem.hpp"
#include "collector/signed_request.hpp"
#include "collector/standing.hpp"
#include "collector/value_json.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

constexpr std::size_t max_name_bytes = 128;

constexpr Problem not_a_list{http::status::unprocessable_entity, "malformed-request",
                             "The body is a list of corrections: site, destination, attribute, value."};
constexpr Problem too_many{http::status::payload_too_large, "too-many-corrections",
                           "A request holds 64 corrections at the most; send the rest in another."};
constexpr Problem unknown_site{http::status::unprocessable_entity, "unknown-site",
                               "This collector has no policy for that site."};
constexpr Problem not_kept{http::status::unprocessable_entity, "not-kept",
                           "Nothing of that name is kept of you for that destination, so there is nothing to correct."};
constexpr Problem gate_refused{
    http::status::forbidden, "gate-refused",
    "The value is none that may be kept there now: \"rule\" names why. Nothing was changed."};

struct Correction {
  const Site* site = nullptr;
  std::string destination;
  std::string attribute;
  Json value;
};

std::variant<Correction, Problem> read(const Services& services, const Caller& caller, const Json& body) {
  Members members(body);
  Correction correction{services.catalog.site(members.text("site", max_site_bytes)),
                        members.text("destination", max_name_bytes), members.text("attribute", max_name_bytes),
                        members.any("value")};
  if (!members.complete()) return not_a_list;
  if (!correction.site) return unknown_site;
  if (!services.cors.allows(caller, correction.site->origins)) return foreign_origin;
  return correction;
}

std::variant<std::vector<Correction>, Problem> take(const Services& services, const Request& request) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  if (!body->is_array() || body->empty()) return not_a_list;
  if (body->size() > max_corrections) return too_many;
  const Caller caller = caller_of(request);
  std::vector<Correction> corrections;
  for (const Json& each : *body) {
    auto correction = read(services, caller, each);
    if (const auto* problem = std::get_if<Problem>(&correction)) return *problem;
    corrections.push_back(std::get<Correction>(std::move(correction)));
  }
  return corrections;
}

// The value as it will be kept, or the rule that it breaks.
std::variant<std::string, egress::Rule> approved_value(const Correction& correction,
                                                       const consent::Permissions& permissions) {
  const policy::Pack& pack = pack_of(*correction.site);
  CloudEvent event;
  event.destination = correction.destination;
  Json attributes = Json::object();
  attributes[correction.attribute] = correction.value;
  event.content = std::move(attributes);
  auto draft = draft_of(event, pack);
  if (const auto* rule = std::get_if<egress::Rule>(&draft)) return *rule;
  egress::Refusal refusal;
  const auto permit = egress::gate(pack, permissions, std::move(std::get<egress::Draft>(draft)), refusal);
  if (!permit) return refusal.rule;
  return value_json(permit->draft().items[0].value);
}

Answer refused(const Problem& problem, std::size_t at, const char* rule = nullptr) {
  Answer given = answer(problem);
  Json body = Json::parse(*given.body);
  body["correction"] = at;
  if (rule) body["rule"] = rule;
  given.body = share(body.dump());
  return given;
}

// The corrections of one request, on the writer's thread.
class Corrector {
 public:
  Corrector(const Services& services, Database& database, const Asking& who, bool gpc)
      : services_(services), database_(database), who_(who), gpc_(gpc) {}

  Answer correct(const std::vector<Correction>& corrections) {
    std::vector<std::string> values;  // empty: the attribute goes
    for (std::size_t at = 0; at < corrections.size(); ++at) {
      const Correction& each = corrections[at];
      if (!store::is_kept(database_, kept(each))) return refused(not_kept, at);
      auto value = each.value.is_null() ? std::variant<std::string, egress::Rule>()
                                        : approved_value(each, permissions(*each.site));
      if (const auto* rule = std::get_if<egress::Rule>(&value)) {
        services_.metrics.refused(rule_name(*rule));
        return refused(gate_refused, at, rule_name(*rule));
      }
      values.push_back(std::get<std::string>(std::move(value)));
    }
    for (std::size_t at = 0; at < corrections.size(); ++at) apply(kept(corrections[at]), values[at]);
    Json body;
    body["corrected"] = corrections.size();
    return private_answer(http::status::ok, body.dump());
  }

 private:
  store::Kept kept(const Correction& correction) const {
    return {correction.site->id, who_.signer.subject, correction.destination, correction.attribute};
  }

  const consent::Permissions& permissions(const Site& site) {
    const auto found = permissions_.find(&site);
    if (found != permissions_.end()) return found->second;
    const auto state = state_of(standing_of(database_, site.id, who_.signer.subject), pack_of(site), gpc_,
                                services_.unproven_grants_stand);
    return permissions_[&site] = permissions_of(state, pack_of(site), who_.now_ms);
  }

  void apply(const store::Kept& where, const std::string& value) {
    if (value.empty())
      store::remove(database_, where);
    else
      store::correct(database_, where, value, who_.now_ms);
    store::forget_digests(database_, where.site, where.subject);
    tell(where);
  }

  // Whoever was told of the value hears what stands now.
  void tell(const store::Kept& where) {
    store::Event event;
    event.site = where.site;
    event.subject = where.subject;
    event.destination = where.destination;
    event.received_ms = who_.now_ms;
    store::queue(database_, event, store::Told::attributes);
  }

  const Services& services_;
  Database& database_;
  const Asking& who_;
  bool gpc_;
  std::map<const Site*, consent::Permissions> permissions_;
};

}  // namespace

Answering patch_subject(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const auto taken = take(services, exchange.request);
  if (const auto* problem = std::get_if<Problem>(&taken)) co_return answer(*problem);
  const auto& corrections = std::get<std::vector<Correction>>(taken);
  const bool gpc = says_gpc(exchange.request);
  const Work work = [&services, &corrections, gpc](Database& database, const Asking& who) {
    return Corrector(services, database, who, gpc).correct(corrections);
  };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

}  // namespace assent::collector
