// What is still to be told to the destinations that have a webhook: references to stored rows, never a value. What a
// delivery says is made when it is sent, from the rows and the consent that stand then (release.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/database.hpp"
#include "collector/store.hpp"
#include "egress/gate.hpp"

namespace assent::collector::store {

/// Makes the tables; part of the schema from version 3 on.
extern const char* const outbox_schema;

/// What a delivery tells.
enum class Told : std::uint8_t { attributes, exposure, goal, withdrawal, erasure };
/// "attributes", …
std::string_view told_name(Told told);

/// A destination with a webhook. `exports`: it may have got data by an export too.
struct Addressee {
  std::string site;
  std::string destination;
  bool exports = false;
};

/// Writes down which destinations have a webhook now, at the start of the collector. What waits for another is dead;
/// notices that nobody took are tried anew.
void set_addressees(Database& database, const std::vector<Addressee>& addressees, double now_ms);

/// One delivery. `reference` finds what it tells: nothing for attributes (all of the subject's), source and id with a
/// space between for an exposure or a goal, the ids that must go (revoked_for) for a withdrawal, nothing for an
/// erasure.
struct Delivery {
  std::string id;
  std::string site;
  std::string subject;
  std::string destination;
  Told told = Told::attributes;
  std::string reference;
  std::int64_t attempts = 0;
  double created_ms = 0;
};

/// Queues what an event told, where its destination has a webhook. Attributes that wait untried already are not queued
/// twice. Past max_waiting_deliveries of a destination an exposure or a goal is dead at once.
void queue(Database& database, const Event& event, Told told);

/// The ids of all that may no longer be at `destination` under these permissions, by the policy alone and whatever
/// the subject had: {"purposes": […], "attributes": […], "slots": […]}, JSON.
std::string revoked_for(const policy::Pack& pack, const consent::Permissions& permissions,
                        policy::DestinationId destination);

/// Queues a withdrawal for each destination that was told of the subject and may now keep less than it was told last.
void notify_withdrawal(Database& database, std::string_view site, std::string_view subject, const policy::Pack& pack,
                       const consent::Permissions& permissions, double now_ms);

/// Queues an erasure for each destination of the site that was ever told of the subject, or may have got it by an
/// export. To be called before the subject's rows go.
void notify_erasure(Database& database, std::string_view site, std::string_view subject, double now_ms);

/// Takes back everything that waits for the subject, in all sites, but erasures: those must still be told.
void forget_deliveries(Database& database, std::string_view subject);

/// The next delivery for a destination that is due, earlier ones for the same subject before later ones.
std::optional<Delivery> next_delivery(Database& database, std::string_view site, std::string_view destination,
                                      double now_ms);

/// True where the destination was told of the subject before, or may have been.
bool was_told(Database& database, const Delivery& delivery);

/// Counts an attempt before it is made: it is next due at `next_ms`, should the collector not live to see its end.
/// `revoked`: what revoked_for gives at this moment; not used for notices.
void begin_attempt(Database& database, const Delivery& delivery, std::string_view revoked, double next_ms);

/// Takes a delivery out: it arrived, or nothing of it stands.
void finish(Database& database, const Delivery& delivery);

/// Moves a delivery to the dead ones: when, for which destination, what it would have told, why it did not; and only
/// for a notice whom it is about. `problem` is a literal.
void bury(Database& database, const Delivery& delivery, std::string_view problem, double now_ms);

/// Deletes dead deliveries past their retention.
void sweep_outbox(Database& database, double now_ms);

}  // namespace assent::collector::store
