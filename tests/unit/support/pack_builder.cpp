// Lays the structures out as FlatBuffers tables. It writes what it is given, sound or not.
#include "support/pack_builder.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <stdexcept>

#include "policy/verify.hpp"

namespace assent::test {

namespace {

using flatbuffers::Offset;
using flatbuffers::Vector;
using Text = Offset<flatbuffers::String>;

std::uint64_t bits_of(const Indexes& indexes) {
  policy::PurposeSet set;
  for (const std::uint16_t index : indexes) set.set(index);
  return set.bits();
}

constexpr std::uint16_t no_index = 0xFFFF;

class Builder {
 public:
  explicit Builder(const Site& site) : site_(site) { collect_symbols(); }

  PackBytes build() {
    const auto id = text(site_.id);
    const auto language = text("en");
    const auto regimes = tables<pack::Regime>(site_.regimes, &Builder::regime);
    const auto purposes = tables<pack::Purpose>(site_.purposes, &Builder::purpose);
    const auto attributes = tables<pack::Attribute>(site_.attributes, &Builder::attribute);
    const auto services = tables<pack::Service>(site_.services, &Builder::service);
    const auto destinations = tables<pack::Destination>(site_.destinations, &Builder::destination);
    const auto slots = tables<pack::Slot>(site_.slots, &Builder::slot);
    const auto maps = tables<pack::Map>(site_.maps, &Builder::map);
    const auto goals = tables<pack::Goal>(site_.goals, &Builder::goal);
    const auto context = texts(site_.context);
    const auto page = text(site_.page);
    const auto notice = text(site_.notice);
    const auto nodes = out_.CreateVectorOfStructs(nodes_);
    const auto numbers = out_.CreateVector(numbers_);
    const auto operands = out_.CreateVector(operands_);
    const auto symbols = texts(symbols_);
    const auto holdout = text_or_none(site_.holdout);
    out_.Finish(
        pack::CreatePack(out_, site_.format, id, language, notice, regimes, purposes, attributes, services,
                         destinations, slots, maps, context, nodes, numbers, operands, symbols, page, site_.salt,
                         site_.budget, 0, 0, 0, no_index, site_.counts, holdout, site_.held_out, goals),
        pack::PackIdentifier());
    return PackBytes({out_.GetBufferPointer(), out_.GetSize()});
  }

 private:
  static void collect(const Condition& condition, std::set<std::string>& found) {
    found.insert(condition.texts.begin(), condition.texts.end());
    for (const Condition& child : condition.children) collect(child, found);
  }

  void collect_symbols() {
    std::set<std::string> found;
    for (const Attribute& attribute : site_.attributes)
      for (const Inference& inference : attribute.inferences)
        for (const Condition& condition : inference.when) collect(condition, found);
    for (const Slot& slot : site_.slots)
      for (const Experience& experience : slot.experiences)
        for (const Condition& condition : experience.when) collect(condition, found);
    symbols_.assign(found.begin(), found.end());
  }

  Text text(const std::string& value) { return out_.CreateString(value); }
  Text text_or_none(const std::string& value) { return value.empty() ? Text() : text(value); }

  Offset<Vector<Text>> texts(const std::vector<std::string>& values) {
    std::vector<Text> made;
    for (const std::string& value : values) made.push_back(text(value));
    return out_.CreateVector(made);
  }

  template <class To, class From>
  Offset<Vector<Offset<To>>> tables(const std::vector<From>& all, Offset<To> (Builder::*make)(const From&)) {
    std::vector<Offset<To>> made;
    for (const From& each : all) made.push_back((this->*make)(each));
    return out_.CreateVector(made);
  }

  std::uint16_t node_of(const Condition& condition) {
    const std::size_t at = nodes_.size();
    nodes_.emplace_back();
    std::uint32_t operand = condition.numbers.empty() ? 0 : static_cast<std::uint32_t>(numbers_.size());
    auto count = static_cast<std::uint16_t>(condition.numbers.size() + condition.texts.size());
    numbers_.insert(numbers_.end(), condition.numbers.begin(), condition.numbers.end());
    if (!condition.texts.empty()) operand = static_cast<std::uint32_t>(operands_.size());
    for (const std::string& each : condition.texts)
      operands_.push_back(
          static_cast<std::uint16_t>(std::lower_bound(symbols_.begin(), symbols_.end(), each) - symbols_.begin()));
    if (condition.choice) count = *condition.choice;
    if (condition.subject == pack::Subject::none) count = static_cast<std::uint16_t>(condition.children.size());
    std::uint16_t span = 1;
    for (const Condition& child : condition.children) span = static_cast<std::uint16_t>(span + node_of(child));
    nodes_[at] = pack::Node(condition.op, condition.subject, condition.index, count, span, operand);
    return span;
  }

  pack::Range range_of(const When& when) {
    const auto begin = static_cast<std::uint32_t>(nodes_.size());
    for (const Condition& condition : when) node_of(condition);
    return {begin, static_cast<std::uint32_t>(nodes_.size()) - begin};
  }

  // A basis that there is none of leaves its purpose without one.
  pack::Bases bases_under(pack::Model model) const {
    std::array<std::uint64_t, policy::basis_count> sets{};
    for (std::size_t at = 0; at < site_.purposes.size() && at < policy::max_purposes; ++at) {
      const auto basis = static_cast<std::size_t>(site_.purposes[at].bases[static_cast<std::size_t>(model) % 3]);
      if (basis < sets.size()) sets[basis] |= std::uint64_t{1} << at;
    }
    return pack::Bases(sets);
  }

  std::uint64_t covered_by_gpc() const {
    policy::PurposeSet covered;
    for (std::size_t at = 0; at < site_.purposes.size(); ++at) covered.set(at, site_.purposes[at].covered_by_gpc);
    return covered.bits();
  }

  // Every legitimate interest where the regime asks nobody first; in an opt-in regime those that it exempts.
  static std::uint64_t unprompted(const Regime& from, const pack::Bases& bases) {
    const std::uint64_t interest = bases.of()->Get(static_cast<std::uint32_t>(pack::Basis::legitimate_interest));
    return from.model == pack::Model::opt_in ? bits_of(from.unprompted) : interest;
  }

  Offset<pack::Regime> regime(const Regime& from) {
    const auto id = text(from.id);
    const auto regions = texts(from.regions);
    const pack::Bases by_basis = bases_under(from.model);
    const pack::Terms terms(from.validity_s, from.validity_s, from.reask_s, from.reask_s);
    return pack::CreateRegime(out_, id, from.model, &by_basis, unprompted(from, by_basis),
                              from.honors_gpc ? covered_by_gpc() : 0, from.opt_out ? covered_by_gpc() : 0,
                              bits_of(from.limit), from.age_from, &terms, regions);
  }

  Offset<pack::Purpose> purpose(const Purpose& from) {
    const auto id = text(from.id);
    return pack::CreatePurpose(out_, id, 0, from.revision);
  }

  Offset<pack::Leave> leave(const Leave& from) {
    const auto bounds = out_.CreateVector(from.bounds);
    return pack::CreateLeave(out_, from.to, from.decision, from.minimizer, bounds, from.length, from.map, from.unit,
                             from.odds, from.further, from.cost);
  }

  Offset<pack::Inference> inference(const Inference& from) {
    const auto value = text_or_none(from.text);
    const pack::Range when = range_of(from.when);
    return pack::CreateInference(out_, &when, from.number, value);
  }

  Offset<pack::ScoreSignal> score_signal(const ScoreSignal& from) {
    return pack::CreateScoreSignal(out_, text(from.signal), from.weight);
  }

  Offset<pack::Attribute> attribute(const Attribute& from) {
    const auto id = text(from.id);
    const auto choices = texts(from.choices);
    const auto signal = text_or_none(from.signal);
    const auto inferences = tables<pack::Inference>(from.inferences, &Builder::inference);
    const auto inputs = out_.CreateVector(from.inputs);
    const auto leaves = tables<pack::Leave>(from.leaves, &Builder::leave);
    const auto signals = tables<pack::ScoreSignal>(from.raised_by, &Builder::score_signal);
    return pack::CreateAttribute(out_, id, bits_of(from.purposes), from.type, from.source, from.special,
                                 from.retention_s, from.fresh_s == 0 ? from.retention_s : from.fresh_s, from.minimum,
                                 from.maximum, choices, signal, from.update, inferences, inputs, leaves,
                                 from.half_life_s, signals);
  }

  Offset<pack::Service> service(const Party& from) {
    const auto id = text(from.id);
    return pack::CreateService(out_, id, bits_of(from.purposes));
  }

  Offset<pack::Destination> destination(const Party& from) {
    const auto id = text(from.id);
    return pack::CreateDestination(out_, id, bits_of(from.purposes), from.page);
  }

  Offset<pack::Map> map(const Map& from) {
    const auto keys = texts(from.keys);
    const auto values = texts(from.values);
    return pack::CreateMap(out_, keys, values, text(from.other));
  }

  Offset<pack::Variant> variant(const Variant& from) { return pack::CreateVariant(out_, text(from.id), from.weight); }

  Offset<pack::Pace> pace(const Pace& from) {
    const auto turns = out_.CreateVector(from.turns);
    return pack::CreatePace(out_, from.killed, turns, text_or_none(from.group), from.first, from.end, from.in_visit,
                            from.in_day, from.in_all, from.cool_down_s);
  }

  Offset<pack::Experience> experience(const Experience& from) {
    const auto id = text(from.id);
    const pack::Range when = range_of(from.when);
    const auto experiment = text_or_none(from.experiment);
    const auto variants = tables<pack::Variant>(from.variants, &Builder::variant);
    return pack::CreateExperience(out_, id, &when, experiment, variants, from.pace ? pace(*from.pace) : 0);
  }

  Offset<pack::Slot> slot(const Slot& from) {
    const auto id = text(from.id);
    const auto experiences = tables<pack::Experience>(from.experiences, &Builder::experience);
    const auto labels = out_.CreateVector(from.labels);
    const auto exposes = out_.CreateVector(from.exposes);
    return pack::CreateSlot(out_, id, from.purpose, experiences, labels, exposes);
  }

  Offset<pack::Goal> goal(const Goal& from) {
    const auto id = text(from.id);
    const auto exposes = out_.CreateVector(from.exposes);
    return pack::CreateGoal(out_, id, from.slot, exposes);
  }

  const Site& site_;
  flatbuffers::FlatBufferBuilder out_;
  std::vector<pack::Node> nodes_;
  std::vector<double> numbers_;
  std::vector<std::uint16_t> operands_;
  std::vector<std::string> symbols_;
};

Condition leaf(pack::Subject subject, std::uint16_t index, pack::Op op) {
  Condition made;
  made.op = op;
  made.subject = subject;
  made.index = index;
  return made;
}

Condition group(pack::Op op, std::vector<Condition> children) {
  Condition made;
  made.op = op;
  made.children = std::move(children);
  return made;
}

Leave minimized(policy::DestinationId to, pack::Minimizer minimizer) {
  Leave made;
  made.to = to;
  made.minimizer = minimizer;
  return made;
}

}  // namespace

Condition all(std::vector<Condition> children) { return group(pack::Op::all, std::move(children)); }
Condition any(std::vector<Condition> children) { return group(pack::Op::any, std::move(children)); }
Condition none(std::vector<Condition> children) { return group(pack::Op::none, std::move(children)); }

Condition number(policy::AttributeId attribute, pack::Op op, std::vector<double> operands) {
  Condition made = leaf(pack::Subject::attribute, attribute, op);
  made.numbers = std::move(operands);
  return made;
}

Condition text(policy::AttributeId attribute, pack::Op op, std::vector<std::string> operands) {
  Condition made = leaf(pack::Subject::attribute, attribute, op);
  made.texts = std::move(operands);
  return made;
}

Condition score(policy::AttributeId attribute, std::uint16_t choice, pack::Op op, double operand) {
  Condition made = number(attribute, op, {operand});
  made.choice = choice;
  return made;
}

Condition exists(policy::AttributeId attribute) { return leaf(pack::Subject::attribute, attribute, pack::Op::exists); }

Condition fact(std::uint16_t fact, pack::Op op, std::vector<std::string> operands) {
  Condition made = leaf(pack::Subject::context, fact, op);
  made.texts = std::move(operands);
  return made;
}

Leave kept(policy::DestinationId to) { return minimized(to, pack::Minimizer::keep); }
Leave dropped(policy::DestinationId to) { return minimized(to, pack::Minimizer::drop); }

Leave as_decision(policy::DestinationId to) {
  Leave made = minimized(to, pack::Minimizer::drop);
  made.decision = true;
  return made;
}

Leave in_buckets(policy::DestinationId to, std::vector<double> bounds) {
  Leave made = minimized(to, pack::Minimizer::bucket);
  made.bounds = std::move(bounds);
  return made;
}

Leave as_prefix(policy::DestinationId to, std::uint8_t length) {
  Leave made = minimized(to, pack::Minimizer::prefix);
  made.length = length;
  return made;
}

Leave rounded(policy::DestinationId to, double step) {
  Leave made = minimized(to, pack::Minimizer::round);
  made.bounds = {step};
  return made;
}

Leave as_pseudonym(policy::DestinationId to) { return minimized(to, pack::Minimizer::pseudonym); }

Leave noisy(Leave leave, std::uint64_t odds, std::uint32_t cost) {
  if (leave.minimizer == pack::Minimizer::keep) leave.minimizer = pack::Minimizer::noisy_keep;
  if (leave.minimizer == pack::Minimizer::bucket) leave.minimizer = pack::Minimizer::noisy_bucket;
  if (leave.minimizer == pack::Minimizer::round) leave.minimizer = pack::Minimizer::noisy_round;
  leave.odds = odds;
  leave.cost = cost;
  return leave;
}

Leave mapped(policy::DestinationId to, std::uint16_t map) {
  Leave made = minimized(to, pack::Minimizer::map);
  made.map = map;
  return made;
}

Leave dated(policy::DestinationId to, pack::DateUnit unit) {
  Leave made = minimized(to, pack::Minimizer::date);
  made.unit = unit;
  return made;
}

PackBytes::PackBytes(std::span<const std::uint8_t> bytes)
    : bytes_(new std::uint8_t[bytes.size()]), size_(bytes.size()) {
  if (size_ > 0) std::memcpy(bytes_.get(), bytes.data(), size_);
}

PackBytes build(const Site& site) { return Builder(site).build(); }

OpenSite::OpenSite(const Site& site) : bytes_(build(site)) {
  const auto opened = policy::open(bytes_.span());
  if (!opened) throw std::logic_error(base::fault_name(opened.fault));
  pack_ = opened.value;
}

base::Fault opening(const Site& site, const std::function<void(const PackBytes&)>& damage) {
  const PackBytes bytes = build(site);
  if (damage) damage(bytes);
  return policy::open(bytes.span()).fault;
}

}  // namespace assent::test
