// The policy is read a second time here, from the pack's tables and the design's words alone: egress::approved is on
// trial too.
#include "secrets.hpp"

#include <algorithm>

#include "egress/gate.hpp"
#include "values.hpp"

namespace assent::prove {

namespace {

using policy::at;
using policy::size;

// "As decision iff a leave for the destination exists, which is not drop, and a shared purpose stands, explicitly for a
// special category; as value iff it has a minimizer, and never a special category."
bool may_leave(const pack::Pack& pack, const consent::Permissions& permissions, std::size_t id, std::size_t destination,
               bool as_value) {
  const pack::Attribute& attribute = at(pack.attributes(), id);
  const pack::Leave* leave = nullptr;
  for (std::size_t index = size(attribute.leaves()); index > 0; --index)
    if (at(attribute.leaves(), index - 1).destination() == destination) leave = &at(attribute.leaves(), index - 1);
  if (!leave || (!leave->decision() && leave->minimizer() == pack::Minimizer::drop)) return false;
  if (as_value && (leave->decision() || attribute.special())) return false;
  const pack::Destination& to = at(pack.destinations(), destination);
  for (std::size_t purpose = 0; purpose < size(pack.purposes()); ++purpose) {
    const auto shared = static_cast<std::uint16_t>(purpose);
    if (!policy::purposes_of(attribute)[shared] || !policy::purposes_of(to)[shared]) continue;
    if (permissions.permitted[purpose] && (!attribute.special() || permissions.explicitly[purpose])) return true;
  }
  return false;
}

// "…and for inferred attributes every transitive input is approved, at least as decision."
bool may_leave_with_inputs(const pack::Pack& pack, const consent::Permissions& permissions, std::size_t id,
                           std::size_t destination, bool as_value) {
  const auto* inputs = at(pack.attributes(), id).inputs();
  bool all = may_leave(pack, permissions, id, destination, as_value);
  for (std::size_t input = 0; input < size(inputs); ++input)
    all = all && may_leave(pack, permissions, at(inputs, input), destination, false);
  return all;
}

bool hears(const pack::Attribute& attribute, std::string_view signal) {
  for (std::size_t index = 0; index < size(attribute.signals()); ++index)
    if (policy::view(at(attribute.signals(), index).signal()) == signal) return true;
  return attribute.source() == pack::Source::observed && policy::view(attribute.signal()) == signal;
}

// Whether a signal is heard by secret attributes alone.
bool is_secret_signal(const pack::Pack& pack, const std::vector<int>& secret, std::string_view signal) {
  for (std::size_t index = 0; index < size(pack.attributes()); ++index) {
    if (!hears(at(pack.attributes(), index), signal)) continue;
    if (std::find(secret.begin(), secret.end(), static_cast<int>(index)) == secret.end()) return false;
  }
  return true;
}

// Writes the secret events of one draw.
class Maker {
 public:
  Maker(const std::vector<int>& secret, const Script& script, const pack::Pack& pack)
      : secret_(secret), script_(script), pack_(pack) {}

  Insertion make(const SecretDraw& draw, int where, const ValueDraw& value_draw) const {
    const int id = secret_[static_cast<std::size_t>(draw.attribute) % secret_.size()];
    const pack::Attribute& attribute = at(pack_.attributes(), static_cast<std::size_t>(id));
    const std::size_t behind = static_cast<std::size_t>(where) % script_.happenings.size();
    const double now_ms = time(behind, draw.moment);
    const std::string name = "attribute" + std::to_string(id);
    if (draw.kind < 3) return {behind, "forget " + name, support::forget_record(now_ms, id)};
    const profile::Value value = value_of(attribute.type(), value_draw);
    const std::string signal(signal_of(attribute));
    if (draw.kind < 8 && attribute.source() == pack::Source::observed && is_secret_signal(pack_, secret_, signal)) {
      const profile::Value seen = value_of(signal_type(attribute), value_draw);
      return {behind, "observe " + signal + " = " + show(seen), support::observe_record(now_ms, signal, seen)};
    }
    return {behind, "set " + name + " to " + show(value), support::set_record(now_ms, id, value)};
  }

 private:
  static std::string_view signal_of(const pack::Attribute& attribute) {
    return policy::view(size(attribute.signals()) > 0 ? at(attribute.signals(), 0).signal() : attribute.signal());
  }

  static pack::ValueType signal_type(const pack::Attribute& attribute) {
    const bool takes_text = attribute.update() == pack::Update::collect || attribute.type() == pack::ValueType::scores;
    return takes_text ? pack::ValueType::text : attribute.type();
  }

  double time(std::size_t behind, int moment) const {
    const double from_ms = script_.happenings[behind].now_ms;
    const bool is_last = behind + 1 == script_.happenings.size();
    return between(from_ms, is_last ? from_ms : script_.happenings[behind + 1].now_ms, moment);
  }

  const std::vector<int>& secret_;
  const Script& script_;
  const pack::Pack& pack_;
};

}  // namespace

Approvals::Approvals(const pack::Pack& pack)
    : pack_(pack), approved_(size(pack.attributes())), approved_as_value_(size(pack.attributes())) {}

void Approvals::add(const consent::Permissions& permissions) {
  if (asked_ && permissions.permitted == last_.permitted && permissions.explicitly == last_.explicitly) return;
  asked_ = true;
  last_ = permissions;
  for (std::size_t id = 0; id < approved_.size(); ++id)
    for (std::size_t to = 0; to < size(pack_.destinations()); ++to)
      for (const bool as_value : {false, true}) {
        const bool expected = may_leave_with_inputs(pack_, permissions, id, to, as_value);
        const bool actual = egress::approved(pack_, permissions, static_cast<policy::AttributeId>(id),
                                             static_cast<policy::DestinationId>(to), as_value);
        if (expected != actual && disputed_ < 0) disputed_ = static_cast<int>(id);
        if (expected) (as_value ? approved_as_value_ : approved_)[id] = true;
      }
}

std::vector<int> Approvals::secrets(Claim claim) const {
  const std::vector<bool>& approved = claim == Claim::decision ? approved_as_value_ : approved_;
  std::vector<bool> known = approved;
  for (std::size_t id = 0; id < approved.size(); ++id) {
    const auto* inputs = at(pack_.attributes(), id).inputs();
    for (std::size_t input = 0; approved[id] && input < size(inputs); ++input) known[at(inputs, input)] = true;
  }
  std::vector<int> secret;
  for (std::size_t id = 0; id < known.size(); ++id)
    if (!known[id]) secret.push_back(static_cast<int>(id));
  return secret;
}

Secrets make_secrets(const std::vector<SecretDraw>& draws, const std::vector<int>& secret, const Script& script,
                     const pack::Pack& pack) {
  Secrets made;
  if (secret.empty()) return made;
  const Maker maker(secret, script, pack);
  for (const SecretDraw& draw : draws) {
    const Insertion one = maker.make(draw, draw.where, draw.value);
    Insertion other = one;
    switch (draw.runs % 8) {
      case 0:
      case 1:
        made.runs[draw.runs % 2].push_back(one);
        made.differences.presence = true;
        continue;
      case 2:
        break;  // in both runs alike
      case 3:
      case 4:
        other = maker.make(draw, draw.later, draw.value);
        made.differences.order = made.differences.order || other.behind != one.behind;
        break;
      default:
        other = maker.make(draw, draw.where, draw.other);
        made.differences.value = made.differences.value || other.record != one.record;
        made.differences.length = made.differences.length || other.record.size() != one.record.size();
    }
    made.runs[0].push_back(one);
    made.runs[1].push_back(other);
  }
  for (auto& run : made.runs)
    std::stable_sort(run.begin(), run.end(), [](const auto& a, const auto& b) { return a.behind < b.behind; });
  return made;
}

}  // namespace assent::prove
