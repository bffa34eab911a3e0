// What is not permitted, by the policy's own words, and events about it that one run of a pair has and the other has
// not, or has with another value, another length or in another order.
#pragma once

#include <vector>

#include "consent/state.hpp"
#include "script.hpp"

namespace assent::prove {

/// An event in one run only: behind common event `behind`.
struct Insertion {
  std::size_t behind = 0;
  std::string words;
  std::string record;
};

/// How the runs of a pair differ, for the figures.
struct Differences {
  bool value = false;
  bool length = false;
  bool order = false;
  bool presence = false;
};

/// What must not show. `nowhere`: attributes that are approved for no destination, in anything that leaves. `decision`:
/// those that are approved as a decision at most, in the attributes that are sent.
enum class Claim { nowhere, decision };

/// Which attributes were approved for some destination at some moment of a run; the rest is secret.
class Approvals {
 public:
  explicit Approvals(const pack::Pack& pack);

  /// Takes note of what stands now.
  void add(const consent::Permissions& permissions);
  /// Attributes that were never approved. What an approved one is inferred from is not secret.
  std::vector<int> secrets(Claim claim) const;
  /// Where egress::approved and the policy's words differ: the first such attribute; -1 where they never did.
  int disputed() const { return disputed_; }

 private:
  const pack::Pack& pack_;
  consent::Permissions last_;
  bool asked_ = false;
  std::vector<bool> approved_;
  std::vector<bool> approved_as_value_;
  int disputed_ = -1;
};

/// The secret events of run 0 and of run 1.
struct Secrets {
  std::vector<Insertion> runs[2];
  Differences differences;
};
Secrets make_secrets(const std::vector<SecretDraw>& draws, const std::vector<int>& secret, const Script& script,
                     const pack::Pack& pack);

}  // namespace assent::prove
