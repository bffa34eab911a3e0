// Reads a written-down visit, tests/parity/scripts/*.json, whose events name purposes, attributes and slots as the
// policy does. It plays the storage between two page loads, and nothing else of the page.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "policy/pack.hpp"

namespace assent::parity {

/// A visit: events in order, and what must come of them, so that a script cannot come to test nothing.
struct Visit {
  std::string about;
  std::vector<nlohmann::json> events;
  nlohmann::json expect;
};

/// Throws where the file is no visit.
Visit read_visit(const std::filesystem::path& file);

/// Makes the records of a visit, one after another.
class Records {
 public:
  explicit Records(const pack::Pack& pack) : pack_(pack) {}

  /// The record of an event; `stored` is the snapshot in storage, empty where there is none. Throws where the event
  /// names what the policy does not have.
  std::string next(const nlohmann::json& event, const std::string& stored);

 private:
  std::string start(const nlohmann::json& of, const std::string& stored);
  std::vector<std::string> facts(const nlohmann::json& of) const;

  const pack::Pack& pack_;
  double now_ms_ = 1'767'603'600'000;  // 2026-01-05 09:00 UTC
  std::uint64_t loads_ = 0;
};

}  // namespace assent::parity
