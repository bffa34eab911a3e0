// The declaration becomes a row of evidence; what stands is narrowed by it wherever it is asked for (standing.hpp).
#include "collector/withdraw.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "authoring/digest.hpp"
#include "authoring/strict_json.hpp"
#include "collector/body.hpp"
#include "collector/choices_answer.hpp"
#include "collector/clock.hpp"
#include "collector/encoding.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "collector/problem.hpp"
#include "collector/purpose_set.hpp"
#include "collector/receipt.hpp"
#include "collector/signed_request.hpp"
#include "collector/standing.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal.hpp"
#include "collector/withdrawal_store.hpp"

namespace assent::collector {

namespace {

using authoring::Json;

constexpr std::string_view withdrawal_schema = "assent-withdrawal-1";
constexpr std::size_t max_name_bytes = 128;

constexpr Problem unknown_purpose{http::status::unprocessable_entity, "unknown-purpose",
                                  "The site's policy has no purpose of that name."};
constexpr Problem not_refusable{http::status::unprocessable_entity, "not-refusable",
                                "One of these purposes rests on law or contract; consent cannot be withdrawn there."};

/// What is to be withdrawn; no ids: all that can be.
struct Wanted {
  const Site* site = nullptr;
  std::vector<std::string> purposes;
  bool all = false;
};

// The ids of the list, each once; an object that is wrong where they are none.
std::vector<std::string> read_ids(Members& members) {
  std::vector<std::string> ids;
  for (const Json& each : members.array("purposes", policy::max_purposes)) {
    if (!each.is_string() || each.get_ref<const std::string&>().size() > max_name_bytes) {
      members.refuse();
      continue;
    }
    std::string id = each;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  if (ids.empty()) members.refuse();
  return ids;
}

std::variant<Wanted, Problem> take(const Services& services, const Request& request) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  Members members(*body);
  Wanted wanted;
  wanted.site = services.catalog.site(members.text("site", max_site_bytes));
  wanted.all = body->is_object() && body->contains("purposes") && (*body)["purposes"] == "all";
  if (wanted.all)
    members.any("purposes");
  else
    wanted.purposes = read_ids(members);
  if (!members.complete()) return malformed_request;
  if (!wanted.site) return unknown_choices_site;
  if (!services.cors.allows(caller_of(request), wanted.site->origins)) return foreign_origin;
  for (const std::string& id : wanted.purposes)
    if (policy::find(pack_of(*wanted.site).purposes(), id) < 0) return unknown_purpose;
  return wanted;
}

// Everything that the visitor may refuse today, and whatever else the record that stands has answered.
std::vector<std::string> all_purposes(const policy::Pack& pack, const consent::State& state,
                                      const std::optional<Stands>& stands) {
  const consent::PurposeSet law = consent::always_on(pack, state);
  std::vector<std::string> ids;
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at)
    if (!law[at]) ids.emplace_back(policy::view(policy::at(pack.purposes(), at).id()));
  if (stands)
    for (const AnsweredPurpose& each : stands->record.purposes)
      if (policy::find(pack.purposes(), each.purpose) < 0) ids.push_back(each.purpose);
  return ids;
}

bool rests_on_law(const policy::Pack& pack, const consent::State& state, const std::vector<std::string>& ids) {
  const consent::PurposeSet law = consent::always_on(pack, state);
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
    return law[static_cast<std::size_t>(policy::find(pack.purposes(), id))];
  });
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text.append(text.empty() ? "" : " ").append(id);
  return text;
}

// What goes on record. With the request's key and signature anybody can check that the subject has declared it.
Json record_of(const Wanted& wanted, const Asking& who, const std::vector<std::string>& purposes,
               const std::optional<Stands>& stands, const std::string& request_sha256) {
  return {{"schema_version", withdrawal_schema},
          {"record_id", random_id()},
          {"site", wanted.site->id},
          {"subject", who.signer.subject},
          {"time", format_time(who.now_ms)},
          {"purposes", purposes},
          {"withdraws", stands ? Json(stands->record.id) : Json()},
          {"nonce", who.nonce},
          {"request_sha256", request_sha256}};
}

Answer answer_with(http::status status, const std::vector<store::Withdrawal>& withdrawals) {
  Json body;
  body["withdrawals"] = Json::array();
  for (const store::Withdrawal& each : withdrawals)
    body["withdrawals"].push_back({{"withdrawal", Json::parse(each.body)}, {"receipt", Json::parse(each.receipt)}});
  return private_answer(status, body.dump());
}

// On the writer's thread. Who withdraws again what is withdrawn gets the receipts that there are.
Answer withdraw(Database& database, const Wanted& wanted, const Asking& who, const std::string& request_sha256) {
  const policy::Pack& pack = pack_of(*wanted.site);
  const std::string& site = wanted.site->id;
  const auto stands = standing_of(database, site, who.signer.subject);
  const consent::State state = state_of(stands, pack, false, true).value_or(consent::State());
  if (!wanted.all && rests_on_law(pack, state, wanted.purposes)) return answer(not_refusable);
  const auto purposes = wanted.all ? all_purposes(pack, state, stands) : wanted.purposes;
  const auto before = store::withdrawn_since(database, site, who.signer.subject);
  const auto is_withdrawn = [&](const std::string& id) {
    return std::find(before.begin(), before.end(), id) != before.end();
  };
  if (std::all_of(purposes.begin(), purposes.end(), is_withdrawn))
    return answer_with(http::status::ok, store::counting_withdrawals(database, site, who.signer.subject));
  const Json record = record_of(wanted, who, purposes, stands, request_sha256);
  const store::Withdrawal row{site,
                              record.at("record_id"),
                              who.signer.subject,
                              who.signer.key,
                              who.signer.signature,
                              record.dump(),
                              joined(purposes),
                              who.now_ms,
                              make_receipt(*wanted.site->key, record, false, who.now_ms)};
  store::insert(database, row);
  keep_what_stands(database, site, who.signer.subject, pack, who.now_ms);
  return answer_with(http::status::created, {row});
}

}  // namespace

Answering post_withdrawal(const Services& services, const Exchange& exchange) {
  auto asked = asking(services, exchange);
  if (const auto* problem = std::get_if<Problem>(&asked)) co_return answer(*problem);
  const auto taken = take(services, exchange.request);
  if (const auto* problem = std::get_if<Problem>(&taken)) co_return answer(*problem);
  const auto& wanted = std::get<Wanted>(taken);
  const std::string request_sha256 = authoring::sha256_hex(exchange.request.body());
  const Work work = [&](Database& database, const Asking& who) {
    return withdraw(database, wanted, who, request_sha256);
  };
  co_return co_await answer_once(services, std::get<Asking>(std::move(asked)), work);
}

}  // namespace assent::collector
