// Ranges are kept in order and merged when they touch, so that a set has one form.
#include "authoring/pattern_units.hpp"

#include <algorithm>

#include "authoring/case_table.hpp"

namespace assent::authoring {

namespace {

constexpr char16_t last_unit = 0xFFFF;

}  // namespace

void UnitSet::add(UnitRange range) {
  const auto ends_before = [](const UnitRange& one, char16_t unit) { return one.last + 1 < unit; };
  const auto from = std::lower_bound(ranges_.begin(), ranges_.end(), range.first, ends_before);
  auto behind = from;
  for (; behind != ranges_.end() && behind->first <= range.last + 1; ++behind)
    range = {std::min(range.first, behind->first), std::max(range.last, behind->last)};
  ranges_.insert(ranges_.erase(from, behind), range);
}

bool UnitSet::has(char16_t unit) const {
  const auto ends_before = [](const UnitRange& one, char16_t value) { return one.last < value; };
  const auto found = std::lower_bound(ranges_.begin(), ranges_.end(), unit, ends_before);
  return found != ranges_.end() && found->first <= unit;
}

UnitSet UnitSet::others() const {
  UnitSet others;
  int next = 0;
  for (const UnitRange& range : ranges_) {
    if (next < range.first) others.add({static_cast<char16_t>(next), static_cast<char16_t>(range.first - 1)});
    next = range.last + 1;
  }
  if (next <= last_unit) others.add({static_cast<char16_t>(next), last_unit});
  return others;
}

UnitSet UnitSet::with_cases() const {
  UnitSet set = *this;
  for (const CasePair& pair : case_pairs())
    if (has(pair.unit)) set.add({pair.canonical, pair.canonical});
  const UnitSet canonical = set;
  for (const CasePair& pair : case_pairs())
    if (canonical.has(pair.canonical)) set.add({pair.unit, pair.unit});
  return set;
}

UnitSet digits() { return {{u'0', u'9'}}; }

UnitSet word_letters() { return {{u'0', u'9'}, {u'A', u'Z'}, {u'_', u'_'}, {u'a', u'z'}}; }

UnitSet spaces() {
  return {{u'\t', u'\r'},   {u' ', u' '},     {0x00A0, 0x00A0}, {0x1680, 0x1680}, {0x2000, 0x200A},
          {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
}

UnitSet any_in_line() { return UnitSet{{u'\n', u'\n'}, {u'\r', u'\r'}, {0x2028, 0x2029}}.others(); }

}  // namespace assent::authoring
