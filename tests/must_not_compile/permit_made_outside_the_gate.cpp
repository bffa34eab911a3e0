// A Permit from a draft that no gate has seen.
#include "egress/gate.hpp"

using namespace assent;

egress::Permit forge(egress::Draft draft) { return egress::Permit(std::move(draft), consent::PurposeSet{}); }
