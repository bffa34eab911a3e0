// The exports that only full.wasm has: features, and what they depend on besides the visitor's attributes.
#include <cstdint>
#include <memory>

#include "feature_text.hpp"
#include "personalization/feature.hpp"
#include "session.hpp"
#include "setting_record.hpp"

namespace assent::boundary {

struct FeatureSetting {
  personalization::Setting setting;
  personalization::Facts facts;
  base::Text page_view;
  personalization::KeptVariations kept;
  personalization::Columns columns;

  explicit FeatureSetting(const policy::Pack& pack) : facts(policy::size(pack.context())), columns(pack) {}
};

}  // namespace assent::boundary

namespace {

using namespace assent;
using boundary::FeatureSetting;
using boundary::Session;

FeatureSetting& setting_of(Session& session) {
  if (!session.features) session.features = new FeatureSetting(*session.pack);
  return *session.features;
}

personalization::Outcome decide(Session& session, std::uint32_t feature, personalization::Trace* trace) {
  FeatureSetting& by = setting_of(session);
  by.columns.begin(session.steps);
  const auto inputs = session::inputs_of(*session.pack, session.state);
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
  const boundary::SettingRecord record{fresh->setting, fresh->facts, fresh->page_view, fresh->kept};
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
  session->text = boundary::write_outcome(*session->pack, outcome, trace, setting_of(*session).kept);
}
}
