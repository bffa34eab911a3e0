// What the collector keeps, as tables and the statements over them. It decides nothing: whoever calls has asked the
// gate. Idempotency rests on primary keys, never on reading first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/database.hpp"

namespace assent::collector::store {

/// Makes the tables where they are missing. Throws DatabaseError where a newer collector made the file.
void prepare(Database& database);

/// A consent record and what the collector knows about its arrival. Without a subject, subject, key and signature
/// are empty.
struct Consent {
  std::string site;
  std::string record_id;
  std::string subject;
  std::string key;        // base64
  std::string signature;  // base64, over `body`
  std::string body;       // the record as it came
  double time_ms = 0;     // the order of records: never later than they arrived
  double received_ms = 0;
  bool gpc = false;
  bool unproven = false;
  std::string receipt;
};

enum class Insertion { fresh, repeated, reused };

/// Keeps the consent under its site and record id. `repeated`: the same record is here already, and `receipt` becomes
/// the one that was given then. `reused`: another record has this id.
Insertion insert(Database& database, const Consent& consent, std::string& receipt);

/// Lets the consent stand for its subject where none newer does; false where one does.
bool let_stand(Database& database, const Consent& consent);

/// The consent that stands for a subject.
struct Standing {
  std::string body;
  bool gpc = false;
  bool unproven = false;
};
std::optional<Standing> standing(Database& database, std::string_view site, std::string_view subject);

/// True where the subject gave this record.
bool has_record(Database& database, std::string_view site, std::string_view subject, std::string_view record_id);

/// One accepted event, without its content.
struct Event {
  std::string source;
  std::string id;
  std::string site;
  std::string subject;
  std::string destination;
  std::string record_id;
  std::string pack;
  std::string digest;  // SHA-256 of the event, hexadecimal
  double time_ms = 0;
  double received_ms = 0;
};

/// Keeps the event under its source and id.
Insertion insert(Database& database, const Event& event);

/// One minimized attribute at one destination. `value` is JSON; `purposes` are ids with spaces between.
struct Attribute {
  std::string destination;
  std::string id;
  std::string value;
  std::string purposes;
  double expires_ms = 0;
};

/// Replaces what is kept of the event's subject for its destination, unless a newer event has done so.
void replace_attributes(Database& database, const Event& event, const std::vector<Attribute>& attributes);

/// Which experience a slot showed, and which goal was reached after it; empty texts: the default content, no variant,
/// no goal.
struct Exposure {
  std::string destination;
  std::string slot;
  std::string experience;
  std::string variant;
  std::string purposes;
  double expires_ms = 0;
  std::string goal{};
  bool held_out = false;  // the default, because the visitor is kept out of all personalization
};
void insert_exposure(Database& database, const Event& event, const Exposure& exposure);

/// Keeps of a subject what `still_stands` gives purposes for, under those purposes, and deletes the rest.
using AttributePurposes = std::function<std::string(const Attribute&)>;
using ExposurePurposes = std::function<std::string(const Exposure&)>;
void keep_only(Database& database, std::string_view site, std::string_view subject,
               const AttributePurposes& attribute_stands, const ExposurePurposes& exposure_stands);

/// Forgets what a subject's accepted events said, as far as their hashes told it: what was withdrawn could be guessed
/// from one. That they came is still known.
void forget_digests(Database& database, std::string_view site, std::string_view subject);

/// Spends a nonce; false where it was spent before.
bool spend(Database& database, std::string_view nonce, double now_ms, double expires_ms);

/// What a subject wants erased. Nothing may stand on evidence that is gone, so `evidence` takes the attributes along.
enum class Erasure { attributes, evidence, all };

/// Rows erased.
struct Erased {
  std::int64_t consents = 0;
  std::int64_t withdrawals = 0;
  std::int64_t events = 0;
  std::int64_t attributes = 0;
  std::int64_t exposures = 0;
  std::int64_t contact_tokens = 0;
};
/// Erases, and lets the destinations be told that had something of the subject.
Erased erase_subject(Database& database, std::string_view subject, double now_ms, Erasure what = Erasure::all);

}  // namespace assent::collector::store
