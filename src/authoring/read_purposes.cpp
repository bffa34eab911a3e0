// purposes.json: what data is used for, on which legal basis, and who answers for it.
#include "authoring/consent_types.hpp"
#include "authoring/parts.hpp"

namespace assent::authoring {

namespace {

constexpr std::string_view models[] = {"opt-in", "opt-out", "notice"};
constexpr std::string_view bases[] = {"consent", "explicit-consent", "legitimate-interest", "contract",
                                      "strictly-necessary"};
std::optional<pack::Basis> read_one_basis(const Element& element) {
  const auto word = element.word(bases);
  return word ? std::optional(static_cast<pack::Basis>(*word)) : std::nullopt;
}

void read_basis(const Element& element, Purpose& purpose) {
  purpose.basis_place = element.place();
  if (element.json().is_string()) {
    purpose.bases.fill(read_one_basis(element));
    return;
  }
  const Object object = element.object(fields::basis);
  for (std::size_t model = 0; model < std::size(models); ++model)
    if (const auto basis = object.find(models[model])) purpose.bases[model] = read_one_basis(*basis);
  const auto regimes = object.find("regimes");
  if (!regimes) return;
  for (const auto& [id, member] : regimes->members(max_regimes)) {
    if (const auto basis = read_one_basis(member)) purpose.regime_bases[id] = *basis;
    purpose.regimes.push_back({id, member.place()});
  }
}

// What others call the purpose; the consent types are what their tags are told.
std::vector<std::string> read_maps(const std::optional<Element>& element) {
  std::vector<std::string> signals;
  if (!element) return signals;
  const Object object = element->object(fields::purpose_maps);
  if (const auto dpv = object.find("dpv")) dpv->text(max_sentence_bytes);
  if (const auto types = object.find("consent-mode"))
    for (const Element& type : types->items(std::size(consent_types)))
      if (const auto word = type.word(consent_types)) signals.emplace_back(consent_types[*word]);
  return signals;
}

Purpose read_purpose(const std::string& id, const Element& element) {
  const Object object = element.object(fields::purpose);
  Purpose purpose;
  purpose.id = id;
  purpose.place = element.place();
  purpose.title = read_sentence(object.find("title"));
  purpose.explain = read_sentence(object.find("explain"));
  if (const auto basis = object.find("basis")) read_basis(*basis, purpose);
  if (const auto exemption = object.find("exemption"))
    if (const auto word = exemption->word(fields::exemptions_optional))
      purpose.exemption = fields::exemptions_optional[*word];
  if (const auto revision = object.find("revision")) purpose.revision = revision->whole(0, max_revision).value_or(0);
  if (const auto gpc = object.find("gpc")) purpose.covered_by_gpc = gpc->boolean().value_or(false);
  if (const auto retention = object.find("retention")) purpose.retention_s = retention->duration().value_or(0);
  for (const char* field : {"owner", "why"})
    if (const auto text = object.find(field)) text->text(max_sentence_bytes);
  purpose.signals = read_maps(object.find("maps"));
  if (const auto contact = object.find("contact")) purpose.contact = read_contact(id, *contact);
  return purpose;
}

}  // namespace

std::vector<Purpose> read_purposes(const Element& file) {
  std::vector<Purpose> purposes;
  for (const auto& [id, member] : file.members(policy::max_purposes))
    if (check_id(id, member)) purposes.push_back(read_purpose(id, member));
  return purposes;
}

}  // namespace assent::authoring
