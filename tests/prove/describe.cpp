// Words for people; nothing here decides anything.
#include "describe.hpp"

#include <algorithm>

#include "policy.hpp"
#include "policy/paces.hpp"

namespace assent::prove {

namespace {

using policy::at;
using policy::size;

constexpr std::size_t bytes_around = 90;

template <class Indexes>
std::string list(const char* name, const Indexes* indexes) {
  std::string out;
  for (std::size_t index = 0; index < size(indexes); ++index)
    out += (out.empty() ? "" : ",") + std::to_string(at(indexes, index));
  return std::string(" ") + name + " {" + out + "}";
}

std::string list(const char* name, policy::PurposeSet set) {
  std::string out;
  for (std::size_t index = 0; index < policy::PurposeSet::capacity; ++index)
    if (set[index]) out += (out.empty() ? "" : ",") + std::to_string(index);
  return std::string(" ") + name + " {" + out + "}";
}

std::string show(const pack::Attribute& attribute) {
  static constexpr const char* sources[] = {"declared", "observed", "inferred"};
  std::string out = attribute.id()->str() + ": " + sources[static_cast<int>(attribute.source())] +
                    (attribute.special() ? " special " : " ") + pack::EnumNameValueType(attribute.type()) +
                    list("purposes", policy::purposes_of(attribute)) + list("inputs", attribute.inputs()) + " leaves {";
  for (std::size_t index = 0; index < size(attribute.leaves()); ++index) {
    const pack::Leave& leave = at(attribute.leaves(), index);
    out += " " + std::to_string(leave.destination()) + ":" +
           (leave.decision() ? "decision" : pack::EnumNameMinimizer(leave.minimizer()));
  }
  return out + " }" + (attribute.signal() ? " from " + attribute.signal()->str() : "");
}

// The part of `text` around the first byte that differs from `other`.
std::string excerpt(const std::string& text, const std::string& other) {
  const auto differs = std::mismatch(text.begin(), text.end(), other.begin(), other.end());
  const auto where = static_cast<std::size_t>(differs.first - text.begin());
  const std::size_t begin = where > bytes_around ? where - bytes_around : 0;
  std::string out = text.substr(begin, 2 * bytes_around);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return (begin > 0 ? "…" : "") + out + (begin + out.size() < text.size() ? "…" : "");
}

std::string list(const Run& run) {
  std::string out;
  for (const Given& given : run.given) {
    static constexpr const char* from[] = {"  ", "  page: ", "  SECRET: "};
    out += "    " + std::to_string(given.behind) + from[static_cast<int>(given.from)] + given.words + "\n";
  }
  return out;
}

// The events of both runs: the common ones once, the others with their run.
std::string list(const Run& one, const Run& other) {
  std::string out;
  const Run* const runs[] = {&one, &other};
  for (std::size_t behind = 0; behind < one.stored.size(); ++behind)
    for (int side = 0; side < 2; ++side)
      for (const Given& given : runs[side]->given) {
        const bool is_common = given.from == Given::From::script;
        if (given.behind != behind || given.from == Given::From::page || (is_common && side == 1)) continue;
        out += "    " + std::to_string(behind) +
               (is_common   ? "  both: "
                : side == 0 ? "  SECRET, run 1: "
                            : "  SECRET, run 2: ") +
               given.words + "\n";
      }
  return out;
}

}  // namespace

std::string show(const pack::Pack& pack) {
  std::string out = "  policy\n";
  for (std::size_t index = 0; index < size(pack.regimes()); ++index) {
    const pack::Regime& regime = at(pack.regimes(), index);
    out += "    " + regime.id()->str() + ": " + pack::EnumNameModel(regime.model()) +
           list("gpc", policy::PurposeSet(regime.gpc()));
    for (const auto basis : pack::EnumValuesBasis())
      out += list(pack::EnumNameBasis(basis),
                  policy::PurposeSet(regime.bases()->of()->Get(static_cast<flatbuffers::uoffset_t>(basis))));
    out += "\n";
  }
  for (std::size_t index = 0; index < size(pack.destinations()); ++index)
    out += "    " + at(pack.destinations(), index).id()->str() + ":" +
           list("purposes", policy::purposes_of(at(pack.destinations(), index))) + "\n";
  for (std::size_t index = 0; index < size(pack.attributes()); ++index)
    out += "    " + show(at(pack.attributes(), index)) + "\n";
  for (std::size_t index = 0; index < size(pack.slots()); ++index) {
    const pack::Slot& slot = at(pack.slots(), index);
    out += "    " + slot.id()->str() + ": purpose " + std::to_string(slot.purpose()) + list("labels", slot.labels()) +
           list("exposes", slot.exposes());
    for (std::size_t each = 0; each < size(slot.experiences()); ++each)
      out += policy::is_counted(at(slot.experiences(), each).pace()) ? " counted" : "";
    out += "\n";
  }
  if (pack.held_out() > 0) out += "    held out: " + std::to_string(pack.held_out()) + "\n";
  return out;
}

std::string describe_leak(const Pair& pair, std::size_t behind, const std::string& one, const std::string& other) {
  std::string out = show(pair.pack) + "  secret: ";
  for (const int id : pair.secret) out += "attribute" + std::to_string(id) + " ";
  out += "\n  events\n" + list(pair.one, pair.other);
  out += "  at event " + std::to_string(behind) + " run 1 sent " + std::to_string(one.size()) + " bytes, run 2 " +
         std::to_string(other.size()) + "\n";
  out += "    run 1: " + excerpt(one, other) + "\n    run 2: " + excerpt(other, one) + "\n";
  return out;
}

std::string describe_disparity(const pack::Pack& pack, const Run& run, std::size_t at, const support::Answer& native,
                               const support::Answer& module) {
  const std::string one = native.value_or("malformed");
  const std::string other = module.value_or("malformed");
  return show(pack) + "  events\n" + list(run) + "  answer " + std::to_string(at) + " (" + run.given[at].words +
         ")\n    native: " + excerpt(one, other) + "\n    module: " + excerpt(other, one) + "\n";
}

}  // namespace assent::prove
