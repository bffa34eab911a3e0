// Sets of UTF-16 code units: what a literal or a class of a pattern takes.
#pragma once

#include <initializer_list>
#include <vector>

namespace assent::authoring {

/// From `first` to `last`, both inside.
struct UnitRange {
  char16_t first;
  char16_t last;
  bool operator==(const UnitRange&) const = default;
};

class UnitSet {
 public:
  UnitSet() = default;
  UnitSet(std::initializer_list<UnitRange> ranges) {
    for (const UnitRange& range : ranges) add(range);
  }

  void add(UnitRange range);
  void add(const UnitSet& other) {
    for (const UnitRange& range : other.ranges()) add(range);
  }
  bool has(char16_t unit) const;
  /// Every unit that is not in the set.
  UnitSet others() const;
  /// The set, and what differs from a unit of it by case only (Canonicalize of ECMAScript, without u and v).
  UnitSet with_cases() const;
  /// In order, with at least one other unit between two.
  const std::vector<UnitRange>& ranges() const { return ranges_; }
  bool operator==(const UnitSet&) const = default;

 private:
  std::vector<UnitRange> ranges_;
};

/// What "\d", "\w", "\s" and "." take.
UnitSet digits();
UnitSet word_letters();
UnitSet spaces();
UnitSet any_in_line();

}  // namespace assent::authoring
