// The exports that only full.wasm has: features, what they depend on besides the visitor's attributes, and goals.
#include <algorithm>
#include <cstdint>
#include <memory>

#include "effects_text.hpp"
#include "feature_text.hpp"
#include "personalization/feature.hpp"
#include "session.hpp"
#include "session/tell_feature.hpp"
#include "session/tell_goal.hpp"
#include "setting_record.hpp"

namespace assent::boundary {

struct FeatureSetting {
  personalization::Setting setting;
  personalization::Facts facts;
  base::Text page_view;
  bool keeps = false;
  bool is_read = false;     // `kept` and `columns` are of the visitor's state as it is
  std::uint32_t round = 0;  // how often that was read
  personalization::KeptVariations kept;
  personalization::Columns columns;

  explicit FeatureSetting(const policy::Pack& pack) : facts(policy::size(pack.context())), columns(pack) {}
};

void stepped(Session& session) {
  if (session.features) session.features->is_read = false;
}

}  // namespace assent::boundary

namespace {

using namespace assent;
using boundary::FeatureSetting;
using boundary::Session;

FeatureSetting& setting_of(Session& session) {
  if (!session.features) session.features = new FeatureSetting(*session.pack);
  return *session.features;
}

// Reads of the visitor's state, which each step may change, what features keep of it.
void follow(FeatureSetting& by, const personalization::Inputs& inputs) {
  if (by.is_read) return;
  by.is_read = true;
  by.columns.begin(++by.round);
  by.kept.clear();
  by.setting.kept = personalization::read_kept(inputs, by.kept) && by.keeps ? &by.kept : nullptr;
}

const pack::Feature* feature_at(const policy::Pack& pack, std::uint32_t feature) {
  return feature < policy::size(pack.features()) ? &policy::at(pack.features(), feature) : nullptr;
}

personalization::Outcome decide(Session& session, std::uint32_t feature, personalization::Trace* trace) {
  FeatureSetting& by = setting_of(session);
  const auto inputs = session::inputs_of(*session.pack, session.state);
  follow(by, inputs);
  const personalization::Questions questions{inputs, by.facts, by.page_view, by.columns};
  return personalization::decide_feature(questions, by.setting, static_cast<personalization::FeatureId>(feature),
                                         trace);
}

}  // namespace

extern "C" {

/// Takes the record of `size` bytes in the input buffer (setting_record.hpp) in place of the last one. Returns 1, or 0
/// where it was malformed and nothing happened.
int assent_setting(Session* session, std::size_t size) {
  if (size > session->input.size()) return 0;
  auto fresh = std::make_unique<FeatureSetting>(*session->pack);
  const boundary::SettingRecord record{fresh->setting, fresh->facts, fresh->page_view, fresh->keeps};
  if (!boundary::read_setting({session->input.begin(), size}, record)) return 0;
  delete session->features;
  session->features = fresh.release();
  return 1;
}

/// What feature `feature` gives now: the index of its value, counted from 1 with 0 for null, in the low half, and the
/// source (personalization::Source) in the high half.
std::uint32_t assent_feature(Session* session, std::uint32_t feature) {
  const auto outcome = decide(*session, feature, nullptr);
  return static_cast<std::uint32_t>(outcome.source) << 16 | static_cast<std::uint16_t>(outcome.value + 1);
}

/// The same with its reasons, as JSON in the session's text (feature_text.hpp), and all variations that are kept.
void assent_explain(Session* session, std::uint32_t feature) {
  personalization::Trace trace;
  const auto outcome = decide(*session, feature, &trace);
  const auto inputs = session::inputs_of(*session->pack, session->state);
  session->text = boundary::write_outcome(
      {inputs, static_cast<personalization::FeatureId>(feature), outcome, trace, setting_of(*session).kept});
}

/// Whether what the feature gives may be told now, as session/tell_feature.hpp says: 1 or 0.
int assent_may_tell(const Session* session, std::uint32_t feature) {
  const pack::Feature* const found = feature_at(*session->pack, feature);
  return found && session::may_tell(*session->pack, session->state, *found) ? 1 : 0;
}

/// Tells what the feature gives now, at `now_ms`, to those who may hear it; the session's text holds the effects.
void assent_tell(Session* session, std::uint32_t feature, double now_ms) {
  session->text.clear();
  const pack::Feature* const found = feature_at(*session->pack, feature);
  if (!found) return;
  const auto outcome = decide(*session, feature, nullptr);
  boundary::stepped(*session);
  const auto effects = session::tell_feature(*session->pack, session->state, *found, outcome, now_ms);
  session->text = boundary::write_effects(*session->pack, session->state, effects);
}

/// Tells that goal `goal` was reached at `now_ms`, to those who may hear it; the session's text holds the effects.
void assent_goal(Session* session, std::uint32_t goal, double now_ms) {
  boundary::stepped(*session);
  const auto known = static_cast<policy::GoalId>(std::min<std::uint32_t>(goal, policy::no_goal));
  const auto effects = session::tell_goal(*session->pack, session->state, known, now_ms);
  session->text = boundary::write_effects(*session->pack, session->state, effects);
}
}
