// The sample site, part by part.
#include "support/sample_pack.hpp"

namespace assent::test {

namespace {

using pack::Basis;
using pack::Op;
using pack::Source;
using pack::ValueType;

std::vector<Regime> regimes() {
  return {{"opt-in", pack::Model::opt_in, false, 365 * day_s, 180 * day_s, {"DE", "FR"}},
          {"opt-out", pack::Model::opt_out, true, 365 * day_s, 365 * day_s, {"US-CA"}},
          {"notice", pack::Model::notice, false, 365 * day_s, 365 * day_s, {"NZ"}}};
}

std::vector<Purpose> purposes() {
  constexpr std::array ordinary{Basis::consent, Basis::legitimate_interest, Basis::legitimate_interest};
  return {{"necessary", {Basis::strictly_necessary, Basis::strictly_necessary, Basis::contract}},
          {"personalization", ordinary},
          {"measurement", ordinary},
          {"advertising", ordinary, true},
          {"accessibility", {Basis::explicit_consent, Basis::explicit_consent, Basis::explicit_consent}}};
}

Attribute declared(std::string id, ValueType type, Indexes purposes, std::vector<Leave> leaves) {
  return {std::move(id), type, std::move(purposes), Source::declared, std::move(leaves)};
}

Attribute observed(std::string id, ValueType type, Indexes purposes, std::vector<Leave> leaves, std::string signal,
                   pack::Update update) {
  Attribute made{std::move(id), type, std::move(purposes), Source::observed, std::move(leaves)};
  made.signal = std::move(signal);
  made.update = update;
  return made;
}

Attribute inferred(std::string id, ValueType type, Indexes purposes, std::vector<Leave> leaves, Indexes inputs,
                   std::vector<Inference> inferences) {
  Attribute made{std::move(id), type, std::move(purposes), Source::inferred, std::move(leaves)};
  made.inputs = std::move(inputs);
  made.inferences = std::move(inferences);
  return made;
}

std::vector<Attribute> attributes() {
  using namespace destination;
  using enum pack::Update;
  const Indexes personal{purpose::personalization};
  const Indexes special{purpose::accessibility};
  std::vector<Attribute> made{
      declared("age", ValueType::number, personal, {in_buckets(crm, {18, 25, 35, 50, 65})}),
      declared("party", ValueType::text, {purpose::personalization, purpose::measurement},
               {kept(crm), as_decision(collector)}),
      declared("home", ValueType::text, personal, {mapped(crm, 0), as_prefix(collector, 2)}),
      declared("birthday", ValueType::date, personal, {dated(crm, pack::DateUnit::month)}),
      declared("member", ValueType::boolean, personal, {kept(crm), dropped(collector)}),
      observed("visits", ValueType::number, {purpose::measurement}, {kept(collector), as_decision(crm)}, "visit", add),
      observed("interests", ValueType::text_list, personal, {as_decision(collector)}, "view", collect),
      observed("last_view", ValueType::text, personal, {}, "view", set),
      declared("wheelchair", ValueType::boolean, special, {as_decision(collector)}),
      inferred(
          "family", ValueType::boolean, personal, {as_decision(collector)}, {attribute::party, attribute::interests},
          {{{any({text(attribute::party, Op::eq, {"family"}), text(attribute::interests, Op::contains, {"kids"})})},
            1,
            {}}}),
      inferred("segment", ValueType::text, personal, {kept(crm)}, {attribute::age},
               {{{number(attribute::age, Op::gte, {65})}, 0, "senior"}, {{exists(attribute::age)}, 0, "adult"}}),
      inferred("loyal", ValueType::boolean, {purpose::personalization, purpose::measurement}, {kept(crm)},
               {attribute::visits}, {{{number(attribute::visits, Op::gt, {3})}, 1, {}}, {{}, 0, {}}}),
      inferred("needs_ramp", ValueType::boolean, special, {as_decision(collector)}, {attribute::wheelchair},
               {{{number(attribute::wheelchair, Op::eq, {1})}, 1, {}}}),
      declared("topics", ValueType::text_list, personal, {kept(crm)})};
  made[attribute::age].minimum = 16;
  made[attribute::age].maximum = 120;
  made[attribute::party].choices = {"single", "couple", "family"};
  made[attribute::visits].minimum = 0;
  made[attribute::visits].maximum = 1000;
  made[attribute::wheelchair].special = true;
  made[attribute::needs_ramp].special = true;
  return made;
}

std::vector<Slot> slots() {
  Slot hero{"hero", purpose::personalization};
  hero.labels = {attribute::party, attribute::interests, attribute::family};
  hero.exposes = {destination::collector};
  hero.experiences = {{"families", {number(attribute::family, Op::eq, {1})}},
                      {"alps", {fact(context::campaign, Op::eq, {"alps"})}},
                      {"everyone", {}, "winter", {{"calm", 50}, {"bold", 50}}}};
  Slot aside{"aside", purpose::accessibility};
  aside.labels = {attribute::wheelchair};
  aside.exposes = {destination::collector};
  aside.experiences = {{"step-free", {number(attribute::wheelchair, Op::eq, {1})}}};
  Slot offer{"offer", purpose::personalization};
  offer.labels = {attribute::age};
  offer.exposes = {destination::crm};
  offer.experiences = {{"seniors", {number(attribute::age, Op::gte, {65})}}};
  return {hero, aside, offer};
}

}  // namespace

Site sample_site() {
  Site site;
  site.regimes = regimes();
  site.purposes = purposes();
  site.attributes = attributes();
  site.services = {{"basket", {purpose::necessary}},
                   {"analytics", {purpose::measurement}},
                   {"video", {purpose::personalization, purpose::advertising}},
                   {"orphan", {}}};
  site.destinations = {{"collector", {purpose::personalization, purpose::measurement, purpose::accessibility}},
                       {"crm", {purpose::personalization, purpose::advertising}}};
  site.slots = slots();
  site.maps = {{{"10115", "80331"}, {"Berlin", "Bavaria"}, "elsewhere"}};
  site.context = {"path", "query.campaign"};
  return site;
}

const policy::Pack& sample() {
  static const OpenSite site(sample_site());
  return site.pack();
}

}  // namespace assent::test
