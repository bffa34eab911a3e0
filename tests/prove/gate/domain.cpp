// Enumeration by counting: each choice is a digit of a number, and all numbers are taken.
#include "gate/domain.hpp"

namespace assent::prove {

namespace {

// Takes choices off a number, digit by digit.
class Digits {
 public:
  explicit Digits(long number) : rest_(number) {}
  int below(int limit) {
    const long digit = rest_ % limit;
    rest_ /= limit;
    return static_cast<int>(digit);
  }
  template <class Enum>
  Enum of(int limit) {
    return static_cast<Enum>(below(limit));
  }
  /// True once every digit has been taken, and there is something left: the number is past the last.
  bool is_past() const { return rest_ > 0; }

 private:
  long rest_;
};

template <class T, class Make>
std::vector<T> every(Make make) {
  std::vector<T> all;
  for (long number = 0;; ++number) {
    Digits digits(number);
    T one = make(digits);
    if (digits.is_past()) return all;
    all.push_back(std::move(one));
  }
}

}  // namespace

std::vector<BoundRegime> all_regimes() {
  return every<BoundRegime>([](Digits& digits) {
    BoundRegime regime;
    regime.law = digits.of<Law>(laws);
    regime.asks_age = digits.below(2) == 1;
    for (Footing& each : regime.footing) each = digits.of<Footing>(footings);
    for (bool& each : regime.gpc_has_force) each = digits.below(2) == 1;
    return regime;
  });
}

std::vector<BoundVisitor> all_visitors() {
  return every<BoundVisitor>([](Digits& digits) {
    BoundVisitor visitor;
    for (Said& each : visitor.said) each = digits.of<Said>(sayings);
    visitor.acted = digits.below(2) == 1;
    visitor.grants = digits.of<Grants>(grant_ages);
    visitor.gpc = digits.below(2) == 1;
    visitor.age = digits.of<Age>(ages);
    return visitor;
  });
}

std::vector<BoundAttribute> all_attributes() {
  auto all = every<BoundAttribute>([](Digits& digits) {
    BoundAttribute attribute;
    attribute.purposes = digits.below(bound_sets);
    attribute.special = digits.below(2) == 1;
    attribute.leaves = digits.of<Leaves>(leavings);
    return attribute;
  });
  // Inferred ones may leave by themselves, so that their inputs decide: for each set of purposes, from each of the
  // others.
  const auto given = static_cast<int>(all.size());
  for (int purposes = 1; purposes < bound_sets; ++purposes)
    for (int input = 0; input < given; ++input) all.push_back({purposes, false, Leaves::as_value, input});
  return all;
}

std::vector<BoundDestination> all_destinations() {
  return every<BoundDestination>([](Digits& digits) {
    BoundDestination destination;
    destination.purposes = digits.below(bound_sets);
    destination.told = digits.below(2) == 1;
    return destination;
  });
}

std::vector<BoundSlot> all_slots(const std::vector<BoundAttribute>& attributes) {
  std::vector<BoundSlot> all;
  constexpr int inferred_purposes = 0b011;  // one set is enough: what may leave is decided attribute by attribute
  for (int purpose = 0; purpose < static_cast<int>(bound_purposes); ++purpose) {
    all.push_back({purpose, {}});
    for (int label = 0; label < static_cast<int>(attributes.size()); ++label) {
      const BoundAttribute& attribute = attributes[static_cast<std::size_t>(label)];
      if (attribute.input < 0) all.push_back({purpose, {label}});
      if (attribute.input >= 0 && attribute.purposes == inferred_purposes)
        all.push_back({purpose, {attribute.input, label}});
    }
  }
  return all;
}

}  // namespace assent::prove
