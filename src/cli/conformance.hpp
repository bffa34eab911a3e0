// Public suites of cases, run against our own readers and writers. A suite takes the parsed file and keeps no other
// expectation than the file's own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/strict_json.hpp"

namespace assent::cli {

/// What became of a file's cases; `failures` has one sentence for each that failed.
struct Tally {
  std::size_t passed = 0;
  std::vector<std::string> failures;
  void count(bool passes, std::string_view name, std::string_view otherwise);
};

/// Each throws nlohmann's exception where the file is not of its suite's schema.
/// Texts to accept or refuse: {"vectors": [{"name", "expect": "accept|reject|either", "base64"}]}.
Tally run_json(const authoring::Json& file);
/// RFC 8785: {"vectors": [{"name", "inputUtf8", "expectedUtf8"}]}.
Tally run_jcs(const authoring::Json& file);
/// Wycheproof: {"testGroups": [{"publicKey": {"pk"}, "tests": [{"tcId", "comment", "msg", "sig", "result"}]}]}.
Tally run_ed25519(const authoring::Json& file);
/// GrowthBook's SDK cases, the groups hash, getBucketRange, chooseVariation and getEqualWeights.
Tally run_growthbook(const authoring::Json& file);

}  // namespace assent::cli
