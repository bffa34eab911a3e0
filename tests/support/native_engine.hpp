// The core as it is compiled for servers and desks, behind the Engine interface. It also shows the state, which the
// browser's module never does.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "engine.hpp"
#include "session/step.hpp"

namespace assent::support {

class NativeEngine : public Engine {
 public:
  Answer open(std::string_view pack) override;
  void reset() override;
  Answer step(std::string_view record) override;

  /// The pack that is open. Only after open() gave an answer.
  const policy::Pack& pack() const { return *pack_; }
  const session::State& state() const { return *state_; }

 private:
  session::Effects reach_goal(std::span<const std::uint8_t> record);

  std::unique_ptr<std::uint8_t[]> bytes_;
  const policy::Pack* pack_ = nullptr;
  std::optional<session::State> state_;
};

}  // namespace assent::support
