// One function for each part. Members keep the order in which they are written, so equal policies give equal bytes.
#include "authoring/write_reasons.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "authoring/ui_texts.hpp"
#include "authoring/why_texts.hpp"
#include "authoring/write_page.hpp"

namespace assent::authoring {

namespace {

using Json = nlohmann::ordered_json;

class ReasonsWriter {
 public:
  ReasonsWriter(const Policy& policy, const std::string& language)
      : policy_(policy), language_(language), said_(policy.texts.at(language).by_key) {}

  std::string write(const Order& order) const {
    Json purposes = Json::array();
    for (const Purpose& each : policy_.purposes) purposes.push_back(resolved(policy_, each.title, language_));
    Json attributes = Json::array();
    for (const std::uint16_t position : order.sorted) attributes.push_back(attribute(policy_.attributes[position]));
    Json slots = Json::array();
    for (const Slot& each : policy_.slots) slots.push_back(because(each));
    const Json reasons = {{"texts", texts()},
                          {"purposes", std::move(purposes)},
                          {"attributes", std::move(attributes)},
                          {"slots", std::move(slots)}};
    return reasons.dump();
  }

 private:
  Json texts() const {
    Json made = Json::object();
    for (const std::string_view key : why_texts) made[std::string(key)] = said_.at(std::string(why_prefix).append(key));
    for (const std::string_view key : shared_why_texts)
      made[std::string(key)] = said_.at(std::string(ui_prefix).append(key));
    return made;
  }

  Json attribute(const Attribute& from) const {
    Json made = {{"title", resolved(policy_, from.title, language_)}};
    if (!from.choices.empty()) made["choices"] = choices(from);
    if (from.range) made["range"] = *from.range;
    return made;
  }

  // Each choice with what it is called: itself where the policy does not say.
  Json choices(const Attribute& from) const {
    Json made = Json::array();
    for (const std::string& choice : from.choices) {
      const auto title = said_.find(std::string(choice_prefix) + from.id + "." + choice);
      made.push_back({choice, title == said_.end() ? choice : title->second});
    }
    return made;
  }

  // By experience.
  Json because(const Slot& from) const {
    Json made = Json::object();
    for (const Experience& each : from.experiences) made[each.id] = resolved(policy_, each.because, language_);
    return made;
  }

  const Policy& policy_;
  const std::string& language_;
  const std::map<std::string, std::string>& said_;
};

}  // namespace

bool says_why(const Policy& policy) {
  return std::any_of(policy.texts.begin(), policy.texts.end(), [](const auto& language) {
    const auto& keys = language.second.by_key;
    const auto some = keys.lower_bound(std::string(why_prefix));
    return some != keys.end() && some->first.starts_with(why_prefix);
  });
}

std::string write_reasons(const Lookup& lookup, const Order& order, const std::string& language) {
  return ReasonsWriter(lookup.policy(), language).write(order);
}

}  // namespace assent::authoring
