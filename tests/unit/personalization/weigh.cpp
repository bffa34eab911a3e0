// Weights are Shapley values: held against the definition, over drawn slots and the decision itself.
#include "personalization/weigh.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <numeric>
#include <random>

#include "support/consents.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;
using pack::Op;

namespace {

constexpr std::size_t facts_from = 1000;

using Known = std::vector<int>;  // per attribute: 0 or 1, -1 where nothing is known
using By = std::map<std::size_t, std::int32_t>;

// A site with `count` switches and one slot that asks about them.
Site site_of(std::size_t count, std::vector<Experience> experiences) {
  Site site = sample_site();
  site.attributes.clear();
  Slot slot{"place", purpose::personalization};
  for (std::size_t each = 0; each < count; ++each) {
    site.attributes.push_back({"switch-" + std::to_string(each), pack::ValueType::boolean, {purpose::personalization}});
    slot.labels.push_back(static_cast<std::uint16_t>(each));
  }
  slot.experiences = std::move(experiences);
  site.slots = {slot};
  return site;
}

struct Visitor {
  explicit Visitor(const Site& from) : site(from), profile(empty_profile(site.pack())) {
    page.facts = base::Array<Page::Fact>(context::count);
  }

  Inputs inputs() const { return {site.pack(), profile, permissions, page, noon_ms, 0}; }
  void knows(const Known& known) {
    profile = empty_profile(site.pack());
    for (std::size_t each = 0; each < known.size(); ++each)
      if (known[each] >= 0)
        profile::set(site.pack(), profile, static_cast<policy::AttributeId>(each), of_boolean(known[each] == 1),
                     noon_ms);
  }
  Decision shows() const { return decide(inputs(), 0, 1, nullptr); }
  // By attribute; facts are counted from facts_from.
  By weighs() {
    weights = Weights();
    weigh(inputs(), 0, 1, shows(), weights);
    By by;
    for (const WeighedFactor& each : weights.factors)
      by[each.index + (each.subject == pack::Subject::context ? facts_from : 0)] = each.weight;
    return by;
  }

  OpenSite site;
  profile::Profile profile;
  Page page;
  consent::Permissions permissions = permitting_everything();
  Weights weights;
};

std::size_t draw(std::mt19937& random, std::size_t below) { return random() % below; }

// A condition of some depth about the first `count` attributes.
Condition drawn(std::mt19937& random, std::size_t count, int depth) {
  if (depth == 0 || draw(random, 3) == 0) {
    const auto attribute = static_cast<policy::AttributeId>(draw(random, count));
    if (draw(random, 4) == 0) return exists(attribute);
    return number(attribute, draw(random, 2) ? Op::eq : Op::ne, {draw(random, 2) ? 1.0 : 0.0});
  }
  std::vector<Condition> children;
  for (std::size_t left = 1 + draw(random, 3); left > 0; --left) children.push_back(drawn(random, count, depth - 1));
  const std::size_t kind = draw(random, 3);
  return kind == 0 ? all(children) : kind == 1 ? any(children) : none(children);
}

// Whether the decision is what it is for `known` where only the attributes of `coalition` are known.
bool wins(Visitor& visitor, const Known& known, std::uint32_t coalition, const Decision& shown) {
  Known some = known;
  for (std::size_t each = 0; each < some.size(); ++each)
    if ((coalition >> each & 1) == 0) some[each] = -1;
  visitor.knows(some);
  return visitor.shows() == shown;
}

// The definition: over all orders in which the attributes may become known, how often each made the decision what it
// is, less how often it unmade it. Asked of decide() by profiles alone.
By by_definition(Visitor& visitor, const Known& known) {
  visitor.knows(known);
  const Decision shown = visitor.shows();
  std::vector<std::size_t> order(known.size());
  std::iota(order.begin(), order.end(), 0);
  By sums;
  do {
    std::uint32_t coalition = 0;
    for (const std::size_t next : order) {
      const bool before = wins(visitor, known, coalition, shown);
      coalition |= 1u << next;
      sums[next] += wins(visitor, known, coalition, shown) - before;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  visitor.knows(known);
  return sums;
}

std::int32_t factorial(std::size_t of) { return of < 2 ? 1 : static_cast<std::int32_t>(of) * factorial(of - 1); }

std::int32_t sum_of(const By& by) {
  std::int32_t sum = 0;
  for (const auto& [factor, weight] : by) sum += weight;
  return sum;
}

Condition on(std::size_t attribute) { return number(static_cast<policy::AttributeId>(attribute), Op::eq, {1}); }

// A slot with one experience that asks `count` switches, all of which are on.
Visitor asked_of_all(std::size_t count) {
  std::vector<Condition> children;
  for (std::size_t each = 0; each < count; ++each) children.push_back(on(each));
  Visitor visitor(site_of(count, {{"shown", {all(children)}}}));
  visitor.knows(Known(count, 1));
  return visitor;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights)

BOOST_AUTO_TEST_CASE(weights_are_shapley_values_of_the_decision_itself) {
  constexpr std::size_t count = 4;
  std::mt19937 random(7);
  int weighed = 0;
  for (int site = 0; site < 150; ++site) {
    std::vector<Experience> experiences;
    for (std::size_t left = 1 + draw(random, 3); left > 0; --left)
      experiences.push_back({"e" + std::to_string(left), {drawn(random, count, 3)}});
    Visitor visitor(site_of(count, experiences));
    Known known(count);
    for (int& each : known) each = static_cast<int>(draw(random, 3)) - 1;
    const By expected = by_definition(visitor, known);
    const By found = visitor.weighs();
    const Decision shown = visitor.shows();
    for (const auto& [attribute, weight] : expected) {
      // Whoever is not named by any condition is no factor, and has no weight.
      const auto at = found.find(attribute);
      const std::int64_t mine = at == found.end() ? 0 : at->second;
      BOOST_TEST(mine * factorial(count) == std::int64_t{weight} * visitor.weights.whole);
      weighed += weight != 0 ? 1 : 0;
    }
    const bool needs_nothing = wins(visitor, known, 0, shown);
    BOOST_TEST(sum_of(found) == (needs_nothing ? 0 : visitor.weights.whole));
  }
  BOOST_TEST(weighed > 100);
}

BOOST_AUTO_TEST_CASE(who_plays_the_same_part_weighs_the_same) {
  Visitor visitor(site_of(3, {{"shown", {all({on(0), any({on(1), on(2)})})}}}));
  visitor.knows({1, 1, 1});
  By by = visitor.weighs();
  BOOST_TEST(visitor.weights.whole == 6);
  BOOST_TEST(by[0] == 4);
  BOOST_TEST(by[1] == 1);
  BOOST_TEST(by[2] == 1);
}

BOOST_AUTO_TEST_CASE(who_changes_nothing_has_no_weight) {
  Visitor visitor(site_of(3, {{"shown", {any({on(0), all({on(1), on(2)})})}}}));
  visitor.knows({1, 1, 0});
  By by = visitor.weighs();
  BOOST_TEST(by[0] == visitor.weights.whole);
  BOOST_TEST(by[1] == 0);
  BOOST_TEST(by[2] == 0);
}

BOOST_AUTO_TEST_CASE(who_spoke_against_what_is_shown_has_a_weight_below_zero) {
  Visitor visitor(site_of(2, {{"shown", {all({on(0), none({on(1)})})}}}));
  visitor.knows({1, 1});
  BOOST_TEST(visitor.shows().experience == -1);
  By by = visitor.weighs();
  BOOST_TEST(by[0] == -1);
  BOOST_TEST(by[1] == 1);
  BOOST_TEST(visitor.weights.whole == 2);
}

BOOST_AUTO_TEST_CASE(what_was_switched_off_or_withheld_has_no_weight) {
  Visitor visitor = asked_of_all(2);
  visitor.profile.cells[0].off = true;
  for (const auto& [attribute, weight] : visitor.weighs()) BOOST_TEST(weight == 0);
  visitor.profile.cells[0].off = false;
  visitor.permissions = {};
  for (const auto& [attribute, weight] : visitor.weighs()) BOOST_TEST(weight == 0);
  BOOST_TEST(visitor.weighs().size() == 2);
}

BOOST_AUTO_TEST_CASE(a_fact_about_the_page_is_a_factor) {
  Visitor visitor(site_of(1, {{"shown", {all({on(0), fact(context::campaign, Op::eq, {"alps"})})}}}));
  visitor.page.facts[context::campaign] = {true, policy::symbol_of(visitor.site.pack(), "alps")};
  visitor.knows({1});
  By by = visitor.weighs();
  BOOST_TEST(by[0] == 1);
  BOOST_TEST(by[facts_from + context::campaign] == 1);
  BOOST_TEST(visitor.weights.whole == 2);
}

BOOST_AUTO_TEST_CASE(an_inferred_attribute_is_one_factor_whatever_it_comes_from) {
  Visitor visitor(sample_site());
  profile::set(visitor.site.pack(), visitor.profile, attribute::party, of_text("family"), noon_ms);
  By by = visitor.weighs();
  BOOST_TEST(visitor.shows().experience == 0);
  BOOST_TEST(by[attribute::family] == visitor.weights.whole);
  BOOST_TEST(!by.contains(attribute::party));
}

BOOST_AUTO_TEST_CASE(ten_factors_are_weighed_each_on_its_own) {
  Visitor visitor = asked_of_all(max_weighed);
  const By by = visitor.weighs();
  BOOST_TEST(visitor.weights.whole == factorial(max_weighed));
  for (const auto& [attribute, weight] : by) BOOST_TEST(weight == factorial(max_weighed - 1));
  for (const WeighedFactor& each : visitor.weights.factors) BOOST_TEST(!each.together);
}

BOOST_AUTO_TEST_CASE(of_eleven_the_last_two_are_weighed_as_one) {
  Visitor visitor = asked_of_all(max_weighed + 1);
  const By by = visitor.weighs();
  std::size_t together = 0;
  for (const WeighedFactor& each : visitor.weights.factors) {
    BOOST_TEST(each.together == (each.index >= max_weighed - 1));
    together += each.together ? 1 : 0;
  }
  BOOST_TEST(together == 2);
  // Nine alone and one for the two.
  for (const auto& [attribute, weight] : by) BOOST_TEST(weight == factorial(max_weighed - 1));
}

BOOST_AUTO_TEST_CASE(who_makes_no_comparison_hold_takes_no_place_among_the_ten) {
  Visitor visitor = asked_of_all(max_weighed + 1);
  Known known(max_weighed + 1, 1);
  known[3] = -1;
  visitor.knows(known);
  visitor.weighs();
  for (const WeighedFactor& each : visitor.weights.factors) BOOST_TEST(!each.together);
}

BOOST_AUTO_TEST_SUITE_END()
