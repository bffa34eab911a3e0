// site.json: who the site is, which regimes it lives under and where data may go.
#include <set>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

// Texts of a list that `is_sound` takes, each once.
std::vector<std::string> read_list(const std::optional<Element>& element, std::size_t most,
                                   bool (*is_sound)(std::string_view), const char* what, const char* remedy) {
  std::vector<std::string> texts;
  if (!element) return texts;
  std::set<std::string> seen;
  for (const Element& item : element->items(most)) {
    if (!item.json().is_string() || !is_sound(item.json().get_ref<const std::string&>()))
      item.error(what, remedy);
    else if (!seen.insert(item.json().get<std::string>()).second)
      item.error("this is listed twice", "keep one of them");
    else
      texts.push_back(item.json().get<std::string>());
  }
  return texts;
}

std::vector<Destination> read_destinations(const std::optional<Element>& element) {
  std::vector<Destination> destinations;
  if (!element) return destinations;
  for (const auto& [id, member] : element->members(max_destinations)) {
    if (!check_id(id, member)) continue;
    const Object object = member.object(fields::destination);
    destinations.push_back({id, read_sentence(object.find("title")),
                            read_references(object.find("purposes"), policy::max_purposes, false), member.place()});
  }
  return destinations;
}

}  // namespace

Site read_site(const Element& file) {
  const Object object = file.object(fields::site);
  Site site;
  site.place = file.place();
  site.id = read_reference(object.find("id")).id;
  site.title = read_sentence(object.find("title"));
  const auto languages = object.find("languages");
  site.languages =
      read_list(languages, max_languages, is_language, "this is not a language tag", "write for example \"en\"");
  if (languages && languages->json().is_array() && languages->json().empty())
    languages->error("the list is empty", "name one language at least");
  site.regimes = read_references(object.find("regimes"), max_regimes, false);
  site.origins =
      read_list(object.find("origins"), max_origins, is_origin, "this is not an origin that may embed the site",
                "write \"https://\", host and perhaps port, in small letters; http is for 127.0.0.1 and localhost");
  site.destinations = read_destinations(object.find("destinations"));
  return site;
}

}  // namespace assent::authoring
