// GrowthBook's conditions → questions. What its SDK answers in the same way for every visitor is resolved here: unknown
// groups, operands of a kind that no value can equal, patterns that are none.
#pragma once

#include <map>
#include <string>

#include "authoring/element.hpp"
#include "authoring/features.hpp"

namespace assent::authoring {

/// The payload's savedGroups. It borrows the element's JSON.
class SavedGroups {
 public:
  SavedGroups() = default;
  explicit SavedGroups(const Element& groups);

  /// What stands under `id`; null where nothing does.
  const Json* find(std::string_view id) const;
  /// The values of a group that is a list of them; null where it is none, or nothing stands under `id`.
  Members values_of(const std::string& id) const;
  Place place_of(std::string_view id) const { return place_.at(id); }

 private:
  const Json* groups_ = nullptr;
  Place place_;
  std::map<std::string, Members> values_;  // of each group that is a list, once
};

/// A condition on attributes (at the root, where paths are attributes'), or on one value of which paths are properties.
/// Reports what cannot be expressed, naming it; then the result is of no use.
enum class Of : std::uint8_t { visitor, value };
Question read_questions(const Element& condition, const SavedGroups& groups, Of of);

}  // namespace assent::authoring
