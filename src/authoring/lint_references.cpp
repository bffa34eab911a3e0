// Every name leads somewhere, and every place of a page has one slot.
#include <map>

#include "authoring/lint.hpp"

namespace assent::authoring {

namespace {

class References {
 public:
  References(const Lookup& lookup, Problems& problems) : lookup_(lookup), problems_(problems) {}

  void check_purposes(const std::vector<Reference>& references) {
    for (const Reference& reference : references) check_purpose(reference);
  }

  void check_purpose(const Reference& reference) {
    if (!reference.id.empty() && !lookup_.purpose(reference.id)) missing("purpose", "purposes.json", reference);
  }

  void check_destination(const Reference& reference) {
    if (!reference.id.empty() && !lookup_.destination(reference.id)) missing("destination", "site.json", reference);
  }

  void check_leave(const Leave& leave) {
    check_destination(leave.destination);
    if (leave.minimizer == pack::Minimizer::map && !leave.map.id.empty() &&
        !lookup_.policy().maps.contains(leave.map.id))
      missing("map", "maps/" + leave.map.id.substr(0, leave.map.id.find('/')) + ".json", leave.map);
  }

 private:
  void missing(const std::string& kind, const std::string& file, const Reference& reference) {
    problems_.error(reference.place, "there is no " + kind + " " + in_quotes(reference.id),
                    "correct the name, or declare it in " + file);
  }

  const Lookup& lookup_;
  Problems& problems_;
};

}  // namespace

void lint_references(const Lookup& lookup, Problems& problems) {
  const Policy& policy = lookup.policy();
  References references(lookup, problems);
  for (const Destination& destination : policy.site.destinations) references.check_purposes(destination.purposes);
  for (const Attribute& attribute : policy.attributes) {
    references.check_purposes(attribute.purposes);
    for (const Leave& leave : attribute.leaves) references.check_leave(leave);
  }
  for (const Service& service : policy.services) references.check_purposes(service.purposes);
  for (const Migration& migration : policy.site.migrations)
    for (const auto& [category, purposes] : migration.purposes) references.check_purposes(purposes);
  if (policy.notice) references.check_purposes(policy.notice->preselected);
  std::map<std::string, std::string> places;
  for (const Slot& slot : policy.slots) {
    references.check_purpose(slot.purpose);
    for (const Reference& destination : slot.exposes) references.check_destination(destination);
    if (slot.place_name.id.empty()) continue;
    const auto [claimed, is_new] = places.emplace(slot.place_name.id, slot.id);
    if (!is_new)
      problems.error(slot.place_name.place, "the slot " + in_quotes(claimed->second) + " has this place already",
                     "give each slot a place of its own");
  }
}

}  // namespace assent::authoring
