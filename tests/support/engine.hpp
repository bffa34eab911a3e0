// One engine behind one interface: the core compiled natively, or the module that browsers run. What is proved of one
// can then be asked of the other, with the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assent::support {

/// What a step answers: the effects text, or nothing where the record was malformed.
using Answer = std::optional<std::string>;

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// Opens a pack and begins a session: the symbols text, or nothing where the pack is refused. What was open before is
  /// gone then either way.
  virtual Answer open(std::string_view pack) = 0;
  /// Begins a new session over the pack that is open.
  virtual void reset() = 0;
  /// Takes one event record.
  virtual Answer step(std::string_view record) = 0;
  /// A new session that takes `records` in order; one answer each.
  virtual std::vector<Answer> replay(const std::vector<std::string>& records) {
    reset();
    std::vector<Answer> answers;
    for (const std::string& record : records) answers.push_back(step(record));
    return answers;
  }
};

}  // namespace assent::support
