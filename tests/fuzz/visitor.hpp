// A visitor of a pack with features, on the way of full.wasm: records in, decisions and their reasons out. What must
// hold of every decision is checked here.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "authoring/js_value.hpp"
#include "effects_text.hpp"
#include "feature_text.hpp"
#include "records.hpp"
#include "session/step.hpp"
#include "session/tell_feature.hpp"
#include "setting_record.hpp"

namespace assent::fuzz {

class Visitor {
 public:
  /// On the first page, with everything allowed or without an answer.
  Visitor(const policy::Pack& pack, bool allows)
      : pack_(pack), state_(pack), surroundings_(std::make_unique<Surroundings>(pack)) {
    base::Text facts;
    for (std::size_t at = 0; at < policy::size(pack.context()); ++at) profile::add_item(facts, "");
    session::Start start;
    start.seed_a = start.seed_b = 1;
    start.region = "DE";
    start.facts = facts;
    does(start);
    if (allows) does(session::Choose{consent::Act::accept_all, true});
  }

  void does(const session::Occurrence& what) {
    session::Event event;
    event.now_ms = now_ms;
    event.what = what;
    takes(event);
  }
  void takes(const session::Event& event) {
    ++round_;
    boundary::write_effects(pack_, state_, session::step(pack_, state_, event));
  }

  /// An attribute by its position, counted on past the last: a value of JSON, as the page makes it what the attribute
  /// is.
  void sets(std::size_t attribute, const authoring::Json& value) {
    if (policy::size(pack_.attributes()) == 0) return;
    attribute %= policy::size(pack_.attributes());
    const auto tree = authoring::to_tree(value);
    if (tree) sets_record(attribute, typed(policy::at(pack_.attributes(), attribute).type(), value, *tree));
  }
  void sets_tree(std::size_t attribute, std::string_view record) {
    if (policy::size(pack_.attributes()) > 0)
      sets_record(attribute % policy::size(pack_.attributes()), {pack::ValueType::any, 0, record});
  }

  /// What features depend on besides the visitor, as a record; one that is malformed changes nothing.
  void is_set(std::span<const std::uint8_t> record) {
    auto fresh = std::make_unique<Surroundings>(pack_);
    if (boundary::read_setting(record, {fresh->setting, fresh->facts, fresh->page_view, fresh->keeps}))
      surroundings_ = std::move(fresh);
  }

  /// Asks every feature for its value and its reasons, and tells of it.
  void decide_all() {
    for (std::size_t id = 0; id < policy::size(pack_.features()); ++id) decide(static_cast<std::uint16_t>(id));
  }

 private:
  static constexpr double now_ms = 1'800'000'000'000;

  struct Surroundings {
    explicit Surroundings(const policy::Pack& pack) : facts(policy::size(pack.context())), columns(pack) {}
    personalization::Setting setting;
    personalization::Facts facts;
    base::Text page_view;
    bool keeps = false;
    std::uint32_t round = 0;
    personalization::KeptVariations kept;
    personalization::Columns columns;
  };

  static profile::ValueView typed(pack::ValueType type, const authoring::Json& value, const std::string& tree) {
    if (type == pack::ValueType::boolean && value.is_boolean()) return {type, value.get<bool>() ? 1.0 : 0.0, {}};
    if (type == pack::ValueType::number && value.is_number()) return {type, value.get<double>(), {}};
    if (type == pack::ValueType::text && value.is_string()) return {type, 0, value.get_ref<const std::string&>()};
    return {pack::ValueType::any, 0, tree};
  }
  void sets_record(std::size_t attribute, const profile::ValueView& value) {
    does(session::Set{static_cast<policy::AttributeId>(attribute), value});
  }

  // As features.cpp does before it decides.
  void follow(const personalization::Inputs& inputs) {
    Surroundings& by = *surroundings_;
    if (by.round == round_) return;
    by.round = round_;
    by.columns.begin(round_);
    by.kept.clear();
    by.setting.kept = personalization::read_kept(inputs, by.kept) && by.keeps ? &by.kept : nullptr;
  }

  personalization::Outcome asked(const personalization::Inputs& inputs, std::uint16_t id,
                                 personalization::Trace* trace) {
    Surroundings& by = *surroundings_;
    const personalization::Questions questions{inputs, by.facts, by.page_view, by.columns};
    return personalization::decide_feature(questions, by.setting, id, trace);
  }

  void decide(std::uint16_t id) {
    const auto inputs = session::inputs_of(pack_, state_);
    follow(inputs);
    personalization::Trace trace;
    const auto outcome = asked(inputs, id, &trace);
    const pack::Feature& feature = policy::at(pack_.features(), id);
    check(feature, outcome, trace);
    boundary::write_outcome({inputs, id, outcome, trace, surroundings_->kept});
    // Without what is kept, the same is given again.
    if (!surroundings_->setting.kept) {
      const auto again = asked(inputs, id, nullptr);
      if (again.source != outcome.source || again.value != outcome.value || again.rule != outcome.rule) std::abort();
    }
    session::may_tell(pack_, state_, feature);
    ++round_;
    boundary::write_effects(pack_, state_, session::tell_feature(pack_, state_, feature, outcome, now_ms));
  }

  // Nothing is asked without the purpose, and nothing but what the labels list.
  void check(const pack::Feature& feature, const personalization::Outcome& outcome,
             const personalization::Trace& trace) const {
    const bool stands = state_.load.permissions.permitted[feature.purpose()];
    if (stands == (outcome.source == personalization::Source::withheld)) std::abort();
    if (!stands && (trace.size() > 0 || outcome.value != feature.fallback())) std::abort();
    for (const personalization::Factor& each : trace)
      if (!policy::has(feature.labels(), policy::at(pack_.nodes(), each.node).index())) std::abort();
  }

  const policy::Pack& pack_;
  session::State state_;
  std::uint32_t round_ = 1;
  std::unique_ptr<Surroundings> surroundings_;
};

}  // namespace assent::fuzz
