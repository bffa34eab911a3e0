// What of a subject's stored rows may go to a destination now: the gate, asked again with the consent that stands at
// this moment and the policy as it is. Webhook and export both take what they tell from here, and from nowhere else.
#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collector/database.hpp"
#include "egress/gate.hpp"

namespace assent::collector {

/// The policy by which data is released.
struct Policing {
  std::string site;
  const policy::Pack& pack;  // the site's current one
  bool unproven_grants_stand = false;
};

/// On what an attribute of a release stands, and until when: its retention ends then, or the consent does.
struct Lease {
  consent::PurposeSet purposes;
  double expires_ms = 0;
};

struct Release {
  std::unique_ptr<const egress::Permit> permit;  // null: nothing may go, not even that there is nothing
  std::vector<Lease> terms;                      // of the permit's items, in their order; of an exposure the only one
  std::map<std::string_view, std::size_t> withheld;     // rows by the rule that keeps them back
  std::string record;                                   // the id of the consent that stands
  double time_ms = 0;                                   // when the subject's browser told it
  double ends_ms = std::numeric_limits<double>::max();  // when that consent ends, where it grants anything
  consent::Permissions permissions;

  /// The purposes that any of the terms stands on.
  consent::PurposeSet purposes() const;
};

/// All attributes that are stored for the destination, one by one.
Release release_attributes(Database& database, const Policing& policing, std::string_view subject,
                           std::string_view destination, double now_ms);

/// The exposure or the goal of an event, by the event's source and id.
Release release_exposure(Database& database, const Policing& policing, std::string_view subject,
                         std::string_view destination, std::string_view source, std::string_view id, double now_ms);

}  // namespace assent::collector
