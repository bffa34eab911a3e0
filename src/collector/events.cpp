// Signature first, then form, then the gate; the answer lists every event in the order in which it came.
#include "collector/events.hpp"

#include <algorithm>
#include <memory>

#include "collector/body.hpp"
#include "collector/dead_letters.hpp"
#include "collector/intake.hpp"
#include "collector/limits.hpp"
#include "collector/refusal.hpp"
#include "collector/signature.hpp"

namespace assent::collector {

namespace {

constexpr Problem not_a_batch{http::status::bad_request, "not-a-batch", "The body must be an array of CloudEvents."};
constexpr Problem too_many_events{http::status::payload_too_large, "too-many-events",
                                  "A batch holds 64 events at the most; send the rest in another."};
constexpr Problem gate_refused{http::status::forbidden, "gate-refused",
                               "Not every event was permitted: \"results\" names the rule; no refused one is kept."};

/// A batch whose sender is known. Each event is prepared or refused already.
struct Batch {
  Sender sender;
  std::vector<std::variant<Prepared, Refused>> events;
};

std::variant<Batch, Problem> take(const Services& services, const Request& request) {
  if (!has_media_type(request, "application/cloudevents-batch+json")) return wrong_media_type;
  auto signer = signer_of(request, request.body());
  if (const auto* problem = std::get_if<Problem>(&signer)) return *problem;
  const auto& subject = std::get<std::optional<Signer>>(signer);
  if (!subject) return wrong_signature;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  if (!body->is_array()) return not_a_batch;
  if (body->size() > max_batch_events) return too_many_events;
  Batch batch{{subject->subject, caller_of(request), says_gpc(request), services.clock()}, {}};
  for (const authoring::Json& each : *body) batch.events.push_back(prepare(services, each, batch.sender));
  return batch;
}

// On the writer's thread.
std::vector<Verdict> judge(Database& database, const Batch& batch, bool unproven_grants_stand) {
  Judge judge(database, batch.sender, unproven_grants_stand);
  std::vector<Verdict> verdicts;
  for (const auto& each : batch.events) {
    const auto* prepared = std::get_if<Prepared>(&each);
    verdicts.push_back(prepared ? judge.judge(*prepared)
                                : bury(database, std::get<Refused>(each), batch.sender.now_ms));
  }
  return verdicts;
}

authoring::Json results_of(const std::vector<Verdict>& verdicts) {
  authoring::Json results = authoring::Json::array();
  for (const Verdict& each : verdicts) {
    authoring::Json result{{"id", each.id}, {"status", each.rule.empty() ? "stored" : "refused"}};
    if (!each.rule.empty()) result["rule"] = each.rule;
    results.push_back(std::move(result));
  }
  return results;
}

Answer answer(const std::vector<Verdict>& verdicts) {
  const auto refused =
      std::find_if(verdicts.begin(), verdicts.end(), [](const Verdict& each) { return !each.rule.empty(); });
  authoring::Json body;
  if (refused == verdicts.end()) {
    body["results"] = results_of(verdicts);
    return {http::status::ok, "application/json", share(body.dump()), {{"cache-control", "no-store"}}, {}};
  }
  Answer given = collector::answer(gate_refused);
  body = authoring::Json::parse(*given.body);
  body["rule"] = refused->rule;
  body["results"] = results_of(verdicts);
  given.body = share(body.dump());
  return given;
}

void count(Metrics& metrics, const std::vector<Verdict>& verdicts) {
  for (const Verdict& each : verdicts) {
    if (!each.rule.empty())
      metrics.refused(each.rule);
    else
      metrics.event(each.repeated ? "repeated" : "stored");
  }
}

}  // namespace

Answering post_events(const Services& services, const Exchange& exchange) {
  auto taken = take(services, exchange.request);
  if (const auto* problem = std::get_if<Problem>(&taken)) {
    Answering refusal = refuse(services, exchange, *problem, letter::batch);
    co_return co_await std::move(refusal);
  }
  const Batch& batch = std::get<Batch>(taken);
  const bool stand = services.unproven_grants_stand;
  const std::function<std::vector<Verdict>(Database&)> job = [&batch, stand](Database& database) {
    return judge(database, batch, stand);
  };
  const auto verdicts = co_await services.writer.write<std::vector<Verdict>>(job);
  count(services.metrics, verdicts);
  co_return answer(verdicts);
}

}  // namespace assent::collector
