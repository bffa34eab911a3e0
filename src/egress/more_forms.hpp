// Forms that only the full core knows: rounded numbers, pseudonyms, and whatever has noise. The small core, with which
// a page begins, is linked with no_more_forms.cpp instead of more_forms.cpp: there nothing leaves in these forms.
#pragma once

#include <optional>

#include "profile/profile.hpp"

namespace assent::egress {

/// Whose value it is: the visitor's own random key, and what answers with noise have cost so far (noise.hpp).
struct Owner {
  std::uint64_t unit;
  base::Text& spending;
};

/// True where the leave takes the full core.
inline bool is_of_full_core(const pack::Leave& leave) { return leave.minimizer() > pack::Minimizer::date; }

/// The value in the form that such a leave declares; nothing where the budget for noise does not pay for it.
/// round → the nearest multiple of the step, halves to the even one; pseudonym → 16 hex digits that only the owner's
/// key connects with the text; the noisy forms → what keep, bucket and round give, for the true value or another one.
std::optional<profile::Value> minimize_more(const policy::Pack& pack, const pack::Attribute& attribute,
                                            const pack::Leave& leave, const profile::ValueView& value,
                                            const Owner& owner);

/// What is_minimized() says of such a leave.
bool is_minimized_more(const pack::Attribute& attribute, const pack::Leave& leave, const profile::ValueView& value);

}  // namespace assent::egress
