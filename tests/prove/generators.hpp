// The rapidcheck generators of the draws. They know sizes and weights and nothing about what the numbers mean.
#pragma once

#include <rapidcheck.h>

#include "draw.hpp"

namespace assent::prove {

rc::Gen<PolicyDraw> any_policy();
rc::Gen<ScriptDraw> any_script();
rc::Gen<CaseDraw> any_case();

}  // namespace assent::prove
