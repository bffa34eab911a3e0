// Cases of what may stay after a choice.
#include "collector/withdrawal.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/limits.hpp"
#include "collector/purpose_set.hpp"
#include "collector/shop.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::shop_pack;

namespace {

consent::Permissions permitting(std::string_view ids) { return {purposes_from(shop_pack(), ids), {}}; }

std::string attribute(std::string_view permitted, store::Attribute attribute) {
  return remaining_purposes(shop_pack(), permitting(permitted), attribute);
}

std::string exposure(std::string_view permitted, store::Exposure exposure) {
  return remaining_purposes(shop_pack(), permitting(permitted), exposure);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(withdrawals)

BOOST_AUTO_TEST_CASE(attribute_stays_under_the_purposes_that_are_left) {
  const store::Attribute town{"collector", "town", "\"1\"", "personalization measurement"};
  BOOST_TEST(attribute("necessary personalization measurement", town) == "personalization measurement");
  BOOST_TEST(attribute("necessary measurement", town) == "measurement");
  BOOST_TEST(attribute("necessary marketing", town) == "");
}

BOOST_AUTO_TEST_CASE(attribute_never_gains_a_purpose_by_staying) {
  BOOST_TEST(attribute("personalization measurement", {"collector", "town", "\"1\"", "measurement"}) == "measurement");
  BOOST_TEST(attribute("personalization", {"collector", "town", "\"1\"", "measurement"}) == "");
}

BOOST_AUTO_TEST_CASE(what_the_pack_does_not_know_goes) {
  BOOST_TEST(attribute("personalization", {"collector", "shoe-size", "43", "personalization"}) == "");
  BOOST_TEST(attribute("personalization", {"nowhere", "town", "\"1\"", "personalization"}) == "");
  BOOST_TEST(attribute("personalization", {"crm", "town", "\"1\"", "personalization"}) == "");
  BOOST_TEST(exposure("personalization", {"collector", "banner", "", "", "personalization"}) == "");
  BOOST_TEST(exposure("personalization", {"collector", "hero", "nobody", "", "personalization"}) == "");
}

BOOST_AUTO_TEST_CASE(exposure_stays_while_slot_and_labels_are_approved) {
  const store::Exposure shown{"collector", "hero", "everyone", "red", "personalization measurement"};
  BOOST_TEST(exposure("personalization measurement", shown) == "personalization measurement");
  BOOST_TEST(exposure("personalization", shown) == "personalization");
  BOOST_TEST(exposure("measurement", shown) == "");
}

BOOST_AUTO_TEST_CASE(longest_purpose_sets_the_retention) {
  const auto days = [](std::string_view ids) {
    return retention_ms(shop_pack(), purposes_from(shop_pack(), ids)) / day_ms;
  };
  BOOST_TEST(days("personalization") == 30);
  BOOST_TEST(days("personalization measurement") == 60);
  BOOST_TEST(days("") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
