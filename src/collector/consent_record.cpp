// Reads the form that consent/record.cpp writes, and nothing that merely resembles it.
#include "collector/consent_record.hpp"

#include <algorithm>

#include "collector/clock.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/members.hpp"
#include "consent/record.hpp"
#include "session/event.hpp"

namespace assent::collector {

namespace {

using authoring::Json;
using consent::Act;
using consent::Layer;

constexpr std::size_t max_name_bytes = 128;
constexpr std::size_t max_region_bytes = 32;    // a few places, where the page had to guess
constexpr std::size_t max_language_bytes = 35;  // RFC 5646, section 4.4.1
constexpr std::size_t hash_digits = 64;
constexpr std::size_t id_digits = 32;

constexpr Problem other_site{http::status::unprocessable_entity, "other-site",
                             "The pack that this record names is of another site or language."};
constexpr Problem unknown_regime{http::status::unprocessable_entity, "unknown-regime",
                                 "The record's regime is not the one that its pack has for its region."};
constexpr Problem wrong_validity{http::status::unprocessable_entity, "wrong-validity",
                                 "The record's validity is not the regime's."};
constexpr Problem unknown_purpose{http::status::unprocessable_entity, "unknown-purpose",
                                  "The record must answer each purpose of its pack once, and no other."};
constexpr Problem wrong_basis{http::status::unprocessable_entity, "wrong-basis",
                              "The record names another legal basis than its pack has under the regime."};
constexpr Problem wrong_notice{http::status::unprocessable_entity, "wrong-notice",
                               "The record names another notice, or another revision of a purpose, than its pack has."};
constexpr Problem grant_without_act{http::status::unprocessable_entity, "grant-without-act",
                                    "A record without a visitor's act cannot grant anything."};

// The enumerator whose name `text` is; the object is wrong where there is none.
template <class Enum, class NameOf, std::size_t count>
Enum named(Members& members, std::string_view name, NameOf name_of, const Enum (&all)[count]) {
  const std::string text = members.text(name, max_name_bytes);
  for (const Enum each : all)
    if (name_of(each) == text) return each;
  members.refuse();
  return all[0];
}

constexpr Act acts[] = {Act::none,   Act::accept_all, Act::reject_all, Act::save,      Act::opt_out, Act::limit,
                        Act::script, Act::gpc,        Act::expiry,     Act::under_age, Act::service, Act::adopted};
constexpr Layer layers[] = {Layer::none, Layer::banner, Layer::preferences};
constexpr consent::Answer answers[] = {consent::Answer::none, consent::Answer::granted, consent::Answer::denied,
                                       consent::Answer::withdrawn};

std::optional<AnsweredPurpose> read_purpose(const Json& body) {
  Members members(body);
  AnsweredPurpose purpose;
  purpose.purpose = members.text("purpose", max_name_bytes);
  purpose.revision = members.number("revision");
  purpose.basis = members.text("lawful_basis", max_name_bytes);
  purpose.answer = named(members, "state", consent::answer_name, answers);
  purpose.separate = members.boolean("separate");
  return members.complete() ? std::optional(std::move(purpose)) : std::nullopt;
}

const AnsweredPurpose* find(const ConsentRecord& record, std::string_view purpose) {
  const auto found = std::find_if(record.purposes.begin(), record.purposes.end(),
                                  [&](const AnsweredPurpose& each) { return each.purpose == purpose; });
  return found == record.purposes.end() ? nullptr : &*found;
}

bool is_law(std::string_view basis) {
  return basis == consent::basis_name(pack::Basis::contract) ||
         basis == consent::basis_name(pack::Basis::strictly_necessary);
}

}  // namespace

std::optional<ConsentRecord> read_record(const Json& body) {
  Members members(body);
  ConsentRecord record;
  if (members.text("schema_version", max_name_bytes) != consent::record_schema) return {};
  record.id = members.text("record_id", id_digits);
  record.site = members.text("site", max_name_bytes);
  record.pack = members.text("pack", hash_digits);
  record.notice = members.text("privacy_notice", hash_digits);
  record.language = members.text("language", max_language_bytes);
  record.regime = members.text("regime", max_name_bytes);
  record.region = members.text("jurisdiction", max_region_bytes);
  record.gpc = members.boolean("gpc");
  record.act = named(members, "act", consent::act_name, acts);
  record.layer = named(members, "layer", consent::layer_name, layers);
  const auto time = parse_time(members.text("time", max_name_bytes));
  if (body.is_object() && body.contains("from")) record.from = members.text("from", session::max_from_bytes);
  const auto given = parse_time(members.text("given", max_name_bytes));
  record.of_age = members.number("of_age");
  record.token = members.text("token", max_token_bytes);
  record.validity_s = members.number("validity_s");
  for (const Json& each : members.array("purposes", policy::max_purposes)) {
    auto purpose = read_purpose(each);
    if (!purpose) return {};
    record.purposes.push_back(std::move(*purpose));
  }
  const bool ids_are_sound =
      is_hex(record.id, id_digits) && is_hex(record.pack, hash_digits) && is_site_id(record.site);
  const bool names_its_place = (record.act == Act::adopted) == !record.from.empty();
  if (!members.complete() || !time || !given || *given > *time || !ids_are_sound || !names_its_place) return {};
  record.time_ms = *time;
  record.given_ms = *given;
  return record;
}

std::optional<Problem> check_record(const ConsentRecord& record, const policy::Pack& pack) {
  if (policy::view(pack.site()) != record.site || policy::view(pack.language()) != record.language) return other_site;
  const auto state = state_under(record, pack, false);
  if (!state || consent::regime_for(pack, record.region) != state->regime) return unknown_regime;
  if (policy::at(pack.regimes(), state->regime).terms()->validity_s() != record.validity_s) return wrong_validity;
  if (policy::view(pack.notice()) != record.notice) return wrong_notice;
  if (record.purposes.size() != policy::size(pack.purposes())) return unknown_purpose;
  for (std::size_t at = 0; at < record.purposes.size(); ++at) {
    const auto purpose = static_cast<policy::PurposeId>(at);
    const AnsweredPurpose* answered = find(record, policy::view(policy::at(pack.purposes(), purpose).id()));
    if (!answered) return unknown_purpose;
    if (answered->revision != policy::at(pack.purposes(), purpose).revision()) return wrong_notice;
    if (answered->basis != consent::basis_name(consent::basis(pack, *state, purpose))) return wrong_basis;
  }
  if (record.act == Act::none && grants(record)) return grant_without_act;
  return {};
}

std::optional<consent::State> state_under(const ConsentRecord& record, const policy::Pack& pack, bool gpc) {
  const int regime = policy::find(pack.regimes(), record.regime);
  if (regime < 0) return {};
  consent::State state;
  state.regime = static_cast<std::uint16_t>(regime);
  state.gpc = gpc || record.gpc;
  state.act = record.act;
  state.shown = record.layer;
  state.chosen_ms = record.time_ms;
  state.given_ms = record.given_ms;
  state.of_age = static_cast<std::uint8_t>(std::clamp(record.of_age, 0.0, 255.0));
  state.clock_ms = record.time_ms;
  for (std::size_t at = 0; at < policy::size(pack.purposes()); ++at) {
    const pack::Purpose& purpose = policy::at(pack.purposes(), at);
    const AnsweredPurpose* answered = find(record, policy::view(purpose.id()));
    if (answered && (answered->revision == purpose.revision() || answered->answer != consent::Answer::granted))
      state.choices.set(static_cast<policy::PurposeId>(at), {answered->answer, answered->separate});
  }
  return state;
}

consent::State without_grants(consent::State state) {
  state.choices.drop_grants();
  return state;
}

bool grants(const ConsentRecord& record) {
  return std::any_of(record.purposes.begin(), record.purposes.end(), [](const AnsweredPurpose& purpose) {
    return purpose.answer == consent::Answer::granted && !is_law(purpose.basis);
  });
}

}  // namespace assent::collector
