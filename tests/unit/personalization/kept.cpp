// Variations that were given: read from the visitor's own attribute, under its purposes.
#include "personalization/kept.hpp"

#include <boost/test/unit_test.hpp>

#include "features_site.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

namespace {

constexpr std::string_view keeper = R"({"kept": {}})";
constexpr std::string_view keeping = R"({"keeps": "kept", "features": {"button": {"defaultValue": 0,
  "rules": [{"key": "trial", "variations": ["round", "square"], "hashAttribute": "id"}]}}})";
constexpr std::string_view not_keeping = R"({"features": {"button": {"defaultValue": 0}}})";

std::string entry(const std::string& key) { return R"([")" + key + R"(", "square", "id", "u1", 2])"; }
std::size_t count(const KeptVariations& kept) {
  std::size_t entries = 0;
  for ([[maybe_unused]] const KeptVariation& each : kept) ++entries;
  return entries;
}

struct Fixture {
  FeaturesSite site{keeping, keeper};
  Visitor visitor{site};
  KeptVariations kept;

  bool reads() { return read_kept(visitor.inputs(), kept); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kept_variations, Fixture)

BOOST_AUTO_TEST_CASE(an_entry_is_read_member_by_member) {
  visitor.knows("kept", "[" + entry("trial") + "]");
  BOOST_REQUIRE(reads());
  BOOST_REQUIRE(count(kept) == 1);
  const KeptVariation& read = *kept.begin();
  BOOST_TEST(read.attribute == site.attribute("id"));
  BOOST_TEST(read.value.view() == "u1");
  BOOST_TEST(read.key.view() == "trial");
  BOOST_TEST(read.version == 2u);
  BOOST_TEST(read.name.view() == "square");
}

BOOST_AUTO_TEST_CASE(who_has_nothing_yet_may_keep_something) {
  BOOST_TEST(reads());
  BOOST_TEST(count(kept) == 0u);
}

BOOST_AUTO_TEST_CASE(without_its_purposes_nothing_is_read_and_nothing_may_be_kept) {
  visitor.knows("kept", "[" + entry("trial") + "]");
  visitor.permissions.permitted.set(served::personal, false);
  BOOST_TEST(reads());  // it is for another purpose too
  visitor.permissions.permitted.set(served::measured, false);
  kept.clear();
  BOOST_TEST(!reads());
  BOOST_TEST(count(kept) == 0u);
}

BOOST_AUTO_TEST_CASE(without_an_attribute_for_them_none_are_kept) {
  const FeaturesSite plain(not_keeping);
  Visitor of_plain(plain);
  BOOST_TEST(!read_kept(of_plain.inputs(), kept));
}

BOOST_AUTO_TEST_CASE(what_names_no_attribute_and_what_is_no_list_is_left_out) {
  visitor.knows("kept", R"([["trial", "round", "gone", "u1", 0], 7, null, ["trial"]])");
  BOOST_TEST(reads());
  BOOST_TEST(count(kept) == 0u);
  visitor.knows("kept", R"(["trial", "round", "id", "u1", 0])");
  BOOST_TEST(reads());
  BOOST_TEST(count(kept) == 0u);
}

BOOST_AUTO_TEST_CASE(a_version_that_is_none_is_0) {
  for (const char* version : {"-1", "1e300", "\"x\"", "null"}) {
    kept.clear();
    visitor.knows("kept", R"([["trial", "round", "id", "u1", )" + std::string(version) + "]]");
    BOOST_REQUIRE(reads());
    BOOST_TEST((*kept.begin()).version == 0u, version);
  }
}

BOOST_AUTO_TEST_CASE(no_more_than_the_limit_is_read) {
  // Short entries, so that the value itself stays within its limit.
  const auto short_list = [](std::size_t entries) {
    std::string list = "[";
    for (std::size_t at = 0; at < entries; ++at) list += at ? R"(,["","","id"])" : R"(["","","id"])";
    return list + "]";
  };
  visitor.knows("kept", short_list(max_kept_variations));
  BOOST_REQUIRE(reads());
  BOOST_TEST(count(kept) == max_kept_variations);
  kept.clear();
  visitor.knows("kept", short_list(max_kept_variations + 1));
  BOOST_REQUIRE(reads());
  BOOST_TEST(count(kept) == max_kept_variations);
}

BOOST_AUTO_TEST_SUITE_END()
