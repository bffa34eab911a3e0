// The two ways to make a Send.
#include "session/effect.hpp"

namespace assent::session {

Send::Send(consent::Record&& record)
    : route_(Route::consents),
      id_(std::move(record).id()),
      has_subject_(record.has_subject()),
      body_(std::move(record).body()) {}

Send::Send(const policy::Pack& pack, const egress::Permit& permit, const egress::Identity& identity,
           const base::Text& data)
    : route_(static_cast<Route>(1 + policy::at(pack.destinations(), permit.destination()).page())),  // events, or page
      id_(identity.id),
      has_subject_(true),
      purposes_(permit.purposes()),
      body_(egress::write_event(pack, permit, identity, data)) {}

}  // namespace assent::session
