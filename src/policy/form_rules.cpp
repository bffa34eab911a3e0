// A step to round to, levels to move between.
#include "policy/form_rules.hpp"

#include "policy/levels.hpp"

namespace assent::policy {

namespace {

// Numbers are rounded to multiples of one step above 0.
bool step_is_sound(const pack::Attribute& attribute, const pack::Leave& leave) {
  const bool rounds = leave.minimizer() == pack::Minimizer::round || leave.minimizer() == pack::Minimizer::noisy_round;
  return !rounds || (attribute.type() == pack::ValueType::number && size(leave.bounds()) == 1 &&
                     at(leave.bounds(), 0) >= min_step);
}

// What is noisy needs levels to move between: two at least, and not so many that it takes long.
bool has_levels(const pack::Attribute& attribute, const pack::Leave& leave) {
  if (leave.minimizer() == pack::Minimizer::noisy_bucket) return size(leave.bounds()) > 0;
  if (leave.minimizer() == pack::Minimizer::noisy_round) {
    const double levels = rounded_levels(attribute.minimum(), attribute.maximum(), at(leave.bounds(), 0));
    return levels >= 2 && levels <= max_noise_levels;
  }
  return leave.minimizer() == pack::Minimizer::noisy_keep &&
         (attribute.type() == pack::ValueType::boolean ||
          (attribute.type() == pack::ValueType::text && size(attribute.choices()) > 1));
}

}  // namespace

bool form_is_sound(const pack::Attribute& attribute, const pack::Leave& leave) {
  return step_is_sound(attribute, leave) &&
         (leave.minimizer() < pack::Minimizer::noisy_keep || has_levels(attribute, leave));
}

}  // namespace assent::policy
