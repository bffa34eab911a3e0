// Any text as JSON: it is refused with a reason, or its canonical form reads back as the same canonical form.
#include <cstdlib>

#include "authoring/canonical_json.hpp"
#include "authoring/strict_json.hpp"

using namespace assent::authoring;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<JsonFault> faults;
  const auto value = read_json({reinterpret_cast<const char*>(data), size}, {}, faults);
  if (!value) {
    if (faults.empty()) std::abort();
    return 0;
  }
  const std::string canonical = canonical_json(*value);
  const auto again = read_json(canonical, {}, faults);
  if (!again || canonical_json(*again) != canonical) std::abort();
  return 0;
}
