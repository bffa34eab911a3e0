// What the core wants done. Of all this only Send leaves the browser, and a Send is made from a Permit or from a
// consent record and from nothing else.
#pragma once

#include "base/list.hpp"
#include "base/result.hpp"
#include "consent/record.hpp"
#include "egress/envelope.hpp"

namespace assent::session {

/// Bytes for the collector; or for whoever listens on the page, then nobody else gets them.
class Send {
 public:
  enum class Route : std::uint8_t { consents, events, page };

  explicit Send(consent::Record&& record);
  Send(const policy::Pack& pack, const egress::Permit& permit, const egress::Identity& identity,
       const base::Text& data);

  Route route() const { return route_; }
  const base::Text& id() const { return id_; }
  /// True where the subject's key signs it.
  bool has_subject() const { return has_subject_; }
  const consent::PurposeSet& purposes() const { return purposes_; }
  const base::Text& body() const { return body_; }

 private:
  Route route_;
  base::Text id_;
  bool has_subject_;
  consent::PurposeSet purposes_;
  base::Text body_;
};

/// What a step wants done. Flags say which part of the state is to be told anew; the boundary reads it there.
struct Effects {
  base::Fault refused = base::Fault::none;  // the event was not taken
  bool consent = false;  // a choice: tell who listens, and drop waiting events that lost their purpose
  base::List<Send> sends;
  bool erase = false;      // remove snapshot, waiting events and the subject's key
  base::Text snapshot;     // keep this in place of the one before; empty: no change
  base::Text answers;      // with a snapshot: what of it the site's other parts and devices may have
  bool services = false;   // which services may load
  bool decisions = false;  // what the slots show
  bool view = false;       // banner, preference center, my data
};

}  // namespace assent::session
