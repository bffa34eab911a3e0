// Checks outside the writer's thread, decides inside it: only there is it certain what stands.
#include "collector/consents.hpp"

#include <algorithm>
#include <variant>

#include "collector/body.hpp"
#include "collector/consent_record.hpp"
#include "collector/dead_letters.hpp"
#include "collector/limits.hpp"
#include "collector/problem.hpp"
#include "collector/receipt.hpp"
#include "collector/refusal.hpp"
#include "collector/signature.hpp"
#include "collector/store.hpp"
#include "collector/withdrawal.hpp"

namespace assent::collector {

namespace {

constexpr Problem malformed_record{http::status::unprocessable_entity, "malformed-record",
                                   "A consent record has exactly the members of schema assent-2, each of its form."};
constexpr Problem unknown_site{http::status::unprocessable_entity, "unknown-site",
                               "This collector has no policy for that site."};
constexpr Problem unknown_pack{http::status::unprocessable_entity, "unknown-pack",
                               "This collector never served the pack that the record names; load the page again."};
constexpr Problem from_the_future{http::status::unprocessable_entity, "from-the-future",
                                  "The record's time is more than five minutes ahead; set the clock right."};
constexpr Problem grant_without_subject{http::status::unprocessable_entity, "grant-without-subject",
                                        "A record that grants something must be signed by its subject's key."};
constexpr Problem record_reused{http::status::conflict, "record-id-reused",
                                "Another record has this id already; a new choice takes a new id."};

/// A record that was found sound, ready to be kept.
struct Sound {
  store::Consent consent;
  const policy::Pack* pack;
};

struct Kept {
  store::Insertion insertion;
  std::string receipt;
};

// A grant is proven by a fresh notice token; a refusal needs none, but is no evidence of its time when it is old.
bool is_unproven(const Services& services, const ConsentRecord& record, double now_ms) {
  if (grants(record) || record.act == consent::Act::none)
    return !services.tokens.is_fresh_notice(record.site, record.token, now_ms);
  return now_ms - record.time_ms > max_queued_ms;
}

std::variant<Sound, Problem> take(const Services& services, const Request& request, double now_ms) {
  if (!has_media_type(request, "application/json")) return wrong_media_type;
  auto signer = signer_of(request, request.body());
  if (const auto* problem = std::get_if<Problem>(&signer)) return *problem;
  const auto body = read_body(request.body());
  if (!body) return malformed_json;
  const auto record = read_record(*body);
  if (!record) return malformed_record;
  const Site* site = services.catalog.site(record->site);
  if (!site) return unknown_site;
  if (!services.cors.allows(caller_of(request), site->origins)) return foreign_origin;
  const OpenPack* open = services.catalog.pack(record->pack);
  if (!open) return unknown_pack;
  if (const auto problem = check_record(*record, *open->pack)) return *problem;
  if (record->time_ms > now_ms + max_ahead_ms) return from_the_future;
  const auto& subject = std::get<std::optional<Signer>>(signer);
  if (!subject && grants(*record)) return grant_without_subject;

  const consent::State state = *state_under(*record, *open->pack, says_gpc(request));
  Sound sound{{}, open->pack};
  sound.consent = {record->site,
                   record->id,
                   {},
                   {},
                   {},
                   request.body(),
                   std::min(record->time_ms, now_ms),
                   now_ms,
                   state.gpc,
                   is_unproven(services, *record, now_ms),
                   {}};
  if (subject) {
    sound.consent.subject = subject->subject;
    sound.consent.key = subject->key;
    sound.consent.signature = subject->signature;
  }
  sound.consent.receipt = make_receipt(*site->key, *body, sound.consent.unproven, now_ms);
  return sound;
}

// On the writer's thread.
Kept keep(Database& database, const Sound& sound) {
  Kept kept{store::Insertion::fresh, sound.consent.receipt};
  kept.insertion = store::insert(database, sound.consent, kept.receipt);
  if (kept.insertion != store::Insertion::fresh || sound.consent.subject.empty()) return kept;
  if (!store::let_stand(database, sound.consent)) return kept;
  keep_what_stands(database, sound.consent.site, sound.consent.subject, *sound.pack, sound.consent.received_ms);
  return kept;
}

std::string_view kind(const Kept& kept, const Sound& sound) {
  if (kept.insertion == store::Insertion::repeated) return "repeated";
  return sound.consent.unproven ? "unproven" : "proven";
}

Answer receipt_answer(const Kept& kept) {
  const bool fresh = kept.insertion == store::Insertion::fresh;
  return {fresh ? http::status::created : http::status::ok,
          "application/json",
          share(kept.receipt),
          {{"cache-control", "no-store"}},
          {}};
}

}  // namespace

Answering post_consent(const Services& services, const Exchange& exchange) {
  auto taken = take(services, exchange.request, services.clock());
  if (const auto* problem = std::get_if<Problem>(&taken)) {
    Answering refusal = refuse(services, exchange, *problem, letter::consent);
    co_return co_await std::move(refusal);
  }
  const Sound& sound = std::get<Sound>(taken);
  const std::function<Kept(Database&)> job = [&sound](Database& database) { return keep(database, sound); };
  const Kept kept = co_await services.writer.write<Kept>(job);
  if (kept.insertion == store::Insertion::reused) co_return answer(record_reused);
  services.metrics.consent(kind(kept, sound));
  co_return receipt_answer(kept);
}

}  // namespace assent::collector
