// A site that names every preset of the repository, compiled as any policy is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "authoring/strict_json.hpp"
#include "policy/pack.hpp"

namespace assent::regimes {

/// policies/regimes/*.json, by id.
std::map<std::string, authoring::Json> read_presets();

/// What a site is made of, besides the files in tests/regimes/site.
struct Making {
  bool asks_age = false;       // where a preset has an age rule
  int marketing_revision = 0;  // counted up: marketing has changed so that it matters
};

/// A compiled site. Throws where the policy has an error.
class Site {
 public:
  explicit Site(const Making& making);
  const policy::Pack& pack() const { return *pack_; }

 private:
  std::vector<std::uint64_t> words_;  // aligned as the reader demands
  const policy::Pack* pack_ = nullptr;
};

struct Sites {
  Site plain{{}};
  Site asking{{true, 0}};
  Site changed{{false, 1}};
};

}  // namespace assent::regimes
