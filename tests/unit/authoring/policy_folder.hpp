// A small sound policy in a folder of its own, for tests to break in one place. It removes what it wrote.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "authoring/compile.hpp"
#include "authoring/strict_json.hpp"

namespace assent::authoring::testing {

/// 2026-07-01, in days since 1970-01-01: every test compiles on this day.
inline constexpr std::int32_t today = 20'635;

class PolicyFolder {
 public:
  PolicyFolder();
  ~PolicyFolder();
  PolicyFolder(const PolicyFolder&) = delete;
  PolicyFolder& operator=(const PolicyFolder&) = delete;

  /// The JSON file at a path inside policies/ ("shop/site.json", "regimes/eu.json"), to be changed in place.
  Json& operator[](const std::string& path);
  /// Any other content for a path, instead of JSON.
  void write(const std::string& path, std::string bytes);
  void remove(const std::string& path);

  /// Writes what was changed and compiles.
  Outcome compile();
  std::filesystem::path path() const { return root_ / "policies" / "shop"; }

  /// Writes what was changed.
  void save();

 private:
  std::filesystem::path root_;
  std::map<std::string, Json> files_;
  std::map<std::string, std::string> raw_;
};

/// A problem of that severity at the end of that `file#pointer` whose sentence holds `words`.
bool has(const Outcome& outcome, Problem::Severity severity, std::string_view place, std::string_view words);
bool has_error(const Outcome& outcome, std::string_view place, std::string_view words);
bool has_warning(const Outcome& outcome, std::string_view place, std::string_view words);

/// Every problem, one a line: what a failed check prints.
std::string lines(const Outcome& outcome);

}  // namespace assent::authoring::testing
