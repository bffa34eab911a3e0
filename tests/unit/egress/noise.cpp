// Noise: its odds, that one value has one answer, and that the budget ends it. All draws are fixed by their keys.
#include "egress/noise.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::egress;
using namespace assent::test;

namespace {

constexpr std::uint32_t plenty = 1'000'000;
constexpr int draws = 40'000;

std::uint64_t part(double probability) { return static_cast<std::uint64_t>(probability * 0x1p64); }

// A leave with the odds that a policy's epsilon gives over so many levels.
struct Question {
  Question(pack::Minimizer minimizer, double epsilon, std::uint32_t count) : levels(count) {
    const double weight = std::exp(epsilon);
    const double ratio = std::exp(-epsilon / (levels - 1));
    const bool is_geometric = minimizer == pack::Minimizer::noisy_round;
    Leave leave =
        noisy(kept(destination::crm), part(is_geometric ? (1 - ratio) / (1 + ratio) : weight / (weight + levels - 1)),
              static_cast<std::uint32_t>(epsilon * 1000));
    leave.further = is_geometric ? part(ratio) : 0;
    Site site = sample_site();
    site.attributes[attribute::party].leaves = {leave};
    opened = std::make_unique<OpenSite>(site);
  }
  const pack::Leave& leave() const {
    return policy::at(policy::at(opened->pack().attributes(), attribute::party).leaves(), 0);
  }
  std::optional<std::uint32_t> ask(std::uint64_t unit, std::uint32_t level, base::Text& spending,
                                   std::uint32_t budget = plenty) const {
    return answer(leave(), key_for(unit, "party", "crm"), level, levels, budget, spending);
  }
  // How often each level is told by visitors whose true level is `level`.
  std::vector<double> told(std::uint32_t level) const {
    std::vector<double> shares(levels);
    for (std::uint64_t unit = 1; unit <= draws; ++unit) {
      base::Text spending;
      shares.at(ask(unit, level, spending).value()) += 1.0 / draws;
    }
    return shares;
  }

  std::uint32_t levels;
  std::unique_ptr<OpenSite> opened;
};

// Five standard deviations of a share of so many draws.
double tolerance(double share) { return 5 * std::sqrt(share * (1 - share) / draws) + 1e-4; }

}  // namespace

BOOST_AUTO_TEST_SUITE(noise)

BOOST_AUTO_TEST_CASE(randomized_response_tells_the_truth_as_often_as_epsilon_says) {
  for (const double epsilon : {0.5, 1.0, 3.0})
    for (const std::uint32_t levels : {2u, 5u}) {
      const Question question(pack::Minimizer::noisy_keep, epsilon, levels);
      const double truth = std::exp(epsilon) / (std::exp(epsilon) + levels - 1);
      const double other = 1 / (std::exp(epsilon) + levels - 1);
      const auto shares = question.told(1);
      for (std::uint32_t level = 0; level < levels; ++level) {
        const double expected = level == 1 ? truth : other;
        BOOST_TEST(std::fabs(shares[level] - expected) < tolerance(expected), epsilon << " " << levels << " " << level);
      }
    }
}

BOOST_AUTO_TEST_CASE(geometric_noise_has_the_shares_of_the_clipped_discrete_laplace_distribution) {
  constexpr std::uint32_t levels = 8;
  constexpr double epsilon = 2;
  const Question question(pack::Minimizer::noisy_round, epsilon, levels);
  const double ratio = std::exp(-epsilon / (levels - 1));
  for (const std::uint32_t level : {0u, 3u, 7u}) {
    const auto shares = question.told(level);
    for (std::uint32_t told = 0; told < levels; ++told) {
      const int away = std::abs(static_cast<int>(told) - static_cast<int>(level));
      // At an end everything beyond it is told as the end itself.
      const double weight = told == 0 || told == levels - 1 ? 1 / (1 + ratio) : (1 - ratio) / (1 + ratio);
      const double expected = weight * std::pow(ratio, away);
      BOOST_TEST(std::fabs(shares[told] - expected) < tolerance(expected), level << " as " << told);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_true_level_makes_an_answer_more_likely_than_epsilon_allows) {
  constexpr std::uint32_t levels = 4;
  for (const auto minimizer : {pack::Minimizer::noisy_keep, pack::Minimizer::noisy_round}) {
    const Question question(minimizer, 1, levels);
    std::vector<std::vector<double>> shares;
    for (std::uint32_t level = 0; level < levels; ++level) shares.push_back(question.told(level));
    for (const auto& one : shares)
      for (const auto& other : shares)
        for (std::uint32_t told = 0; told < levels; ++told)
          BOOST_TEST(one[told] < std::exp(1.0) * other[told] * 1.2, "told " << told);
  }
}

BOOST_AUTO_TEST_CASE(one_value_has_one_answer_and_is_paid_once) {
  const Question question(pack::Minimizer::noisy_keep, 1, 4);
  base::Text spending;
  const auto first = question.ask(7, 2, spending);
  const base::Text once(spending);
  for (int again = 0; again < 10; ++again) BOOST_TEST((question.ask(7, 2, spending) == first));
  BOOST_TEST((spending == once));
  question.ask(7, 3, spending);
  BOOST_TEST(spending.size() == once.size() + 4);
  BOOST_TEST((question.ask(7, 2, spending) == first));
}

BOOST_AUTO_TEST_CASE(budget_pays_to_its_limit_and_no_further) {
  const Question question(pack::Minimizer::noisy_keep, 1, 4);
  base::Text spending;
  BOOST_TEST(question.ask(7, 0, spending, 2'000).has_value());
  BOOST_TEST(question.ask(7, 1, spending, 2'000).has_value());
  BOOST_TEST(question.ask(7, 0, spending, 2'000).has_value());
  BOOST_TEST(!question.ask(7, 2, spending, 2'000).has_value());
  base::Text nothing_spent;
  BOOST_TEST(!question.ask(7, 0, nothing_spent, 999).has_value());
}

// Otherwise what stays away and what comes back would tell whether the value is one of before.
BOOST_AUTO_TEST_CASE(after_an_answer_that_could_not_be_paid_for_nothing_more_is_told) {
  const Question question(pack::Minimizer::noisy_keep, 1, 4);
  base::Text spending;
  BOOST_TEST(question.ask(7, 0, spending, 1'000).has_value());
  BOOST_TEST(!question.ask(7, 1, spending, 1'000).has_value());
  for (std::uint32_t level = 0; level < 4; ++level) BOOST_TEST(!question.ask(7, level, spending).has_value());
}

BOOST_AUTO_TEST_CASE(no_more_answers_than_the_limit_are_kept) {
  const Question question(pack::Minimizer::noisy_keep, 0.001, 200);
  base::Text spending;
  for (std::uint32_t level = 0; level < max_answers; ++level) BOOST_TEST(question.ask(7, level, spending).has_value());
  BOOST_TEST(question.ask(7, 0, spending).has_value());
  BOOST_TEST(!question.ask(7, max_answers, spending).has_value());
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_spending_pay_for_nothing) {
  const Question question(pack::Minimizer::noisy_keep, 1, 4);
  for (const std::string_view bytes : {"abc", "abcdefg"}) {
    base::Text spending(bytes);
    for (int again = 0; again < 2; ++again) BOOST_TEST(!question.ask(7, 0, spending).has_value());
  }
  base::Text all_spent(std::string_view("\xff\xff\xff\xff", 4));
  BOOST_TEST(!question.ask(7, 0, all_spent).has_value());
}

BOOST_AUTO_TEST_CASE(attributes_destinations_and_visitors_do_not_share_noise) {
  const base::SipKey key = key_for(7, "party", "crm");
  for (const base::SipKey& other : {key_for(8, "party", "crm"), key_for(7, "age", "crm"), key_for(7, "party", "web")})
    BOOST_TEST((other.low != key.low || other.high != key.high));
  BOOST_TEST(key_for(7, "crm", "party").high != key.high);
}

BOOST_AUTO_TEST_SUITE_END()
