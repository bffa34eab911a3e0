// How many pairs had what it takes to show a leak. A proof whose pairs differ in nothing, or send nothing, proves
// nothing: each share has a minimum, and a run below one fails.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "run.hpp"

namespace assent::prove {

/// Two runs that must not differ in what leaves.
struct Pair {
  const pack::Pack& pack;
  const std::vector<int>& secret;
  const Run& one;
  const Run& other;
  Differences differences;
  bool shows = false;  // something else that left differed, as it may where the claim is about attributes alone
};

class Shares {
 public:
  /// `small_core`: no policy has what core.wasm does not know.
  explicit Shares(Claim claim, bool small_core = false) : claim_(claim), small_core_(small_core) {}

  void add(const Pair& pair);
  int pairs() const { return pairs_; }

  struct Share {
    std::string name;
    double minimum;  // of all pairs
    int count;
  };
  std::vector<Share> all() const;

 private:
  Claim claim_;
  bool small_core_;
  int pairs_ = 0;
  std::map<std::string, int> counts_;
};

}  // namespace assent::prove
