// A Permit from a list in braces, where one is returned.
#include "egress/gate.hpp"

using namespace assent;

egress::Permit forge(egress::Draft draft) { return {std::move(draft), consent::PurposeSet{}}; }
