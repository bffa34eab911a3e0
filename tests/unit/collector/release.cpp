// Cases of what stored rows may still go: by the consent, the policy and the time of the moment.
#include "collector/release.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/purpose_set.hpp"
#include "collector/shop.hpp"
#include "collector/store.hpp"

using namespace assent;
using namespace assent::collector;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::shop_pack;

namespace {

constexpr double kept_ms = noon_ms + 1000;

struct Kept {
  test::Folder folder;
  Database database{folder.path() / "a.sqlite3"};
  bool lenient = false;
  Policing policing() const { return {"corner-books", shop_pack(), lenient}; }

  Kept() { store::prepare(database); }

  void grant(const std::vector<std::string>& purposes, bool unproven = false) {
    const Json record = test::record(purposes, noon_ms, "token");
    store::Consent consent{"corner-books",
                           record["record_id"],
                           "ann",
                           "key",
                           "signature",
                           record.dump(),
                           noon_ms,
                           noon_ms,
                           false,
                           unproven,
                           "{}"};
    std::string receipt;
    store::insert(database, consent, receipt);
    store::let_stand(database, consent);
  }
  store::Event event(const std::string& destination) const {
    return {"urn:assent:corner-books", "id", "corner-books", "ann", destination, "r", "p", "d", noon_ms, noon_ms};
  }
  void keep(const std::vector<store::Attribute>& rows) { store::replace_attributes(database, event("crm"), rows); }
  Release released(double now_ms = noon_ms) { return release_attributes(database, policing(), "ann", "crm", now_ms); }
  static std::size_t count(const Release& release) { return release.permit ? release.permit->draft().items.size() : 0; }
  static std::string withheld(const Release& release) {
    std::string all;
    for (const auto& [rule, rows] : release.withheld) all += std::string(rule) + " " + std::to_string(rows) + ";";
    return all;
  }
};

const store::Attribute age{"crm", "age", "\"18-34\"", "personalization", kept_ms};
const store::Attribute topic{"crm", "topic", "\"poetry\"", "marketing", kept_ms};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(releases, Kept)

BOOST_AUTO_TEST_CASE(each_row_is_released_or_withheld_by_its_own_rule) {
  keep({age, topic});
  grant({"personalization"});
  const Release release = released();
  BOOST_TEST(count(release) == 1u);
  BOOST_TEST(withheld(release) == "attribute_without_consent 1;");
  BOOST_TEST(purpose_ids(shop_pack(), release.purposes()) == "personalization");
}

BOOST_AUTO_TEST_CASE(nothing_is_released_without_a_consent_that_stands_and_is_proven) {
  keep({age, topic});
  BOOST_TEST(withheld(released()) == "no_consent 2;");
  grant({"personalization", "marketing"}, true);
  BOOST_TEST(withheld(released()) == "consent_unproven 2;");
  BOOST_TEST(!released().permit);
  lenient = true;
  BOOST_TEST(count(released()) == 2u);
}

BOOST_AUTO_TEST_CASE(expired_consent_and_retention_withhold) {
  keep({age});
  grant({"personalization"});
  BOOST_TEST(count(released(kept_ms)) == 1u);
  BOOST_TEST(withheld(released(kept_ms + 1)) == "past_retention 1;");
  keep({{"crm", "age", "\"18-34\"", "personalization", 1e15}});
  BOOST_TEST(count(released(noon_ms + 400.0 * 86'400'000)) == 0u);
}

BOOST_AUTO_TEST_CASE(row_never_gains_a_purpose_by_staying) {
  keep({{"crm", "age", "\"18-34\"", "marketing", kept_ms}});
  grant({"personalization", "marketing"});
  BOOST_TEST(withheld(released()) == "purpose_without_consent 1;");
}

BOOST_AUTO_TEST_CASE(row_that_the_policy_no_longer_lets_leave_like_this_is_withheld) {
  keep({{"crm", "age", "34", "personalization", kept_ms},
        {"crm", "shoe-size", "43", "personalization", kept_ms},
        {"crm", "town", "\"1\"", "personalization", kept_ms}});
  grant({"personalization"});
  BOOST_TEST(withheld(released()) == "attribute_not_for_destination 1;not_minimized 1;unknown_attribute 1;");
}

BOOST_AUTO_TEST_CASE(exposure_is_released_while_its_slot_stands) {
  store::insert_exposure(database, event("collector"),
                         {"collector", "hero", "everyone", "blue", "personalization", kept_ms});
  const auto exposure = [&](double now_ms) {
    return release_exposure(database, policing(), "ann", "collector", "urn:assent:corner-books", "id", now_ms);
  };
  BOOST_TEST(withheld(exposure(noon_ms)) == "no_consent 1;");
  grant({"personalization"});
  BOOST_TEST(exposure(kept_ms).permit);
  BOOST_TEST(withheld(exposure(kept_ms + 1)) == "past_retention 1;");
  BOOST_TEST(
      !release_exposure(database, policing(), "bob", "collector", "urn:assent:corner-books", "id", noon_ms).permit);
  grant({"measurement"});
  BOOST_TEST(withheld(exposure(noon_ms)) == "slot_without_consent 1;");
}

BOOST_AUTO_TEST_CASE(goal_is_released_as_an_exposure_is_and_with_its_name) {
  store::insert_exposure(database, event("collector"),
                         {"collector", "hero", "everyone", "blue", "personalization", kept_ms, "order"});
  grant({"personalization"});
  const auto released =
      release_exposure(database, policing(), "ann", "collector", "urn:assent:corner-books", "id", noon_ms);
  BOOST_REQUIRE(released.permit);
  BOOST_TEST(released.permit->draft().exposure->goal == 0);
}

BOOST_AUTO_TEST_CASE(goal_that_the_policy_has_no_longer_is_kept_back) {
  store::insert_exposure(database, event("collector"),
                         {"collector", "hero", "everyone", "blue", "personalization", kept_ms, "gone"});
  grant({"personalization"});
  BOOST_TEST(withheld(release_exposure(database, policing(), "ann", "collector", "urn:assent:corner-books", "id",
                                       noon_ms)) == "unknown_goal 1;");
}

BOOST_AUTO_TEST_SUITE_END()
