// The small core's part of session.hpp.
#include "session.hpp"

namespace assent::boundary {

void stepped(Session&) {}

}  // namespace assent::boundary
