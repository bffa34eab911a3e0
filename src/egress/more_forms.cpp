// Rounds, gives pseudonyms, adds noise.
#include "egress/more_forms.hpp"

#include <cmath>

#include "base/bytes.hpp"
#include "base/format.hpp"
#include "base/hash.hpp"
#include "egress/buckets.hpp"
#include "egress/noise.hpp"
#include "policy/levels.hpp"

namespace assent::egress {

namespace {

using pack::Minimizer;
using pack::ValueType;
using policy::at;
using profile::Value;
using profile::ValueView;

Value as_text(std::string_view text) { return Value({ValueType::text, 0, text}); }

double step_of(const pack::Leave& leave) { return at(leave.bounds(), 0); }

double steps_to(const pack::Leave& leave, double number) { return std::nearbyint(number / step_of(leave)); }

// A multiple as it is written and read again: numbers have six decimals.
Value multiple(const pack::Leave& leave, double steps) {
  return Value({ValueType::number, profile::to_steps(steps * step_of(leave)), {}});
}

// The values in question, of which there are few, as a row of levels that noise can move along. policy::open() has seen
// that there are two at least.
class Levels {
 public:
  Levels(const pack::Attribute& attribute, const pack::Leave& leave) : attribute_(attribute), leave_(leave) {}

  std::uint32_t count() const {
    switch (leave_.minimizer()) {
      case Minimizer::noisy_bucket:
        return whole(policy::size(leave_.bounds())) + 1;
      case Minimizer::noisy_round:
        return whole(policy::rounded_levels(attribute_.minimum(), attribute_.maximum(), step_of(leave_)));
      default:
        return is_boolean() ? 2 : whole(policy::size(attribute_.choices()));
    }
  }
  /// Nothing for what is no level: a rule may infer what the attribute's declaration does not have.
  std::optional<std::uint32_t> level_of(const ValueView& value) const {
    const double level = place_of(value);
    if (!(level >= 0 && level < count())) return {};
    return whole(level);
  }
  Value value_at(std::uint32_t level) const {
    switch (leave_.minimizer()) {
      case Minimizer::noisy_bucket:
        return as_text(bucket_label(leave_.bounds(), level));
      case Minimizer::noisy_round:
        return multiple(leave_, first() + level);
      default:
        return is_boolean() ? Value({ValueType::boolean, static_cast<double>(level), {}})
                            : as_text(policy::view(&at(attribute_.choices(), level)));
    }
  }

  /// What the levels mean: where a policy draws them elsewhere, it asks another question.
  std::uint64_t meaning() const {
    base::Text all;
    base::ByteWriter out(all);
    for (std::uint32_t level = 0; level < count(); ++level) {
      const Value value = value_at(level);
      out.number(value.number);
      out.text(value.text);
    }
    return base::fnv1a_64(all);
  }

 private:
  template <class Number>
  static std::uint32_t whole(Number number) {
    return static_cast<std::uint32_t>(number);
  }
  bool is_boolean() const { return attribute_.type() == ValueType::boolean; }
  double first() const { return steps_to(leave_, attribute_.minimum()); }
  double place_of(const ValueView& value) const {
    switch (leave_.minimizer()) {
      case Minimizer::noisy_bucket:
        return bucket_of(leave_.bounds(), value.number);
      case Minimizer::noisy_round:
        return steps_to(leave_, value.number) - first();
      default:
        return is_boolean() ? value.number : choice_of(value.text);
    }
  }
  std::uint32_t choice_of(std::string_view text) const {
    std::uint32_t choice = 0;
    while (choice < count() && !policy::equals(&at(attribute_.choices(), choice), text)) ++choice;
    return choice;
  }

  const pack::Attribute& attribute_;
  const pack::Leave& leave_;
};

bool is_multiple(const pack::Attribute& attribute, const pack::Leave& leave, const ValueView& value) {
  // What was rounded up may lie beyond the largest number.
  if (value.type != ValueType::number || !(std::fabs(value.number) <= 2 * profile::max_number)) return false;
  const double steps = steps_to(leave, value.number);
  return multiple(leave, steps).number == value.number && steps >= steps_to(leave, attribute.minimum()) &&
         steps <= steps_to(leave, attribute.maximum());
}

bool is_pseudonym(const ValueView& value) {
  constexpr std::size_t digits = 16;
  if (value.type != ValueType::text || value.text.size() != digits) return false;
  for (const char digit : value.text)
    if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) return false;
  return true;
}

}  // namespace

std::optional<Value> minimize_more(const policy::Pack& pack, const pack::Attribute& attribute, const pack::Leave& leave,
                                   const ValueView& value, const Owner& owner) {
  base::SipKey key = key_for(owner.unit, policy::view(attribute.id()),
                             policy::view(policy::id_at(pack.destinations(), leave.destination())));
  if (leave.minimizer() == Minimizer::round) return multiple(leave, steps_to(leave, value.number));
  if (leave.minimizer() == Minimizer::pseudonym) {
    base::Text digits;
    base::append_hex(digits, base::siphash(key, value.text));
    return as_text(digits);
  }
  const Levels levels(attribute, leave);
  key.high ^= levels.meaning();
  const auto level = levels.level_of(value);
  if (!level) return {};
  const auto told = answer(leave, key, *level, levels.count(), pack.budget(), owner.spending);
  return told ? std::optional(levels.value_at(*told)) : std::nullopt;
}

// Noise changes no form.
bool is_minimized_more(const pack::Attribute& attribute, const pack::Leave& leave, const ValueView& value) {
  switch (leave.minimizer()) {
    case Minimizer::pseudonym:
      return is_pseudonym(value);
    case Minimizer::noisy_keep:
      return profile::check(attribute, value) == base::Fault::none;
    case Minimizer::noisy_bucket:
      return value.type == ValueType::text && is_bucket(leave.bounds(), value.text);
    default:
      return is_multiple(attribute, leave, value);
  }
}

}  // namespace assent::egress
