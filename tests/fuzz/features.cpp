// Any bytes as a visit to a site with features, or as what somebody made of such a site's pack. The first byte says
// which, and which of the fixed packs, which the seeds of import_growthbook are compiled to: every operator is in one
// of them.
//
// A visit is a row of parts, each a byte of kind, its length in two bytes, and itself: an event record; a position and
// a value as JSON for the attribute there; a position and the record of a tree; a setting record. After each, every
// feature is asked. A change of a pack is a place in four bytes and the byte that it becomes.
#include <array>
#include <cstdlib>
#include <vector>

#include "base/bytes.hpp"
#include "imported.hpp"
#include "visitor.hpp"

using namespace assent;
using namespace assent::fuzz;

namespace {

constexpr std::array names = {"conditions", "experiments", "pages", "prerequisites"};

enum class Way : std::uint8_t { visit, silent_visit, changed_pack, any_pack, count };
enum class Kind : std::uint8_t { event, value, tree, setting, count };

const std::string& bytes_of(std::size_t pack) {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    for (const char* name : names) {
      authoring::Problems problems;
      const std::string file = std::string(ASSENT_SOURCE_DIR "/tests/fuzz/seeds/import_growthbook/") + name;
      const auto payload = authoring::read_json_file(file, problems);
      made.push_back(compiled(taken_in(payload.value(), existing()).value()).value());
    }
    return made;
  }();
  return all.at(pack % all.size());
}

void take(Visitor& visitor, Kind kind, std::string_view part) {
  if (kind == Kind::setting) return visitor.is_set(base::as_bytes(part));
  if (kind == Kind::event) {
    session::Event event;
    if (boundary::read_event(base::as_bytes(part), event)) visitor.takes(event);
    return;
  }
  if (part.empty()) return;
  const auto attribute = static_cast<std::uint8_t>(part.front());
  part.remove_prefix(1);
  if (kind == Kind::tree) return visitor.sets_tree(attribute, part);
  std::vector<authoring::JsonFault> faults;
  if (const auto value = authoring::read_json(part, {}, faults)) visitor.sets(attribute, *value);
}

const policy::Pack& opened_pack(std::size_t pack) {
  static std::vector<Bytes> bytes;
  static const std::vector<const policy::Pack*> all = [] {
    std::vector<const policy::Pack*> made;
    for (std::size_t at = 0; at < names.size(); ++at) {
      made.push_back(opened(bytes.emplace_back(bytes_of(at)).span()));
      if (!made.back()) std::abort();
    }
    return made;
  }();
  return *all[pack % all.size()];
}

void visit(std::size_t pack, bool allows, base::ByteReader parts) {
  Visitor visitor(opened_pack(pack), allows);
  visitor.decide_all();
  while (parts.ok() && !parts.done()) {
    const auto kind = static_cast<Kind>(parts.number<std::uint8_t>() % static_cast<std::uint8_t>(Kind::count));
    take(visitor, kind, parts.text());
    visitor.decide_all();
  }
}

// Where the checks still take the pack, a visitor of it is served like any other.
void serve(std::span<const std::uint8_t> bytes) {
  static const authoring::Json value = authoring::Json::parse(R"({"a": [1, "x", null, {"b": "1.2.3"}], "id": true})");
  const policy::Pack* const pack = opened(bytes);
  if (!pack) return;
  for (const bool allows : {false, true}) {
    Visitor visitor(*pack, allows);
    visitor.decide_all();
    for (std::size_t at = 0; at < policy::size(pack->attributes()); ++at) visitor.sets(at, value);
    visitor.decide_all();
  }
}

void serve_changed(std::size_t pack, base::ByteReader changes) {
  Bytes bytes(bytes_of(pack));
  while (changes.ok() && !changes.done()) {
    const auto at = changes.number<std::uint32_t>();
    bytes.span()[at % bytes.span().size()] = changes.number<std::uint8_t>();
  }
  serve(bytes.span());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr auto ways = static_cast<std::uint8_t>(Way::count);
  const std::size_t pack = data[0] / ways;
  const std::span<const std::uint8_t> rest(data + 1, size - 1);
  switch (static_cast<Way>(data[0] % ways)) {
    case Way::visit:
      visit(pack, true, base::ByteReader(rest));
      break;
    case Way::silent_visit:
      visit(pack, false, base::ByteReader(rest));
      break;
    case Way::changed_pack:
      serve_changed(pack, base::ByteReader(rest));
      break;
    default:
      serve(Bytes({reinterpret_cast<const char*>(rest.data()), rest.size()}).span());
  }
  return 0;
}
