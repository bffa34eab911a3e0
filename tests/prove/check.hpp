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
  explicit Seen(Claim claim) : shares(claim) {}

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
  /// `other`, where given, must answer every record as the native core does, and keep the claim itself.
  explicit Checker(Claim claim, support::Engine* other = nullptr) : claim_(claim), other_(other), seen_(claim) {}

  /// What is wrong with the case; nothing where the claim holds.
  std::optional<Wrong> check(const CaseDraw& draw);

  const Seen& seen() const { return seen_; }

 private:
  std::optional<Wrong> compare(const Policy& policy, const std::vector<Run>& runs, const std::vector<int>& secret,
                               const Secrets& secrets);
  std::optional<Wrong> answers_differ(const Policy& policy, const std::vector<Run>& runs);
  std::vector<std::string> left(const Run& run, const std::vector<support::Answer>& answers) const;

  support::NativeEngine native_;
  Claim claim_;
  support::Engine* other_;
  std::vector<std::vector<support::Answer>> answers_;  // of the runs of this case, of the engine on trial
  Seen seen_;
};

}  // namespace assent::prove
