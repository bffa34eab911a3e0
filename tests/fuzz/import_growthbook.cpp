// Any text as a payload of GrowthBook's. It is refused with a problem, or its own words are in features.json and a
// second time adds nothing; and what compiles is a pack that the core takes, on which every feature gives something.
#include <cstdlib>

#include "imported.hpp"
#include "visitor.hpp"

using namespace assent;
using namespace assent::fuzz;

namespace {

void check_words(const Json& payload, const authoring::Imported& imported) {
  for (const char* name : {"experiments", "savedGroups", "contextualBandits"})
    if (payload.contains(name) && imported.features.at(name) != payload.at(name)) std::abort();
}

void check_again(const Json& payload, const authoring::Imported& once) {
  const auto again = taken_in(payload, {once.attributes, once.features});
  if (!again || !again->added.empty() || again->attributes != once.attributes || again->features != once.features)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<authoring::JsonFault> faults;
  const auto payload = authoring::read_json({reinterpret_cast<const char*>(data), size}, {}, faults);
  if (!payload) return 0;
  const auto imported = taken_in(*payload, existing());
  if (!imported) return 0;
  check_words(*payload, *imported);
  check_again(*payload, *imported);
  const auto bytes = compiled(*imported);
  if (!bytes || bytes->size() > policy::max_pack_bytes) return 0;
  Bytes pack(*bytes);
  const policy::Pack* const taken = opened(pack.span());
  if (!taken) std::abort();
  for (const bool allows : {false, true}) Visitor(*taken, allows).decide_all();
  return 0;
}
