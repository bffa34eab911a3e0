// Each rule is a function of its own; open() asks them in an order in which each may rest on those before it.
#include "policy/verify.hpp"

#include "policy/levels.hpp"
#include "policy/paces.hpp"

namespace assent::policy {

namespace {

using base::Fault;
using Indexes = flatbuffers::Vector<std::uint16_t>;

template <class T>
using Tables = flatbuffers::Vector<flatbuffers::Offset<T>>;

bool all_below(const Indexes* indexes, std::size_t limit) {
  for (std::size_t index = 0; index < size(indexes); ++index)
    if (at(indexes, index) >= limit) return false;
  return true;
}

// The purposes that the pack has.
PurposeSet declared(const Pack& pack) {
  PurposeSet all;
  for (std::size_t purpose = 0; purpose < size(pack.purposes()); ++purpose) all.set(purpose);
  return all;
}

template <class T>
bool names_purposes(const Pack& pack, const T& one) {
  return (purposes_of(one) - declared(pack)).none();
}

template <class T, class Check>
bool all(const Tables<T>* tables, Check check) {
  for (std::size_t index = 0; index < size(tables); ++index)
    if (!check(at(tables, index), index)) return false;
  return true;
}

bool takes_text(const Pack& pack, const pack::Node& node) {
  if (node.subject() == pack::Subject::context) return true;
  const auto type = at(pack.attributes(), node.index()).type();
  return type == pack::ValueType::text || type == pack::ValueType::text_list;
}

// Of scores one is compared, with a number.
bool score_leaf_is_sound(const Pack& pack, const pack::Node& node) {
  return node.op() >= pack::Op::lt && node.op() <= pack::Op::gte &&
         node.count() < size(at(pack.attributes(), node.index()).choices()) && node.operand() < size(pack.numbers());
}

bool leaf_is_sound(const Pack& pack, const pack::Node& node) {
  const bool of_attribute = node.subject() == pack::Subject::attribute && node.index() < size(pack.attributes());
  const bool of_context = node.subject() == pack::Subject::context && node.index() < size(pack.context());
  if (node.span() != 1 || !(of_attribute || of_context)) return false;
  if (of_attribute && at(pack.attributes(), node.index()).type() == pack::ValueType::counts) return false;
  if (node.op() == pack::Op::exists) return true;
  const bool of_opaque = of_attribute && at(pack.attributes(), node.index()).type() >= pack::ValueType::any;
  if (of_opaque)
    return at(pack.attributes(), node.index()).type() == pack::ValueType::scores && score_leaf_is_sound(pack, node);
  const std::size_t operands = node.op() == pack::Op::one_of ? node.count() : 1;
  const std::size_t available = takes_text(pack, node) ? size(pack.operands()) : size(pack.numbers());
  return node.operand() <= available && operands <= available - node.operand();
}

// Walks one subtree of a prefix program; returns the index behind it, 0 where it is malformed.
std::size_t end_of_subtree(const Pack& pack, std::size_t begin, std::size_t end, std::size_t depth) {
  if (begin >= end || depth > max_condition_depth) return 0;
  const pack::Node& node = at(pack.nodes(), begin);
  if (node.op() > pack::Op::contains) return 0;
  if (node.op() > pack::Op::none) return leaf_is_sound(pack, node) ? begin + 1 : 0;
  std::size_t next = begin + 1;
  for (std::size_t child = 0; child < node.count(); ++child) {
    next = end_of_subtree(pack, next, end, depth + 1);
    if (next == 0) return 0;
  }
  return next == begin + node.span() ? next : 0;
}

// A condition is sound where its program is whole and reads only attributes that `readable` lists: the labels of a
// decision rest on that.
bool condition_is_sound(const Pack& pack, const pack::Range* range, const Indexes* readable) {
  if (!range || range->count() == 0) return true;
  const std::size_t begin = range->begin();
  const std::size_t total = size(pack.nodes());
  if (begin > total || range->count() > total - begin) return false;
  const std::size_t end = begin + range->count();
  if (end_of_subtree(pack, begin, end, 0) != end) return false;
  for (std::size_t index = begin; index < end; ++index) {
    const pack::Node& node = at(pack.nodes(), index);
    if (node.subject() == pack::Subject::attribute && !has(readable, node.index())) return false;
  }
  return true;
}

// True where `indexes` also lists every input of each inferred attribute that it lists.
bool is_closed(const Pack& pack, const Indexes* indexes) {
  for (std::size_t index = 0; index < size(indexes); ++index) {
    const auto* inputs = at(pack.attributes(), at(indexes, index)).inputs();
    for (std::size_t input = 0; input < size(inputs); ++input)
      if (!has(indexes, at(inputs, input))) return false;
  }
  return true;
}

bool is_known(const Pack& pack, const pack::Leave& leave) {
  return leave.destination() < size(pack.destinations()) && leave.minimizer() <= pack::Minimizer::MAX &&
         leave.unit() <= pack::DateUnit::year &&
         (leave.minimizer() != pack::Minimizer::map || leave.map() < size(pack.maps()));
}

// Numbers are rounded to multiples of one step above 0.
bool step_is_sound(const pack::Attribute& attribute, const pack::Leave& leave) {
  const bool rounds = leave.minimizer() == pack::Minimizer::round || leave.minimizer() == pack::Minimizer::noisy_round;
  return !rounds || (attribute.type() == pack::ValueType::number && size(leave.bounds()) == 1 &&
                     at(leave.bounds(), 0) >= min_step);
}

// What is noisy needs levels to move between: two at least, and not so many that it takes long.
bool has_levels(const pack::Attribute& attribute, const pack::Leave& leave) {
  if (leave.minimizer() == pack::Minimizer::noisy_bucket) return size(leave.bounds()) > 0;
  if (leave.minimizer() == pack::Minimizer::noisy_round) {
    const double levels = rounded_levels(attribute.minimum(), attribute.maximum(), at(leave.bounds(), 0));
    return levels >= 2 && levels <= max_noise_levels;
  }
  return leave.minimizer() == pack::Minimizer::noisy_keep &&
         (attribute.type() == pack::ValueType::boolean ||
          (attribute.type() == pack::ValueType::text && size(attribute.choices()) > 1));
}

// The page hears which experience was shown and nothing of an attribute.
bool is_for_page(const Pack& pack, const pack::Leave& leave) {
  return at(pack.destinations(), leave.destination()).page();
}

// No value of a special category leaves, in whatever form; and of any type there is no form.
bool leave_is_sound(const Pack& pack, const pack::Attribute& attribute, const pack::Leave& leave) {
  const bool carries_value = !leave.decision() && leave.minimizer() != pack::Minimizer::drop;
  const bool has_form = !attribute.special() && attribute.type() < pack::ValueType::any;
  return is_known(pack, leave) && ((has_form && !is_for_page(pack, leave)) || !carries_value) &&
         step_is_sound(attribute, leave) &&
         (leave.minimizer() < pack::Minimizer::noisy_keep || has_levels(attribute, leave));
}

// Scores are raised by signals, and fade.
bool scores_are_sound(const pack::Attribute& attribute) {
  return attribute.type() != pack::ValueType::scores ||
         (attribute.source() == pack::Source::observed && attribute.half_life_s() > 0 &&
          size(attribute.choices()) > 0 && size(attribute.signals()) > 0 &&
          all(attribute.signals(),
              [](const auto& each, std::size_t) { return each.weight() > 0 && each.weight() <= 1; }));
}

bool attribute_is_sound(const Pack& pack, const pack::Attribute& attribute, std::size_t self) {
  if (attribute.fresh_s() > attribute.retention_s()) return false;
  if (attribute.type() > pack::ValueType::counts || attribute.source() > pack::Source::inferred) return false;
  if (!names_purposes(pack, attribute) || !all_below(attribute.inputs(), self)) return false;
  return is_closed(pack, attribute.inputs()) && scores_are_sound(attribute) &&
         all(attribute.leaves(),
             [&](const auto& leave, std::size_t) { return leave_is_sound(pack, attribute, leave); }) &&
         all(attribute.inferences(), [&](const auto& inference, std::size_t) {
           return condition_is_sound(pack, inference.when(), attribute.inputs());
         });
}

bool slot_is_sound(const Pack& pack, const pack::Slot& slot) {
  if (slot.purpose() >= size(pack.purposes()) || !all_below(slot.labels(), size(pack.attributes()))) return false;
  return all_below(slot.exposes(), size(pack.destinations())) && is_closed(pack, slot.labels()) &&
         all(slot.experiences(), [&](const auto& experience, std::size_t) {
           return condition_is_sound(pack, experience.when(), slot.labels());
         });
}

// Who hears of a goal may hear what its slot shows.
bool goal_is_sound(const Pack& pack, const pack::Goal& goal) {
  if (goal.slot() >= size(pack.slots()) || !all_below(goal.exposes(), size(pack.destinations()))) return false;
  for (std::size_t index = 0; index < size(goal.exposes()); ++index)
    if (!has(at(pack.slots(), goal.slot()).exposes(), at(goal.exposes(), index))) return false;
  return true;
}

bool symbols_are_sorted(const Pack& pack) {
  for (std::size_t index = 1; index < size(pack.symbols()); ++index)
    if (view(&at(pack.symbols(), index - 1)).compare(view(&at(pack.symbols(), index))) >= 0) return false;
  return size(pack.symbols()) < no_symbol;
}

// Every purpose stands on exactly one basis.
bool regime_is_sound(const Pack& pack, const pack::Regime& regime) {
  PurposeSet based;
  for (const std::uint64_t bits : *regime.bases()->of()) {
    if ((based & PurposeSet(bits)).any()) return false;
    based = based | PurposeSet(bits);
  }
  const auto free_of = [&](pack::Basis basis) {
    return based - PurposeSet(regime.bases()->of()->Get(static_cast<flatbuffers::uoffset_t>(basis)));
  };
  const PurposeSet interest = based - free_of(pack::Basis::legitimate_interest);
  return based == declared(pack) && (PurposeSet(regime.unprompted()) - interest).none() &&
         (PurposeSet(regime.gpc() | regime.opt_out() | regime.limit()) - based).none() &&
         regime.model() <= pack::Model::notice;
}

bool is_sound(const Pack& pack) {
  const auto is_party = [&](const auto& one, std::size_t) { return names_purposes(pack, one); };
  return symbols_are_sorted(pack) && all_below(pack.operands(), size(pack.symbols())) &&
         all(pack.regimes(), [&](const auto& one, std::size_t) { return regime_is_sound(pack, one); }) &&
         all(pack.services(), is_party) && all(pack.destinations(), is_party) &&
         all(pack.maps(), [](const auto& one, std::size_t) { return size(one.keys()) == size(one.values()); }) &&
         all(pack.attributes(),
             [&](const auto& one, std::size_t self) { return attribute_is_sound(pack, one, self); }) &&
         all(pack.slots(), [&](const auto& one, std::size_t) { return slot_is_sound(pack, one); }) &&
         all(pack.goals(), [&](const auto& one, std::size_t) { return goal_is_sound(pack, one); }) &&
         paces_are_sound(pack);
}

bool is_within_limits(const Pack& pack) {
  return size(pack.regimes()) > 0 && size(pack.purposes()) <= max_purposes &&
         size(pack.attributes()) <= max_attributes && size(pack.slots()) <= max_slots &&
         size(pack.services()) <= max_services && size(pack.goals()) <= max_goals;
}

}  // namespace

base::Result<const Pack*> open(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > max_pack_bytes) return {nullptr, Fault::pack_limits};
  flatbuffers::Verifier verifier(bytes.data(), bytes.size());
  if (bytes.size() < min_pack_bytes || !pack::VerifyPackBuffer(verifier)) return {nullptr, Fault::pack_damaged};
  const Pack* pack = read(bytes);
  if (!pack) return {nullptr, Fault::pack_format};
  if (!is_within_limits(*pack)) return {nullptr, Fault::pack_limits};
  if (!is_sound(*pack)) return {nullptr, Fault::pack_unsound};
  return {pack, Fault::none};
}

}  // namespace assent::policy
