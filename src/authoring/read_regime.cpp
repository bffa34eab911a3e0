// policies/regimes/*.json: the facts of a jurisdiction, each with its source. A fact without one is "unreviewed".
#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view models[] = {"opt-in", "opt-out", "notice"};
constexpr std::size_t max_source_bytes = 1024;

std::vector<std::string> read_regions(const std::optional<Element>& element) {
  std::vector<std::string> regions;
  if (!element) return regions;
  for (const Element& item : element->items(max_regions)) {
    if (item.json().is_string() && is_region(item.json().get_ref<const std::string&>()))
      regions.push_back(item.json().get<std::string>());
    else
      item.error("this is not a region", "write an ISO 3166 code, for example \"DE\" or \"US-CA\"");
  }
  return regions;
}

std::vector<Place> read_unreviewed(const std::optional<Element>& element) {
  std::vector<Place> unreviewed;
  if (!element) return unreviewed;
  const Object object = element->object(fields::source);
  for (const std::string_view fact : fields::source_required) {
    const auto source = object.find(fact);
    if (source && source->text(max_source_bytes) == "unreviewed") unreviewed.push_back(source->place());
  }
  return unreviewed;
}

}  // namespace

Regime read_regime(const Element& file) {
  const Object object = file.object(fields::regime);
  Regime regime;
  regime.place = file.place();
  regime.id = read_reference(object.find("id")).id;
  if (const auto title = object.find("title")) title->text(max_sentence_bytes);
  if (const auto model = object.find("model")) regime.model = static_cast<pack::Model>(model->word(models).value_or(0));
  if (const auto gpc = object.find("gpc")) regime.honors_gpc = gpc->boolean().value_or(false);
  if (const auto validity = object.find("validity")) regime.validity_s = validity->duration().value_or(0);
  if (const auto reask = object.find("reask-after-refusal"))
    regime.reask_after_refusal_s = reask->duration().value_or(0);
  regime.regions = read_regions(object.find("regions"));
  regime.unreviewed = read_unreviewed(object.find("source"));
  return regime;
}

}  // namespace assent::authoring
