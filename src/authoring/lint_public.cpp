// A pack is served to everyone, so what it holds is public. These are warnings: a text's form is no proof.
#include <algorithm>
#include <cmath>

#include "authoring/hashing.hpp"
#include "authoring/lint.hpp"
#include "authoring/revealing.hpp"

namespace assent::authoring {

namespace {

constexpr std::size_t min_listed_ids = 3;
constexpr double min_number_of_id = 10'000;  // five digits

constexpr std::string_view attribute_instead =
    "let the site's server set an attribute such as \"segment\" and compare with that";
constexpr std::string_view other_name = "give it a name that says nothing: everyone can read the pack";

bool is_id(const Operand& operand) {
  if (const auto* text = std::get_if<std::string>(&operand.value)) return looks_like_id(*text);
  const auto* number = std::get_if<double>(&operand.value);
  return number && std::fabs(*number) >= min_number_of_id && *number == std::floor(*number);
}

class Public {
 public:
  Public(const Lookup& lookup, std::int32_t today, Problems& problems)
      : lookup_(lookup), today_(today), hashes_(salt_of(lookup.policy()) != 0), problems_(problems) {}

  void check_conditions() {
    each_condition(lookup_.policy(), [&](const Condition& condition) {
      each_leaf(condition, [&](const Condition& leaf) { check_leaf(leaf); });
    });
  }

  void check_name(const std::string& name, const Place& place) {
    if (const auto sign = sign_of_plan(name, today_))
      problems_.warning(place, "the name " + in_quotes(name) + " tells of a plan: " + in_quotes(*sign),
                        std::string(other_name));
  }

 private:
  void check_leaf(const Condition& leaf) {
    if (hashes_ && !unhashable(lookup_, leaf)) return;
    if (compares_texts(lookup_, leaf))
      for (const Operand& operand : leaf.operands)
        if (const auto* text = std::get_if<std::string>(&operand.value)) check_text(leaf, *text, operand.place);
    const auto ids = std::count_if(leaf.operands.begin(), leaf.operands.end(), is_id);
    if (leaf.op == pack::Op::one_of && static_cast<std::size_t>(ids) >= min_listed_ids)
      problems_.warning(leaf.place, "this looks like a list of customers' ids, and everyone can read the pack",
                        std::string(attribute_instead) + or_hashed(leaf));
  }

  void check_text(const Condition& leaf, const std::string& text, const Place& place) {
    if (const auto kind = personal_data(text))
      problems_.warning(place, "this looks like " + std::string(*kind) + ", and everyone can read the pack",
                        std::string(attribute_instead));
    else if (const auto sign = sign_of_plan(text, today_))
      problems_.warning(place, "the text " + in_quotes(text) + " tells of a plan: " + in_quotes(*sign),
                        std::string(other_name) + or_hashed(leaf));
  }

  std::string or_hashed(const Condition& leaf) const {
    return unhashable(lookup_, leaf) ? "" : ", or add \"hashed\": true";
  }

  const Lookup& lookup_;
  std::int32_t today_;
  bool hashes_;
  Problems& problems_;
};

}  // namespace

void lint_public(const Lookup& lookup, std::int32_t today, Problems& problems) {
  Public pack(lookup, today, problems);
  pack.check_conditions();
  for (const Slot& slot : lookup.policy().slots) {
    pack.check_name(slot.id, slot.place);
    for (const Experience& experience : slot.experiences) {
      pack.check_name(experience.id, experience.place.at("id"));
      const Place experiment = experience.place.at("experiment");
      pack.check_name(experience.experiment, experiment.at("id"));
      for (std::size_t at = 0; at < experience.variants.size(); ++at)
        pack.check_name(experience.variants[at].id, experiment.at("variants").at(at).at("id"));
    }
  }
}

}  // namespace assent::authoring
