// Whether is the core's to say (consent::permissions); why not is told from the same state.
#include "collector/contact_answer.hpp"

#include <algorithm>

namespace assent::collector {

namespace {

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

const AnsweredPurpose* answer_for(const Stands& stands, std::string_view purpose) {
  const auto found = std::find_if(stands.record.purposes.begin(), stands.record.purposes.end(),
                                  [&](const AnsweredPurpose& each) { return each.purpose == purpose; });
  return found == stands.record.purposes.end() ? nullptr : &*found;
}

// Why a purpose does not stand that its subject has granted.
std::string_view why_not_granted(const Stands& stands, const policy::Pack& pack, const consent::State& state,
                                 std::size_t purpose, bool unproven_grants_stand) {
  if (consent::denied_by_gpc(pack, state)[purpose]) return "gpc";
  if (!consent::is_of_age(pack, state)) return "under-age";
  const bool held = stands.unproven && !unproven_grants_stand;
  if (held) return "unproven";
  return state.choices.granted[purpose] ? "expired" : "outdated";
}

// Empty where the purpose stands.
std::string_view why_not(const std::optional<Stands>& stands, const policy::Pack& pack, std::string_view purpose,
                         double now_ms, bool unproven_grants_stand) {
  const int id = policy::find(pack.purposes(), purpose);
  const auto state = state_of(stands, pack, false, unproven_grants_stand);
  if (id < 0 || !state) return "no-consent";
  const auto at = static_cast<std::size_t>(id);
  if (permissions_of(state, pack, now_ms).permitted[at]) return {};
  const AnsweredPurpose* answered = answer_for(*stands, purpose);
  switch (answered ? answered->answer : consent::Answer::none) {
    case consent::Answer::withdrawn:
      return "withdrawn";
    case consent::Answer::denied:
      return "denied";
    case consent::Answer::granted:
      return why_not_granted(*stands, pack, *state, at, unproven_grants_stand);
    default:
      return consent::denied_by_gpc(pack, *state)[at] ? "gpc" : "no-consent";
  }
}

}  // namespace

ContactAnswer may_contact(const Site& site, const std::optional<Stands>& stands, std::string_view topic,
                          std::string_view channel, double now_ms, bool unproven_grants_stand) {
  const auto* const end = std::end(authoring::contact_channels);
  if (std::find(std::begin(authoring::contact_channels), end, channel) == end) return {{}, "unknown-channel"};
  ContactAnswer answer{{}, "unknown-topic"};
  for (const authoring::Contact& each : site.contacts) {
    if (!holds(each.topics, topic)) continue;
    if (!holds(each.channels, channel)) {
      if (answer.purpose.empty()) answer.reason = "channel-not-offered";
      continue;
    }
    const std::string_view reason = why_not(stands, pack_of(site), each.purpose, now_ms, unproven_grants_stand);
    if (reason.empty()) return {each.purpose, {}};
    if (answer.purpose.empty()) answer = {each.purpose, reason};
  }
  return answer;
}

}  // namespace assent::collector
