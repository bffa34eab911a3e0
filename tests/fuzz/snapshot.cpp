// Any bytes as a snapshot of the example policy, with a checksum that fits so that they are read at all: refused, or
// written again as a snapshot that is read and written as the same bytes. A page's visit that begins with it goes on.
#include "session/snapshot.hpp"

#include <cstdlib>
#include <cstring>
#include <string>

#include "authoring/compile.hpp"
#include "base/bytes.hpp"
#include "base/hash.hpp"
#include "effects_text.hpp"
#include "policy/verify.hpp"
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

std::string signed_off(std::string_view body) {
  base::Text made(body);
  base::ByteWriter(made).number(base::fnv1a_64(body));
  return std::string(made.view());
}

std::string written(std::string_view snapshot, std::uint16_t regime) {
  session::State state(example());
  if (session::read_snapshot(example(), base::as_bytes(snapshot), regime, state) != base::Fault::none) return {};
  return std::string(session::write_snapshot(example(), state).view());
}

// The whole landing: what step() makes of it, and of the next click, is text that can be written.
void land(std::string_view snapshot) {
  session::State state(example());
  session::Event event;
  event.now_ms = 1'800'000'000'000;
  session::Start start;
  start.region = "DE";
  start.snapshot = base::as_bytes(snapshot);
  event.what = start;
  boundary::write_effects(example(), state, session::step(example(), state, event));
  event.what = session::Flush{};
  boundary::write_effects(example(), state, session::step(example(), state, event));
}

}  // namespace

// The first byte chooses the regime.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto regime = static_cast<std::uint16_t>(data[0] % policy::size(example().regimes()));
  const std::string snapshot = signed_off({reinterpret_cast<const char*>(data) + 1, size - 1});
  land(snapshot);
  const std::string once = written(snapshot, regime);
  if (once.empty()) return 0;
  if (written(once, regime) != once) std::abort();
  return 0;
}
