// The module that browsers run, behind the Engine interface: Node instantiates core.wasm with no imports and answers
// over pipes (wasm-runner.mjs). It never looks into the module's memory but for texts.
#pragma once

#include "engine.hpp"
#include "framed_process.hpp"

namespace assent::support {

class WasmClient : public Engine {
 public:
  /// Starts Node with the module at `wasm`. Throws std::runtime_error where Node or the module is missing.
  explicit WasmClient(const std::string& wasm = default_module());

  Answer open(std::string_view pack) override;
  void reset() override;
  Answer step(std::string_view record) override;
  /// One crossing for all records.
  std::vector<Answer> replay(const std::vector<std::string>& records) override;

  /// ASSENT_CORE_WASM of the environment, else build/wasm/core.wasm of this source tree.
  static std::string default_module();

 private:
  FramedProcess node_;
};

}  // namespace assent::support
