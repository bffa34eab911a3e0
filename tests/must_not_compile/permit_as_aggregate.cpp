// A Permit from its members by name.
#include "egress/gate.hpp"

using namespace assent;

egress::Permit forge(egress::Draft draft) { return egress::Permit{.draft_ = std::move(draft), .purposes_ = {}}; }
