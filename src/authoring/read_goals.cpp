// goals.json: what the site hopes a visitor does after a slot was seen, and who is told. The titles are for those who
// read the policy.
#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

Goal read_goal(std::string id, const Element& element) {
  const Object object = element.object(fields::goal);
  Goal goal;
  goal.id = std::move(id);
  goal.place = element.place();
  if (const auto title = object.find("title")) title->text(max_sentence_bytes);
  if (const auto after = object.find("after")) {
    goal.after = {after->text(max_name_bytes).value_or(""), after->place()};
    if (!goal.after.id.empty() && !is_name(goal.after.id))
      after->error("neither the id of a slot nor the name of a place", "name the slot that is seen before");
  }
  goal.exposes = read_references(object.find("exposes"), max_destinations, false);
  return goal;
}

}  // namespace

std::vector<Goal> read_goals(const Element& file) {
  std::vector<Goal> goals;
  for (const auto& [id, member] : file.members(policy::max_goals))
    if (check_id(id, member)) goals.push_back(read_goal(id, member));
  return goals;
}

}  // namespace assent::authoring
