// Each reason, from the decision that has it.
#include "personalization/reason.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "features_site.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

namespace {

constexpr std::string_view features = R"({"keeps": "kept", "features": {
  "plain": {"defaultValue": 0},
  "everyone": {"defaultValue": 0, "rules": [{"force": 1}]},
  "pro": {"defaultValue": 0, "rules": [{"condition": {"plan": "pro"}, "force": 1}]},
  "half": {"defaultValue": 0, "rules": [{"force": 1, "coverage": 1, "hashAttribute": "id"}]},
  "trial": {"defaultValue": 0, "rules": [{"key": "trial", "variations": [1, 2], "hashAttribute": "id",
    "meta": [{"key": "0"}, {"key": "1"}]}]},
  "gated": {"defaultValue": 0, "rules": [{"parentConditions": [{"id": "plain", "condition": {"value": 1}, "gate": true}],
    "force": 1}]},
  "self": {"defaultValue": 0, "rules": [{"parentConditions": [{"id": "self", "condition": {"value": 1}}], "force": 1}]},
  "$holdout:all": {"defaultValue": "out"},
  "held": {"defaultValue": 0, "rules": [{"parentConditions": [{"id": "$holdout:all", "condition": {"value": "out"}}],
    "force": 0}]},
  "helped": {"purpose": "care", "defaultValue": 0, "rules": [{"condition": {"mobility": {"$exists": true}}, "force": 1}]}}})";

struct Fixture {
  FeaturesSite site{features, R"({"kept": {}})"};
  Visitor visitor{site};

  std::string reason(std::string_view feature) {
    Trace trace;
    const Outcome outcome = visitor.decides(feature, &trace);
    return reason_name(reason_of(visitor.inputs(), site.feature(feature), outcome, trace));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reasons, Fixture)

BOOST_AUTO_TEST_CASE(rules) {
  visitor.is("id", "u1");
  visitor.is("plan", "pro");
  BOOST_TEST(reason("nobody-knows-it") == "UNKNOWN");
  BOOST_TEST(reason("plain") == "DEFAULT");
  BOOST_TEST(reason("everyone") == "STATIC");
  BOOST_TEST(reason("pro") == "TARGETING_MATCH");
  BOOST_TEST(reason("half") == "SPLIT");
  BOOST_TEST(reason("trial") == "SPLIT");
  BOOST_TEST(reason("gated") == "DISABLED");
  BOOST_TEST(reason("self") == "ERROR");
  BOOST_TEST(reason("held") == "HOLDOUT");
}

BOOST_AUTO_TEST_CASE(a_kept_variation_and_a_forced_one) {
  visitor.is("id", "u1");
  visitor.setting.kept = &visitor.kept;
  BOOST_TEST(reason("trial") == "SPLIT");
  BOOST_TEST(reason("trial") == "CACHED");
  visitor.setting.forced.add(base::Text("trial"), 1);
  BOOST_TEST(reason("trial") == "STATIC");
}

BOOST_AUTO_TEST_CASE(without_the_purpose_consent_is_the_reason) {
  visitor.permissions.permitted.set(served::care, false);
  BOOST_TEST(reason("helped") == "CONSENT_WITHHELD");
}

BOOST_AUTO_TEST_CASE(what_may_not_be_read_is_the_reason_where_nothing_applied) {
  visitor.knows("mobility", "1");
  BOOST_TEST(reason("helped") == "TARGETING_MATCH");
  visitor.permissions.explicitly.set(served::care, false);  // the purpose stands, and not for such data
  BOOST_TEST(reason("helped") == "CONSENT_WITHHELD");
}

BOOST_AUTO_TEST_CASE(what_is_too_old_is_the_reason_where_nothing_applied) {
  visitor.is("plan", "pro");
  visitor.profile.cells[site.attribute("plan")].at_ms -= 400.0 * 86'400'000;  // its retention is a year
  BOOST_TEST(reason("pro") == "STALE");
}

BOOST_AUTO_TEST_CASE(names_are_all_different) {
  std::set<std::string> names;
  for (int each = 0; each <= static_cast<int>(Reason::holdout); ++each)
    names.insert(reason_name(static_cast<Reason>(each)));
  BOOST_TEST(names.size() == static_cast<std::size_t>(Reason::holdout) + 1);
}

BOOST_AUTO_TEST_SUITE_END()
