// What is to be true of a leave in a form that only the full core knows (egress/more_forms.hpp). The small core is
// linked with no_form_rules.cpp instead of form_rules.cpp: nothing leaves there in these forms, so it never reads what
// they say.
#pragma once

#include "policy/pack.hpp"

namespace assent::policy {

/// True where the leave's form has what it needs; true of the forms that every core knows.
bool form_is_sound(const pack::Attribute& attribute, const pack::Leave& leave);

}  // namespace assent::policy
