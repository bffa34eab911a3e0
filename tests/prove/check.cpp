// Three runs of a script: without secret events, and with those of either side. Each is compared with the next, and so
// each with each.
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
  const auto policy = make_policy(draw.policy);
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
  answers_.clear();
  for (const Run& each : runs) {
    ++seen_.runs;
    seen_.steps += static_cast<long>(each.given.size());
    answers_.push_back(other_ ? other_->replay(each.records()) : each.answers);
    if (const auto at = first_difference(each.answers, answers_.back()))
      return Wrong{Wrong::What::disparity,
                   describe_disparity(*policy.pack, each, *at, each.answers[*at], answers_.back()[*at])};
  }
  return {};
}

std::vector<std::string> Checker::left(const Run& run, const std::vector<support::Answer>& answers) const {
  return claim_ == Claim::decision ? attributes_left(run, answers) : what_left(run, answers);
}

std::optional<Wrong> Checker::compare(const Policy& policy, const std::vector<Run>& runs,
                                      const std::vector<int>& secret, const Secrets& secrets) {
  for (std::size_t at = 1; at < runs.size(); ++at) {
    const Differences alone{false, false, false, !secrets.runs[0].empty()};
    const auto one = left(runs[at - 1], answers_[at - 1]);
    const auto other = left(runs[at], answers_[at]);
    const Pair pair{*policy.pack,
                    secret,
                    runs[at - 1],
                    runs[at],
                    at == 1 ? alone : secrets.differences,
                    what_left(runs[at - 1], answers_[at - 1]) != what_left(runs[at], answers_[at])};
    seen_.shares.add(pair);
    if (const auto behind = first_difference(one, other))
      return Wrong{Wrong::What::leak, describe_leak(pair, *behind, one[*behind], other[*behind])};
  }
  return {};
}

}  // namespace assent::prove
