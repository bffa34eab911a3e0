// The same three calls that wasm/core.cpp makes, in the same order.
#include "native_engine.hpp"

#include <cstring>

#include "effects_text.hpp"
#include "policy/verify.hpp"
#include "record_writer.hpp"
#include "records.hpp"
#include "session/tell_goal.hpp"

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

session::Effects NativeEngine::reach_goal(std::span<const std::uint8_t> record) {
  base::ByteReader in(record);
  in.number<std::uint8_t>();
  const auto now_ms = in.number<double>();
  return session::tell_goal(*pack_, *state_, in.number<std::uint16_t>(), now_ms);
}

Answer NativeEngine::step(std::string_view record) {
  // A copy of exactly that size, so that a sanitizer sees a read past its end.
  const std::string exact(record);
  if (!exact.empty() && static_cast<std::uint8_t>(exact[0]) == goal_kind)
    return std::string(boundary::write_effects(*pack_, *state_, reach_goal(base::as_bytes(exact))).view());
  session::Event event;
  if (!boundary::read_event(base::as_bytes(exact), event)) return {};
  const session::Effects effects = session::step(*pack_, *state_, event);
  return std::string(boundary::write_effects(*pack_, *state_, effects).view());
}

}  // namespace assent::support
