// Part by part, in a fixed order.
#include "why_text.hpp"

#include "base/json.hpp"
#include "egress/envelope.hpp"
#include "personalization/pacing.hpp"
#include "personalization/score.hpp"
#include "personalization/weigh.hpp"
#include "profile/scores.hpp"

namespace assent::boundary {

namespace {

using base::JsonWriter;
using personalization::Code;
using personalization::Inputs;
using personalization::Trace;
using personalization::WeighedFactor;
using policy::at;
using policy::Pack;

constexpr std::string_view bundle_prefix = "bundle:";
constexpr std::size_t hashed_bytes = 17;  // "#" and 16 digits

bool is_of(const WeighedFactor& factor, const pack::Node& node) {
  return node.op() > pack::Op::none && node.subject() == factor.subject && node.index() == factor.index;
}

const char* source_of(const pack::Attribute& attribute, const profile::Cell* cell) {
  if (cell && cell->corrected) return "corrected";
  if (policy::view(attribute.signal()).starts_with(bundle_prefix)) return "bundle";
  return base::nth("declared\0observed\0inferred", static_cast<std::size_t>(attribute.source()));
}

// What one slot's decision reads, for one visitor.
class Why {
 public:
  Why(JsonWriter& json, const Inputs& inputs, const pack::Slot& slot, const Trace& trace)
      : json_(json), inputs_(inputs), pack_(inputs.pack), slot_(slot), trace_(trace) {}

  void write_factor(const WeighedFactor& factor) {
    json_.object();
    if (factor.subject == pack::Subject::context)
      write_fact(factor.index);
    else
      write_attribute(factor.index);
    json_.number("weight", factor.weight).boolean("together", factor.together);
    write_asked(factor);
    json_.end_object();
  }

 private:
  void write_fact(std::uint16_t fact) {
    const bool is_there = fact < inputs_.page.facts.size() && inputs_.page.facts[fact].present;
    json_.number("fact", fact).text("code", personalization::code_name(is_there ? Code::used : Code::absent));
    json_.text("source", "page").key("at").raw("null").boolean("off", false);
    json_.array("purposes").end_array().array("inputs").end_array();
  }

  void write_code(policy::AttributeId attribute) {
    const Code code = personalization::read(inputs_, attribute).code;
    const bool is_stale = code == Code::absent && profile::kept(pack_, inputs_.profile, attribute, inputs_.now_ms);
    json_.number("attribute", attribute).text("code", is_stale ? "STALE" : personalization::code_name(code));
  }

  void write_attribute(policy::AttributeId id) {
    const pack::Attribute& attribute = at(pack_.attributes(), id);
    const profile::Cell* const cell = profile::kept(pack_, inputs_.profile, id, inputs_.now_ms);
    write_code(id);
    json_.text("source", source_of(attribute, cell)).key("at");
    cell ? json_.number(cell->at_ms) : json_.raw("null");
    json_.boolean("off", inputs_.profile.cells[id].off).array("purposes");
    const policy::PurposeSet purposes = policy::purposes_of(attribute);
    for (std::size_t index = 0; index < policy::size(pack_.purposes()); ++index)
      if (purposes[index]) json_.number(static_cast<double>(index));
    json_.end_array().array("inputs");
    for (std::size_t index = 0; index < policy::size(attribute.inputs()); ++index) {
      json_.object();
      write_code(at(attribute.inputs(), index));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_asked(const WeighedFactor& factor) {
    json_.array("asked");
    for (std::size_t index = 0; index < policy::size(slot_.experiences()); ++index) {
      const pack::Experience& experience = at(slot_.experiences(), index);
      const pack::Range* const when = experience.when();
      for (std::uint32_t node = 0; when && node < when->count(); ++node)
        if (is_of(factor, at(pack_.nodes(), when->begin() + node))) write_comparison(experience, when->begin() + node);
    }
    json_.end_array();
  }

  void write_comparison(const pack::Experience& experience, std::uint32_t index) {
    const pack::Node& node = at(pack_.nodes(), index);
    const pack::Range leaf(index, 1);
    bool is_looked_at = false;
    for (const personalization::Factor& each : trace_) is_looked_at = is_looked_at || each.node == index;
    json_.object().text("experience", experience.id()).number("op", static_cast<int>(node.op()));
    write_operands(node);
    if (is_score(node)) json_.number("choice", node.count());
    json_.boolean("holds", personalization::holds(inputs_, &leaf, nullptr)).boolean("looked", is_looked_at);
    json_.end_object();
  }

  bool is_score(const pack::Node& node) const {
    return node.subject() == pack::Subject::attribute &&
           at(pack_.attributes(), node.index()).type() == pack::ValueType::scores;
  }

  bool has_texts(const pack::Node& node) const {
    if (node.subject() == pack::Subject::context) return true;
    const pack::ValueType type = at(pack_.attributes(), node.index()).type();
    return type == pack::ValueType::text || type == pack::ValueType::text_list;
  }

  void write_operands(const pack::Node& node) {
    json_.array("than");
    const std::uint32_t count = node.op() == pack::Op::exists ? 0 : node.op() == pack::Op::one_of ? node.count() : 1;
    for (std::uint32_t each = 0; each < count; ++each)
      if (has_texts(node))
        write_symbol(policy::view(&at(pack_.symbols(), at(pack_.operands(), node.operand() + each))));
      else
        json_.number(at(pack_.numbers(), node.operand() + each));
    json_.end_array();
  }

  void write_symbol(std::string_view symbol) {
    const bool is_hash = pack_.salt() != 0 && symbol.size() == hashed_bytes && symbol.starts_with('#');
    is_hash ? json_.raw("null") : json_.text(symbol);
  }

  JsonWriter& json_;
  const Inputs& inputs_;
  const Pack& pack_;
  const pack::Slot& slot_;
  const Trace& trace_;
};

Inputs inputs_for(const Pack& pack, const session::State& state, const pack::Slot& slot) {
  Inputs inputs = session::inputs_of(pack, state);
  inputs.purpose = slot.purpose();
  return inputs;
}

}  // namespace

base::Text write_why(const Pack& pack, const session::State& state, policy::SlotId id) {
  const pack::Slot& slot = at(pack.slots(), id);
  const Inputs inputs = inputs_for(pack, state, slot);
  Trace trace;
  personalization::Weights weights;
  const auto decision = personalization::decide(inputs, id, state.unit, &trace);
  personalization::weigh(inputs, id, state.unit, decision, weights);
  base::Text text;
  JsonWriter json(text);
  json.object();
  const bool held_out = personalization::is_held_out(pack, slot, decision, state.unit);
  egress::write_exposure(json, pack, {id, decision.experience, decision.variant, policy::no_goal, held_out});
  json.boolean("withheld", decision.withheld).number("purpose", slot.purpose()).number("whole", weights.whole);
  json.array("passed");
  for (const personalization::Factor& each : trace)
    if (each.node == personalization::no_node) json.text(personalization::pace_name(each.code));
  json.end_array().array("factors");
  Why why(json, inputs, slot, trace);
  for (const WeighedFactor& each : weights.factors) why.write_factor(each);
  json.end_array().end_object();
  return text;
}

base::Text write_value_for(const Pack& pack, const session::State& state, policy::AttributeId attribute,
                           policy::SlotId slot) {
  const Inputs inputs = inputs_for(pack, state, at(pack.slots(), slot));
  const personalization::Reading reading = personalization::read(inputs, attribute);
  base::Text text;
  JsonWriter json(text);
  if (reading.code == Code::used && reading.value.type == pack::ValueType::scores)
    profile::write_scores(json, profile::faded_record(at(pack.attributes(), attribute), state.profile.cells[attribute],
                                                      personalization::as_of_ms(inputs)));
  else if (reading.code == Code::used)
    egress::write_value(json, reading.value);
  else
    json.raw("null");
  return text;
}

}  // namespace assent::boundary
