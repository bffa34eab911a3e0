// Names of a policy → positions, and walks over its conditions and sentences. It reports nothing.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "authoring/model.hpp"

namespace assent::authoring {

/// Positions of what a policy declares. The policy must outlive it.
class Lookup {
 public:
  explicit Lookup(const Policy& policy);

  const Policy& policy() const { return policy_; }
  const Purpose* purpose(std::string_view id) const;
  const Attribute* attribute(std::string_view id) const;
  /// The attribute that features know by this path.
  const Attribute* attribute_at(std::string_view path) const;
  const Feature* feature(std::string_view id) const;
  const Destination* destination(std::string_view id) const;
  /// The slot that has this id, or else this place.
  const Slot* slot(std::string_view name) const;

  std::uint16_t position(const Purpose& purpose) const;
  std::uint16_t position(const Attribute& attribute) const;
  std::uint16_t position(const Destination& destination) const;
  std::uint16_t position(const Feature& feature) const;
  std::uint16_t position(const Slot& slot) const;
  std::uint16_t map_position(std::string_view id) const;

 private:
  const Policy& policy_;
  std::unordered_map<std::string_view, std::size_t> purposes_, attributes_, paths_, destinations_, features_;
};

/// A fact about the page as conditions name it ("page.query.campaign") → as the pack does ("query.campaign");
/// nothing where there is no such fact.
std::optional<std::string> context_fact(std::string_view subject);
bool is_about_page(std::string_view subject);

/// Visits every comparison of a condition, in the order in which it is written.
void each_leaf(const Condition& condition, const std::function<void(const Condition&)>& visit);

/// Visits every condition of a policy: of its attributes, then of its slots.
void each_condition(const Policy& policy, const std::function<void(const Condition&)>& visit);

/// Visits every question of a policy's features, each before those below it.
void each_question(const Policy& policy, const std::function<void(const Question&)>& visit);
void each_question(const Feature& feature, const std::function<void(const Question&)>& visit);

/// Visits every sentence of a policy that a visitor may read.
void each_sentence(const Policy& policy, const std::function<void(const Sentence&)>& visit);

/// The attributes that these rules read themselves.
std::set<std::string> direct_inputs(const Attribute& attribute);
std::set<std::string> direct_inputs(const Slot& slot);
/// True where something of the slot is shown only so often.
bool is_counted(const Slot& slot);
/// The attributes that a slot of the policy reads: in its conditions, and the counts where it is counted.
std::set<std::string> all_inputs(const Policy& policy, const Slot& slot);
/// The paths of attributes that a feature's own rules ask, or divide visitors by.
std::set<std::string> direct_paths(const Feature& feature);
/// The attributes that it can depend on: at those paths and at those of every feature that it asks, those by which
/// variations may have been kept, and the one that keeps them.
std::set<std::string> all_inputs(const Lookup& lookup, const Feature& feature);

/// The attribute's leave for a destination, or null.
const Leave* leave_for(const Attribute& attribute, std::string_view destination);

/// The legal basis of a purpose under a regime: the one for this very regime, else the one for its model.
std::optional<pack::Basis> basis_under(const Purpose& purpose, const Regime& regime);

/// True where the purpose is about data of a special category.
bool is_sensitive(const Purpose& purpose, const Policy& policy);

bool has_reference(const std::vector<Reference>& references, std::string_view id);

/// True where a purpose serves both.
bool share_purpose(const Attribute& attribute, const Destination& destination);

}  // namespace assent::authoring
