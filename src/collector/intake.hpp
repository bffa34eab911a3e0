// One event's way in: prepared without the database, then judged with it, in the transaction that stores it. Of an
// event that is refused nothing stays but a dead letter.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "authoring/strict_json.hpp"
#include "collector/cloud_event.hpp"
#include "collector/consent_record.hpp"
#include "collector/services.hpp"
#include "collector/standing.hpp"
#include "collector/store.hpp"

namespace assent::collector {

/// Why an event was refused: the gate's rule, or one of ours. A literal.
using RuleName = std::string_view;

/// An event of a sound form, as a draft for the gate.
struct Prepared {
  CloudEvent event;
  const policy::Pack* pack;
  egress::Draft draft;
  consent::PurposeSet claimed;
  std::string digest;
};

/// The events of one subject in one request.
struct Sender {
  std::string subject;
  Caller caller;
  bool gpc = false;
  double now_ms = 0;
};

/// What may be said of an event that was refused.
struct Refused {
  std::string id;
  std::string site;       // empty: none of ours
  std::string_view type;  // one of `letter`
  RuleName rule;
};

std::variant<Prepared, Refused> prepare(const Services& services, const authoring::Json& body, const Sender& sender);

/// What became of an event. An empty rule: it is stored, now or before.
struct Verdict {
  std::string id;
  RuleName rule;
  bool repeated = false;
};

/// Keeps the dead letter of an event that was refused before it could be judged.
Verdict bury(Database& database, const Refused& refused, double now_ms);

/// Judges the events of one batch against what stands for their subject at this moment of the writer's thread.
class Judge {
 public:
  Judge(Database& database, const Sender& sender, bool unproven_grants_stand)
      : database_(database), sender_(sender), unproven_grants_stand_(unproven_grants_stand) {}

  Verdict judge(const Prepared& prepared);

 private:
  using Answer = std::variant<std::unique_ptr<const egress::Permit>, RuleName>;

  const std::optional<Stands>& standing(const std::string& site);
  Answer permit(const Prepared& prepared);
  RuleName reason(const Prepared& prepared, const Stands& stands, egress::Rule rule);
  bool is_superseded(const Prepared& prepared);
  bool permits(const Prepared& prepared, const Stands& stands, bool gpc, double at_ms) const;
  RuleName store(const Prepared& prepared, const egress::Permit& permit, bool& repeated);

  Database& database_;
  const Sender& sender_;
  bool unproven_grants_stand_;
  std::map<std::string, std::optional<Stands>> standing_;
  consent::Permissions permissions_;  // of the event being judged
};

}  // namespace assent::collector
