// What slots show, and how variants are split.
#include "personalization/decide.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "support/consents.hpp"
#include "support/print.hpp"
#include "support/values.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

namespace {

struct Fixture {
  const policy::Pack& pack = sample();
  profile::Profile profile = empty_profile(pack);
  Page page;
  consent::Permissions permissions = permitting_everything();
  std::uint64_t unit = 1;
  Trace trace;

  Fixture() { page.facts = base::Array<Page::Fact>(context::count); }

  void knows(policy::AttributeId id, const profile::ValueView& value) {
    BOOST_TEST_REQUIRE(profile::set(pack, profile, id, value, noon_ms) == base::Fault::none);
  }
  Decision shows(policy::SlotId slot) {
    return decide({pack, profile, permissions, page, noon_ms, 0}, slot, unit, &trace);
  }
};

// A slot's one experience that splits by these weights.
struct Split {
  Split(const std::string& seed, const std::vector<std::uint32_t>& weights) : site(site_with(seed, weights)) {}

  static Site site_with(const std::string& seed, const std::vector<std::uint32_t>& weights) {
    Site made = sample_site();
    Experience one{"one", {}, seed};
    for (const auto weight : weights) one.variants.push_back({"v" + std::to_string(one.variants.size()), weight});
    made.slots[0].experiences = {one};
    return made;
  }
  int variant(std::uint64_t unit) const {
    return choose_variant(policy::at(policy::at(site.pack().slots(), 0).experiences(), 0), unit);
  }
  // The number of units among the first `units` that fall into each variant.
  std::vector<int> counts(std::size_t variants, std::uint64_t units) const {
    std::vector<int> found(variants);
    for (std::uint64_t unit = 0; unit < units; ++unit) ++found[static_cast<std::size_t>(variant(unit))];
    return found;
  }

  OpenSite site;
};

// Ten thousandths: where a unit falls, found by moving the edge between two variants.
int bucket(const std::string& seed, std::uint64_t unit) {
  int low = 0;
  int high = 9999;
  while (low < high) {
    const int middle = (low + high) / 2;
    const auto width = static_cast<std::uint32_t>(middle + 1);
    if (Split(seed, {width, 10'000 - width}).variant(unit) == 0)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(decisions, Fixture)

BOOST_AUTO_TEST_CASE(first_experience_whose_condition_holds_is_shown) {
  knows(attribute::party, of_text("family"));
  page.facts[context::campaign] = {true, policy::symbol_of(pack, "alps")};
  BOOST_TEST((shows(slot::hero) == Decision{0, -1, false}));
  profile::forget(profile, attribute::party);
  BOOST_TEST((shows(slot::hero) == Decision{1, -1, false}));
  page.facts[context::campaign] = {true, policy::no_symbol};
  BOOST_TEST(shows(slot::hero).experience == 2);
}

BOOST_AUTO_TEST_CASE(default_content_is_shown_where_no_condition_holds) {
  BOOST_TEST((shows(slot::offer) == Decision{-1, -1, false}));
  knows(attribute::age, of_number(65));
  BOOST_TEST((shows(slot::offer) == Decision{0, -1, false}));
}

BOOST_AUTO_TEST_CASE(slot_without_experiences_shows_its_default) {
  Site site = sample_site();
  site.slots[slot::offer].experiences.clear();
  const OpenSite open(site);
  BOOST_TEST((decide({open.pack(), profile, permissions, page, noon_ms, 0}, slot::offer, 1, nullptr) == Decision{}));
}

BOOST_AUTO_TEST_CASE(slot_without_consent_is_withheld_and_nothing_is_considered) {
  knows(attribute::party, of_text("family"));
  permissions = permitting({purpose::necessary, purpose::measurement});
  BOOST_TEST((shows(slot::hero) == Decision{-1, -1, true}));
  BOOST_TEST(trace.empty());
}

BOOST_AUTO_TEST_CASE(special_category_decides_on_explicit_consent_only) {
  knows(attribute::wheelchair, of_boolean(true));
  BOOST_TEST(shows(slot::aside).experience == 0);
  permissions = permitting({purpose::accessibility});
  trace.clear();
  BOOST_TEST((shows(slot::aside) == Decision{-1, -1, false}));
  BOOST_TEST_REQUIRE(trace.size() == 1u);
  BOOST_TEST(trace[0].code == Code::consent_withheld);
}

BOOST_AUTO_TEST_CASE(trace_names_the_experience_that_each_leaf_was_looked_at_for) {
  shows(slot::hero);
  BOOST_TEST_REQUIRE(trace.size() == 2u);
  BOOST_TEST(trace[0].experience == 0);
  BOOST_TEST(trace[0].code == Code::absent);
  BOOST_TEST(trace[1].experience == 1);
  BOOST_TEST((policy::at(pack.nodes(), trace[1].node).subject() == pack::Subject::context));
}

BOOST_AUTO_TEST_CASE(trace_changes_nothing_about_the_decision) {
  for (unit = 0; unit < 50; ++unit) {
    const Decision traced = shows(slot::hero);
    BOOST_TEST((decide({pack, profile, permissions, page, noon_ms, 0}, slot::hero, unit, nullptr) == traced));
  }
}

BOOST_AUTO_TEST_CASE(experience_without_variants_has_none) { BOOST_TEST(Split("seed", {}).variant(1) == -1); }

BOOST_AUTO_TEST_CASE(variants_without_weight_are_never_chosen) {
  BOOST_TEST(Split("seed", {0, 0}).variant(1) == -1);
  const std::vector<int> counts = Split("seed", {0, 1, 0}).counts(3, 1000);
  BOOST_TEST(counts == std::vector<int>({0, 1000, 0}));
}

BOOST_AUTO_TEST_CASE(units_fall_into_variants_as_weighted) {
  const std::vector<int> even = Split("winter", {50, 50}).counts(2, 10'000);
  BOOST_TEST(std::abs(even[0] - 5000) < 200);
  const std::vector<int> uneven = Split("winter", {10, 20, 70}).counts(3, 10'000);
  BOOST_TEST(std::abs(uneven[0] - 1000) < 150);
  BOOST_TEST(std::abs(uneven[1] - 2000) < 200);
  BOOST_TEST(std::abs(uneven[2] - 7000) < 200);
}

BOOST_AUTO_TEST_CASE(same_unit_gets_the_same_variant_and_another_seed_splits_anew) {
  const Split winter("winter", {50, 50});
  const Split summer("summer", {50, 50});
  int differ = 0;
  for (std::uint64_t unit = 0; unit < 1000; ++unit) {
    BOOST_TEST(winter.variant(unit) == winter.variant(unit));
    if (winter.variant(unit) != summer.variant(unit)) ++differ;
  }
  BOOST_TEST((differ > 400 && differ < 600));
}

BOOST_AUTO_TEST_CASE(only_the_ratio_of_weights_counts) {
  const Split small("winter", {1, 3});
  const Split large("winter", {1'000'000'000, 3'000'000'000});
  for (std::uint64_t unit = 0; unit < 1000; ++unit) BOOST_TEST(small.variant(unit) == large.variant(unit));
}

BOOST_AUTO_TEST_CASE(moving_weight_moves_only_the_units_at_the_edge) {
  const Split before("winter", {50, 50});
  const Split after("winter", {60, 40});
  for (std::uint64_t unit = 0; unit < 1000; ++unit)
    if (before.variant(unit) == 0) BOOST_TEST(after.variant(unit) == 0);
}

// The published cases hash seed and value one after the other; here the value is always 16 hex digits, so that the
// cases that end in 16 of them can be asked.
BOOST_AUTO_TEST_CASE(split_follows_the_published_hash) {
  std::ifstream file(ASSENT_SOURCE_DIR "/../shared/vectors/growthbook-cases.json");
  if (!file) {
    BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
    return;
  }
  std::stringstream read;
  read << file.rdbuf();
  const std::string cases = read.str();
  const std::regex row(R"re(\[\s*"([0-9a-z]*)",\s*"([0-9a-z]+)",\s*2,\s*([0-9.]+)\s*\])re");
  int asked = 0;
  for (std::sregex_iterator found(cases.begin(), cases.end(), row), end; found != end; ++found) {
    const std::string whole = (*found)[1].str() + (*found)[2].str();
    if (whole.size() < 16 || whole.find_first_not_of("0123456789abcdef", whole.size() - 16) != std::string::npos)
      continue;
    const std::uint64_t unit = std::stoull(whole.substr(whole.size() - 16), nullptr, 16);
    BOOST_TEST(bucket(whole.substr(0, whole.size() - 16), unit) == std::lround(std::stod((*found)[3]) * 10'000));
    ++asked;
  }
  BOOST_TEST(asked > 0);
}

BOOST_AUTO_TEST_SUITE_END()
