// A draft sent on its own, without the gate's permit.
#include "session/effect.hpp"

using namespace assent;

session::Send smuggle(const policy::Pack& pack, const egress::Draft& draft, const egress::Identity& identity) {
  return session::Send(pack, draft, identity, base::Text("{}"));
}
