// Another destination for what the gate let pass.
#include "egress/gate.hpp"

void redirect(assent::egress::Permit& permit) { permit.draft().destination = 1; }
