// site.json: who the site is, which regimes it lives under and where data may go.
#include <algorithm>
#include <set>

#include "authoring/noise.hpp"
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

void read_destinations(const std::optional<Element>& element, Site& site) {
  if (!element) return;
  for (const auto& [id, member] : element->members(max_destinations)) {
    if (!check_id(id, member)) continue;
    const Object object = member.object(fields::destination);
    const auto page = object.find("page");
    site.destinations.push_back({id, read_sentence(object.find("title")),
                                 read_references(object.find("purposes"), policy::max_purposes, false),
                                 page && page->boolean().value_or(false), member.place()});
    if (auto outlet = read_outlet(id, object)) site.outlets.push_back(std::move(*outlet));
  }
}

Controller read_controller(const std::optional<Element>& element) {
  Controller controller;
  if (!element) return controller;
  const Object object = element->object(fields::controller);
  const auto text = [&](std::string_view name) {
    const auto field = object.find(name);
    return field ? field->text(max_sentence_bytes).value_or("") : std::string();
  };
  controller.name = read_sentence(object.find("name"));
  controller.contact = text("contact");
  controller.address = text("address");
  controller.privacy_notice = text("privacy-notice");
  if (const auto notice = object.find("privacy-notice"); notice && !is_web_address(controller.privacy_notice))
    notice->error("this is no address that a visitor can open", "write \"https://…\", or \"/…\" on the site itself");
  return controller;
}

// A regime as it is, or as the site makes it: its name either way.
std::vector<Reference> read_regime_names(const std::optional<Element>& element) {
  std::vector<Reference> names;
  if (!element) return names;
  const auto items = element->items(max_regimes);
  if (items.empty() && element->json().is_array()) element->error("the list is empty", "name one at least");
  for (const Element& item : items) {
    Reference name;
    if (item.json().is_object())
      name = {read_reference(item.object(fields::regime_override).find("preset")).id, item.place()};
    else
      name = read_reference(item);
    const bool is_new = std::none_of(names.begin(), names.end(), [&](const auto& each) { return each.id == name.id; });
    if (!is_new) item.error(in_quotes(name.id) + " is listed twice", "keep one of them");
    if (is_new && !name.id.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::string read_bundle_key(const Element& element) {
  const auto field = element.object(fields::bundles).find("key");
  const auto key = field ? field->text(max_sentence_bytes) : std::nullopt;
  if (key && is_public_key(*key)) return *key;
  if (key)
    field->error("this is no Ed25519 public key",
                 "write the 32 raw bytes of the key in base64, 44 letters with its \"=\"");
  return {};
}

double read_noise_budget(const Element& element) {
  const auto budget = element.number();
  if (!budget || (*budget >= min_epsilon && *budget <= max_noise_budget)) return budget.value_or(0);
  element.error("a noise budget is from 0.001 to 1000", "write the sum of epsilon that one visitor may ever spend");
  return 0;
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
  site.controller = read_controller(object.find("controller"));
  site.regimes = read_regime_names(object.find("regimes"));
  site.origins =
      read_list(object.find("origins"), max_origins, is_origin, "this is not an origin that may embed the site",
                "write \"https://\", host and perhaps port, in small letters; http is for 127.0.0.1 and localhost");
  read_destinations(object.find("destinations"), site);
  if (const auto budget = object.find("noise-budget")) site.noise_budget = read_noise_budget(*budget);
  if (const auto bundles = object.find("bundles")) site.bundle_key = read_bundle_key(*bundles);
  if (const auto share = object.find("share")) site.share = read_share(*share);
  if (const auto mode = object.find("consent-mode")) site.consent_mode = read_consent_mode(*mode);
  if (const auto migrate = object.find("migrate")) site.migrations = read_migrations(*migrate);
  return site;
}

}  // namespace assent::authoring
