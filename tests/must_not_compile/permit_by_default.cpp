// An empty Permit, to be filled later.
#include "egress/gate.hpp"

assent::egress::Permit forged;
