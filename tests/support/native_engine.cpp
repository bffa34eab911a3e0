// The same three calls that wasm/core.cpp makes, in the same order.
#include "native_engine.hpp"

#include <cstring>

#include "effects_text.hpp"
#include "policy/verify.hpp"
#include "records.hpp"
#include "session/step.hpp"

namespace assent::support {

Answer NativeEngine::open(std::string_view pack) {
  bytes_ = std::make_unique<std::uint8_t[]>(pack.size());
  if (!pack.empty()) std::memcpy(bytes_.get(), pack.data(), pack.size());
  const auto opened = policy::open({bytes_.get(), pack.size()});
  pack_ = opened ? opened.value : nullptr;
  if (!pack_) return {};
  reset();
  return pack_->page()->str();
}

void NativeEngine::reset() { state_.emplace(*pack_); }

Answer NativeEngine::step(std::string_view record) {
  // A copy of exactly that size, so that a sanitizer sees a read past its end.
  const std::string exact(record);
  session::Event event;
  if (!boundary::read_event(base::as_bytes(exact), event)) return {};
  const session::Effects effects = session::step(*pack_, *state_, event);
  return std::string(boundary::write_effects(*pack_, *state_, effects).view());
}

}  // namespace assent::support
