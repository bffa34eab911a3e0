// The module that browsers run, behind the Engine interface: Node instantiates core.wasm with no imports and answers
// over pipes (wasm-runner.mjs). It never looks into the module's memory but for texts.
#pragma once

#include "engine.hpp"
#include "framed_process.hpp"

namespace assent::support {

class WasmClient : public Engine {
 public:
  /// Starts Node with the module at `wasm`. Throws std::runtime_error where Node or the module is missing.
  explicit WasmClient(const std::string& wasm = module_file("full"));

  Answer open(std::string_view pack) override;
  void reset() override;
  Answer step(std::string_view record) override;
  /// One crossing for all records.
  std::vector<Answer> replay(const std::vector<std::string>& records) override;

  /// build/wasm/NAME.wasm of this source tree: "core" or "full".
  static std::string module_file(const std::string& name);

 private:
  FramedProcess node_;
};

}  // namespace assent::support
