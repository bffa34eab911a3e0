// The claim about one drawn case: its pairs send the same bytes; and, where the browser's module is at hand, it says
// exactly what the native core says.
#pragma once

#include <optional>
#include <string>

#include "draw.hpp"
#include "engine.hpp"
#include "native_engine.hpp"
#include "policy.hpp"
#include "shares.hpp"

namespace assent::prove {

/// What was seen while cases were checked.
struct Seen {
  Seen(Claim claim, bool small_core) : shares(claim, small_core) {}

  Shares shares;
  int cases = 0;
  int without_secrets = 0;  // cases in which everything was approved at some time: no pair
  int runs = 0;
  long steps = 0;
};

/// What is wrong with a case.
struct Wrong {
  enum class What {
    leak,       // the runs of a pair differ in what leaves
    disparity,  // native core and module answer differently
    gate,       // egress::approved says other than the policy's words
  };
  What what;
  std::string words;  // the policy, the events and the bytes that differ
};

class Checker {
 public:
  /// `other`, where given, must answer every record as the native core does, and keep the claim itself. `small_core`:
  /// it is core.wasm, and no policy has a form that this does not know.
  explicit Checker(Claim claim, support::Engine* other = nullptr, bool small_core = false)
      : claim_(claim), other_(other), small_core_(small_core), seen_(claim, small_core) {}

  /// What is wrong with the case; nothing where the claim holds.
  std::optional<Wrong> check(const CaseDraw& draw);

  const Seen& seen() const { return seen_; }

 private:
  std::optional<Wrong> compare(const Policy& policy, const std::vector<Run>& runs, const std::vector<int>& secret,
                               const Secrets& secrets);
  std::optional<Wrong> answers_differ(const Policy& policy, const std::vector<Run>& runs);

  support::NativeEngine native_;
  Claim claim_;
  support::Engine* other_;
  bool small_core_;
  Seen seen_;
};

}  // namespace assent::prove
