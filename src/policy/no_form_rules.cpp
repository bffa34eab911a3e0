// The small core's part of form_rules.hpp.
#include "policy/form_rules.hpp"

namespace assent::policy {

bool form_is_sound(const pack::Attribute&, const pack::Leave&) { return true; }

}  // namespace assent::policy
