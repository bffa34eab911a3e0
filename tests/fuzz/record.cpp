// Any bytes as a visit: a row of event records, each behind its length, against the example policy. Broken records and
// snapshots are refused; nothing else may go wrong.
#include <cstdlib>
#include <cstring>

#include "authoring/compile.hpp"
#include "effects_text.hpp"
#include "policy/verify.hpp"
#include "records.hpp"
#include "session/step.hpp"

using namespace assent;

namespace {

const policy::Pack& example() {
  static const std::string bytes =
      authoring::compile(ASSENT_SOURCE_DIR "/policies/aurora-travel", 0).compiled.value().packs.at("en");
  static const policy::Pack* pack = [] {
    auto* aligned = static_cast<std::uint8_t*>(std::malloc(bytes.size()));
    std::memcpy(aligned, bytes.data(), bytes.size());
    return policy::open({aligned, bytes.size()}).value;
  }();
  return *pack;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  session::State state(example());
  while (size >= 2) {
    const std::size_t told = data[0] | data[1] << 8;
    const std::size_t length = told < size - 2 ? told : size - 2;
    session::Event event;
    if (boundary::read_event({data + 2, length}, event))
      boundary::write_effects(example(), state, session::step(example(), state, event));
    data += 2 + length;
    size -= 2 + length;
  }
  return 0;
}
