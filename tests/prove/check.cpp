// Three runs of a script: without secret events, and with those of either side. Each is compared with the next, and so
// each with each. The module's answers are the native core's, byte for byte, or the case is wrong already: so what left
// one has left the other.
#include "check.hpp"

#include "describe.hpp"

namespace assent::prove {

namespace {

template <class T>
std::optional<std::size_t> first_difference(const std::vector<T>& one, const std::vector<T>& other) {
  for (std::size_t at = 0; at < one.size(); ++at)
    if (one[at] != other[at]) return at;
  return {};
}

}  // namespace

std::optional<Wrong> Checker::check(const CaseDraw& draw) {
  ++seen_.cases;
  const auto policy = make_policy(draw.policy, small_core_);
  const auto symbols = native_.open(policy->bytes);
  const Script script = make_script(draw.script, *policy->pack);
  Approvals approvals(*policy->pack);
  std::vector<Run> runs{run(native_, script, {}, &approvals)};
  if (approvals.disputed() >= 0)
    return Wrong{Wrong::What::gate, "attribute" + std::to_string(approvals.disputed()) + "\n" + show(*policy->pack)};

  const std::vector<int> secret = approvals.secrets(claim_);
  const Secrets secrets = make_secrets(draw.secrets, secret, script, *policy->pack);
  if (secret.empty())
    ++seen_.without_secrets;
  else
    for (const auto& side : secrets.runs) runs.push_back(run(native_, script, side));

  if (other_ && other_->open(policy->bytes) != symbols)
    return Wrong{Wrong::What::disparity, "the symbols\n" + show(*policy->pack)};
  if (auto wrong = answers_differ(*policy, runs)) return wrong;
  return compare(*policy, runs, secret, secrets);
}

std::optional<Wrong> Checker::answers_differ(const Policy& policy, const std::vector<Run>& runs) {
  for (const Run& each : runs) {
    ++seen_.runs;
    seen_.steps += static_cast<long>(each.given.size());
    if (!other_) continue;
    const std::vector<support::Answer> others = other_->replay(each.records());
    if (const auto at = first_difference(each.answers, others))
      return Wrong{Wrong::What::disparity, describe_disparity(*policy.pack, each, *at, each.answers[*at], others[*at])};
  }
  return {};
}

std::optional<Wrong> Checker::compare(const Policy& policy, const std::vector<Run>& runs,
                                      const std::vector<int>& secret, const Secrets& secrets) {
  for (std::size_t at = 1; at < runs.size(); ++at) {
    const Differences alone{false, false, false, !secrets.runs[0].empty()};
    const Run& one = runs[at - 1];
    const Run& other = runs[at];
    const Pair pair{*policy.pack, secret, one, other, at == 1 ? alone : secrets.differences, one.left != other.left};
    seen_.shares.add(pair);
    if (!pair.shows) continue;  // not even what the narrower claim leaves out differs
    const auto left = claim_ == Claim::decision ? attributes_left(one) : one.left;
    const auto left_there = claim_ == Claim::decision ? attributes_left(other) : other.left;
    if (const auto behind = first_difference(left, left_there))
      return Wrong{Wrong::What::leak, describe_leak(pair, *behind, left[*behind], left_there[*behind])};
  }
  return {};
}

}  // namespace assent::prove
