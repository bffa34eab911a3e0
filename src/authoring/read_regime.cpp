// policies/regimes/*.json: the facts of a jurisdiction, each with its source. A fact without one is "unreviewed". A
// site may write over some of them; what it says without a source is unreviewed too.
#include <algorithm>

#include "authoring/parts.hpp"
#include "authoring/units.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view models[] = {"opt-in", "opt-out", "notice"};
constexpr std::string_view sensitive_rules[] = {"explicit-consent", "consent", "limit", "notice"};
constexpr std::string_view controls[] = {"accept", "reject", "choose", "reopen", "do-not-sell", "limit-sensitive"};
constexpr std::string_view no_rule = "none";
constexpr std::size_t max_source_bytes = 1024;

std::vector<std::string> read_regions(const Element& element) {
  std::vector<std::string> regions;
  for (const Element& item : element.items(max_regions)) {
    if (item.json().is_string() && is_region(item.json().get_ref<const std::string&>()))
      regions.push_back(item.json().get<std::string>());
    else
      item.error("this is not a region", "write an ISO 3166 code, for example \"DE\" or \"US-CA\"");
  }
  return regions;
}

void read_age(const Element& element, Regime& regime) {
  regime.age_from = 0;
  regime.asks_age = false;
  if (element.json() == no_rule) return;
  if (!element.json().is_object())
    return element.error("this is no age rule", "write {\"from\": 16, \"ask\": false}, or \"none\"");
  const Object object = element.object(fields::age);
  if (const auto from = object.find("from"))
    regime.age_from = static_cast<std::uint8_t>(from->whole(1, max_age).value_or(0));
  if (const auto ask = object.find("ask")) regime.asks_age = ask->boolean().value_or(false);
}

void read_reask(const Element& element, Regime& regime) {
  const Object object = element.object(fields::reask);
  const auto after = [&](std::string_view outcome) {
    const auto field = object.find(outcome);
    return field ? field->duration().value_or(0) : 0;
  };
  regime.accepted_s = after("accepted");
  regime.partly_s = after("partly");
  regime.refused_s = after("refused");
}

void read_exemptions(const Element& element, Regime& regime) {
  const Object object = element.object(fields::exemptions);
  for (const std::string_view name : fields::exemptions_optional) {
    const auto field = object.find(name);
    if (!field) continue;
    regime.exemptions.erase(std::string(name));
    if (field->boolean().value_or(false)) regime.exemptions.emplace(name);
  }
}

// The facts that a site may write over.
void read_facts(const Object& object, Regime& regime) {
  if (const auto gpc = object.find("gpc")) regime.honors_gpc = gpc->boolean().value_or(false);
  if (const auto age = object.find("age")) read_age(*age, regime);
  if (const auto validity = object.find("validity")) regime.validity_s = validity->duration().value_or(0);
  if (const auto reask = object.find("reask")) read_reask(*reask, regime);
  if (const auto exemptions = object.find("exemptions")) read_exemptions(*exemptions, regime);
  if (const auto regions = object.find("regions")) regime.regions = read_regions(*regions);
}

void read_fixed_facts(const Object& object, Regime& regime) {
  if (const auto model = object.find("model")) regime.model = static_cast<pack::Model>(model->word(models).value_or(0));
  if (const auto sensitive = object.find("sensitive"))
    regime.sensitive = static_cast<Sensitive>(sensitive->word(sensitive_rules).value_or(0));
  const auto required = object.find("controls");
  if (!required) return;
  for (const Element& item : required->items(std::size(controls)))
    if (const auto word = item.word(controls)) regime.controls.insert(static_cast<Required>(*word));
}

// The source of a fact, where it has one that says something.
void read_source(const Object& sources, std::string_view fact, Regime& regime) {
  const auto source = sources.find(fact);
  if (source && source->text(max_source_bytes) == "unreviewed")
    regime.unreviewed.emplace(fact, source->place());
  else if (source)
    regime.unreviewed.erase(std::string(fact));
}

// A rule that lets more happen than the preset's.
void warn_of_laxer(const Object& object, const Regime& preset, const Regime& made) {
  const auto warn = [&](const char* fact, bool is_laxer) {
    const auto field = object.find(fact);
    if (field && is_laxer)
      field->warning("this is laxer than the preset " + in_quotes(preset.id),
                     "let counsel confirm it, and name the source beside it");
  };
  warn("gpc", preset.honors_gpc && !made.honors_gpc);
  warn("age", made.age_from < preset.age_from || (preset.asks_age && !made.asks_age));
  warn("validity", made.validity_s > preset.validity_s);
  warn("reask", made.refused_s < preset.refused_s || made.partly_s < preset.partly_s);
}

}  // namespace

Regime read_regime(const Element& file) {
  const Object object = file.object(fields::regime);
  Regime regime;
  regime.place = file.place();
  regime.id = read_reference(object.find("id")).id;
  if (const auto title = object.find("title")) title->text(max_sentence_bytes);
  read_fixed_facts(object, regime);
  read_facts(object, regime);
  const auto source = object.find("source");
  if (!source) return regime;
  const Object sources = source->object(fields::source);
  for (const std::string_view fact : fields::source_required) read_source(sources, fact, regime);
  for (const std::string_view fact : fields::source_optional) read_source(sources, fact, regime);
  if (object.find("exemptions") && !sources.find("exemptions"))
    source->error("the exemptions have no source", "name it, or write \"unreviewed\"");
  return regime;
}

void override_regime(Regime& regime, const Element& entry) {
  const Object object = entry.object(fields::regime_override);
  const Regime preset = regime;
  read_facts(object, regime);
  warn_of_laxer(object, preset, regime);
  for (const std::string_view fact : fields::override_source_optional)
    if (const auto field = object.find(fact)) regime.unreviewed.insert_or_assign(std::string(fact), field->place());
  if (const auto source = object.find("source")) {
    const Object sources = source->object(fields::override_source);
    for (const std::string_view fact : fields::override_source_optional) read_source(sources, fact, regime);
  }
}

}  // namespace assent::authoring
