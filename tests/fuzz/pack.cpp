// Any bytes as a pack: it is refused, or everything the page does with a pack works on it.
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "effects_text.hpp"
#include "policy/verify.hpp"
#include "session/step.hpp"

using namespace assent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // As in the browser, a pack lies where malloc put it.
  auto* bytes = static_cast<std::uint8_t*>(std::malloc(size + 1));
  std::memcpy(bytes, data, size);
  if (const auto opened = policy::open({bytes, size})) {
    const policy::Pack& pack = *opened.value;
    session::State state(pack);
    session::Event event;
    event.now_ms = 1'800'000'000'000;
    event.what = session::Decide{};
    boundary::write_effects(pack, state, session::step(pack, state, event));
    for (std::size_t slot = 0; slot < policy::size(pack.slots()); ++slot)
      session::decide_now(pack, state, static_cast<policy::SlotId>(slot));
  }
  std::free(bytes);
  return 0;
}
