// slots/*.json: a place on a page, and the experiences that may stand there, in the order they are tried.
#include <set>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view lates[] = {"keep-default", "fade-in"};

void read_variants(const Element& element, Experience& experience) {
  std::set<std::string> seen;
  std::uint64_t total = 0;
  const auto items = element.items(max_variants);
  for (const Element& item : items) {
    const Object object = item.object(fields::variant);
    Variant variant;
    if (const auto id = object.find("id")) {
      variant.id = id->id().value_or("");
      if (!seen.insert(variant.id).second) id->error("two variants have this id", "give each its own");
    }
    if (const auto weight = object.find("weight")) variant.weight = weight->whole(0, max_weight).value_or(1);
    total += variant.weight;
    experience.variants.push_back(std::move(variant));
  }
  if (total == 0 && element.json().is_array())
    element.error("the weights add up to 0, so no variant can be shown", "give one variant a weight above 0");
}

Experience read_experience(const Element& element) {
  const Object object = element.object(fields::experience);
  Experience experience;
  experience.place = element.place();
  experience.id = read_reference(object.find("id")).id;
  experience.because = read_sentence(object.find("because"));
  if (const auto owner = object.find("owner")) owner->text(max_sentence_bytes);
  if (const auto when = object.find("when")) experience.when = read_condition(*when);
  experience.pace = read_pace(object);
  if (const auto experiment = object.find("experiment")) {
    const Object split = experiment->object(fields::experiment);
    experience.experiment = read_reference(split.find("id")).id;
    if (const auto variants = split.find("variants")) read_variants(*variants, experience);
  }
  return experience;
}

std::vector<Experience> read_experiences(const Element& element) {
  std::vector<Experience> experiences;
  std::set<std::string> seen;
  const auto items = element.items(max_experiences);
  if (items.empty() && element.json().is_array()) element.error("the list is empty", "write one experience at least");
  for (const Element& item : items) {
    experiences.push_back(read_experience(item));
    if (!seen.insert(experiences.back().id).second && !experiences.back().id.empty())
      item.error("two experiences have the id " + in_quotes(experiences.back().id), "give each its own");
  }
  return experiences;
}

}  // namespace

std::vector<MayDecide> read_may_decide(const std::optional<Element>& element) {
  std::vector<MayDecide> all;
  if (!element) return all;
  for (const auto& [id, why] : element->members(policy::max_attributes))
    all.push_back({{id, why.place()}, why.text(max_sentence_bytes).value_or("")});
  return all;
}

Slot read_slot(const Element& file, std::string id) {
  const Object object = file.object(fields::slot);
  Slot slot;
  slot.id = std::move(id);
  slot.place = file.place();
  if (const auto place = object.find("place")) {
    slot.place_name = {place->text(max_name_bytes).value_or(""), place->place()};
    if (!slot.place_name.id.empty() && !is_name(slot.place_name.id))
      place->error("the name of a place is malformed", "use letters, digits, \".\", \"-\" and \"_\"");
  }
  slot.purpose = read_reference(object.find("purpose"));
  if (const auto late = object.find("late")) slot.late = static_cast<Late>(late->word(lates).value_or(0));
  slot.exposes = read_references(object.find("exposes"), max_destinations, true);
  slot.may_decide = read_may_decide(object.find("may-decide"));
  if (const auto experiences = object.find("experiences")) slot.experiences = read_experiences(*experiences);
  return slot;
}

}  // namespace assent::authoring
