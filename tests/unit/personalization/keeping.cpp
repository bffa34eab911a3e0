// Variations that are kept and given again; and that no login flips one.
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "deciding.hpp"
#include "personalization/feature.hpp"
#include "support/print.hpp"

using namespace assent;
using namespace assent::personalization;
using namespace assent::test;

BOOST_AUTO_TEST_SUITE(keeping)

BOOST_AUTO_TEST_CASE(variation_is_kept_once_by_who_was_divided) {
  Deciding deciding(experiment(R"(, "bucketVersion": 3)"));
  deciding.keeps();
  deciding.visitor.is("id", in_treatment);
  deciding.decides();
  deciding.decides();
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_treatment + " f 3 t"}));
  BOOST_TEST(deciding.decides().trial.is_kept);
}

BOOST_AUTO_TEST_CASE(variation_without_a_name_is_kept_by_its_number) {
  Deciding deciding(with_rules(R"([{"variations": ["control", "treatment"]}])"));
  deciding.keeps();
  deciding.visitor.is("id", in_treatment);
  deciding.decides();
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_treatment + " f 0 1"}));
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_where_nothing_is_to_be) {
  Deciding without(experiment());
  without.visitor.is("id", in_treatment);
  without.decides();
  BOOST_TEST(without.kept().empty());
  Deciding disabled(experiment(R"(, "disableStickyBucketing": true)"));
  disabled.has_kept("id", in_treatment, "f", 0, "c");
  disabled.visitor.is("id", in_treatment);
  BOOST_TEST(disabled.gets() == R"("treatment")");
  BOOST_TEST(disabled.kept() == (Lines{"id " + in_treatment + " f 0 c"}));
}

BOOST_AUTO_TEST_CASE(kept_variation_is_given_again_whatever_the_weights_are_now) {
  Deciding deciding(experiment(R"(, "weights": [1, 0], "coverage": 0)"));
  deciding.has_kept("id", "i1", "f", 0, "t");
  deciding.visitor.is("id", "i1");
  const Outcome outcome = deciding.decides();
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST((outcome.trial.is_in && outcome.trial.is_divided && outcome.trial.is_kept && outcome.trial.hash));
}

BOOST_AUTO_TEST_CASE(kept_variation_goes_before_condition_and_namespace_and_behind_prerequisites) {
  Deciding deciding(R"({"features": {"gate": {"defaultValue": false, "rules": [{"condition": {"country": "DE"},
    "force": true}]}, "f": {"rules": [{"condition": {"plan": "pro"}, "namespace": ["space", 0, 0],
    "parentConditions": [{"id": "gate", "condition": {"value": true}}], )" +
                    std::string(halves) + "}]}}}");
  deciding.has_kept("id", "i1", "f", 0, "t");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.source() == Source::fallback);
  deciding.visitor.is("country", "DE");
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(kept_variation_of_an_experiment_alone_goes_before_its_filters_and_prerequisites) {
  Deciding deciding(R"({"experiments": [{"key": "e", "filters": [{"seed": "pool", "ranges": [[0, 0]]}],
    "parentConditions": [{"id": "nowhere", "condition": {"value": 1}}], )" +
                    std::string(halves) + "}]}");
  deciding.has_kept("id", "i1", "e", 0, "t");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.gets("experiment:e") == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(what_was_kept_of_something_else_does_not_count) {
  Deciding deciding(experiment(R"(, "bucketVersion": 2)"));
  deciding.has_kept("id", in_control, "g", 2, "t");       // another experiment
  deciding.has_kept("id", in_control, "f", 1, "t");       // an earlier version
  deciding.has_kept("id", in_control, "f", 3, "t");       // a later one
  deciding.has_kept("id", "somebody else", "f", 2, "t");  // another visitor
  deciding.has_kept("plan", in_control, "f", 2, "t");     // another attribute
  deciding.has_kept("id", in_control, "f", 2, "gone");    // a variation that there is no longer
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.visitor.kept.empty());
}

BOOST_AUTO_TEST_CASE(variation_that_there_is_no_longer_is_kept_anew_in_its_place) {
  Deciding deciding(experiment());
  deciding.has_kept("id", in_control, "f", 0, "gone");
  deciding.visitor.is("id", in_control);
  BOOST_TEST(!deciding.decides().trial.is_kept);
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_control + " f 0 c"}));
}

BOOST_AUTO_TEST_CASE(new_version_is_kept_beside_the_old_one) {
  Deciding deciding(experiment(R"(, "bucketVersion": 1)"));
  deciding.has_kept("id", in_control, "f", 0, "t");
  deciding.visitor.is("id", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(deciding.kept() == (Lines{"id " + in_control + " f 0 t", "id " + in_control + " f 1 c"}));
}

BOOST_AUTO_TEST_CASE(who_has_a_version_below_the_least_is_left_out) {
  const std::string rules = "[{" + std::string(halves) + R"(, "bucketVersion": 3, "minBucketVersion": 3},
    {"force": "next"}])";
  for (const std::uint32_t version : {2u, 3u}) {
    Deciding deciding(with_rules(rules));
    deciding.has_kept("id", in_control, "f", version, "t");
    deciding.visitor.is("id", in_control);
    BOOST_TEST(deciding.gets() == (version < 3 ? R"("next")" : R"("treatment")"));
  }
  Deciding by_another(with_rules(rules));
  by_another.has_kept("id", "somebody else", "f", 2, "t");
  by_another.visitor.is("id", in_control);
  BOOST_TEST(by_another.gets() == R"("control")");
}

BOOST_AUTO_TEST_CASE(version_below_the_least_blocks_by_either_attribute) {
  const std::string rule = R"(, "fallbackAttribute": "deviceId", "bucketVersion": 3, "minBucketVersion": 3)";
  for (const auto& [attribute, value] : {std::pair("id", in_control), std::pair("device", std::string("d1"))}) {
    Deciding deciding(experiment(rule));
    deciding.has_kept(attribute, value, "f", 1, "t");
    deciding.visitor.is("id", in_control);
    deciding.visitor.is("device", "d1");
    BOOST_TEST(deciding.source() == Source::fallback, attribute);
    BOOST_TEST(deciding.kept().size() == 1u, attribute);
  }
}

BOOST_AUTO_TEST_CASE(blocked_experiment_alone_says_so) {
  Deciding deciding(alone(R"(, "bucketVersion": 1, "minBucketVersion": 1)"));
  deciding.has_kept("id", "i1", "e", 0, "t");
  deciding.visitor.is("id", "i1");
  const Outcome outcome = deciding.decides("experiment:e");
  BOOST_TEST((!outcome.trial.is_in && outcome.trial.is_kept && outcome.trial.variation == 0));
}

BOOST_AUTO_TEST_CASE(kept_variation_does_not_outlive_the_experiment) {
  Deciding stopped(alone(R"(, "status": "stopped")"));
  stopped.has_kept("id", "i1", "e", 0, "t");
  stopped.visitor.is("id", "i1");
  BOOST_TEST(!stopped.decides("experiment:e").trial.is_in);
  Deciding draft(alone(R"(, "status": "draft")"));
  draft.has_kept("id", "i1", "e", 0, "t");
  draft.visitor.is("id", "i1");
  BOOST_TEST(!draft.decides("experiment:e").trial.is_in);
}

BOOST_AUTO_TEST_SUITE_END()

// A variation does not flip at login. Before it, the hash attribute "id" has no value and the fallback "deviceId"
// divides; what it gave is kept by the device. After it, "id" has a value whose own hash may say otherwise: what was
// kept by the device goes on, and is from then on kept by the id too, so that it goes on elsewhere.
BOOST_AUTO_TEST_SUITE(identity)

namespace {

constexpr std::string_view at_login = R"(, "fallbackAttribute": "deviceId")";

struct Login : Deciding {
  Login() : Deciding(experiment(at_login)) {
    keeps();
    visitor.is("device", in_control);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_at_login, Login) {
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(decides().trial.by.attribute == site.attribute("device"));
  BOOST_TEST(kept() == (Lines{"device " + in_control + " f 0 c"}));
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("control")");
  const Outcome outcome = decides();
  BOOST_TEST(outcome.trial.is_kept);
  BOOST_TEST(outcome.trial.by.attribute == site.attribute("id"));
  BOOST_TEST((outcome.trial.hash == hash_of("f", in_treatment, 1)));
}

BOOST_FIXTURE_TEST_CASE(without_kept_variations_it_would_flip, Login) {
  visitor.setting.kept = nullptr;
  BOOST_TEST(source() == Source::fallback);  // and before the login nothing divides
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("treatment")");
}

BOOST_FIXTURE_TEST_CASE(after_the_login_it_is_kept_by_the_id_too, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  BOOST_TEST(kept() == (Lines{"device " + in_control + " f 0 c", "id " + in_treatment + " f 0 c"}));
}

BOOST_FIXTURE_TEST_CASE(variation_goes_on_on_another_device_after_the_login, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.is("device", in_treatment);
  BOOST_TEST(gets() == R"("control")");
  visitor.forgets("device");
  BOOST_TEST(gets() == R"("control")");
}

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_at_logout, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.forgets("id");
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(decides().trial.is_kept);
}

BOOST_FIXTURE_TEST_CASE(what_was_kept_by_the_id_goes_before_what_was_kept_by_the_device, Login) {
  decides();
  has_kept("id", in_treatment, "f", 0, "t");
  BOOST_TEST(gets() == R"("control")");
  visitor.is("id", in_treatment);
  BOOST_TEST(gets() == R"("treatment")");
  BOOST_TEST(kept().size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(second_visitor_of_a_device_gets_what_was_kept_by_it, Login) {
  decides();
  visitor.is("id", in_treatment);
  decides();
  visitor.is("id", in_treatment + "x");
  BOOST_TEST(gets() == R"("control")");
  BOOST_TEST(kept().size() == 3u);
}

BOOST_AUTO_TEST_CASE(variation_is_kept_by_id_where_the_rule_names_no_fallback) {
  Deciding deciding(experiment(R"(, "hashAttribute": "deviceId")"));
  deciding.has_kept("id", "i1", "f", 0, "c");
  deciding.visitor.is("device", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
  deciding.visitor.kept.clear();
  deciding.has_kept("id", "i1", "f", 0, "c");
  deciding.visitor.is("id", "i1");
  BOOST_TEST(deciding.gets() == R"("control")");
}

BOOST_FIXTURE_TEST_CASE(variation_does_not_flip_where_the_split_changes_its_weights_between, Login) {
  decides();
  Deciding after(experiment(std::string(at_login) + R"(, "weights": [0, 1])"));
  after.has_kept("device", in_control, "f", 0, "c");
  after.visitor.is("device", in_control);
  after.visitor.is("id", in_treatment);
  BOOST_TEST(after.gets() == R"("control")");
}

// Visitors whose consent withholds what divides them are divided anew on each page view: nothing of it is kept, and so
// nothing is told apart later by it.
constexpr std::string_view by_mobility = R"({"purpose": "care", "features": {"f": {"rules": [{
  "hashAttribute": "mobility", "variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}]}]}}})";

BOOST_AUTO_TEST_CASE(split_of_a_page_view_is_never_kept) {
  Deciding deciding(by_mobility);
  deciding.keeps();
  deciding.visitor.is("mobility", "a ramp");
  deciding.visitor.permissions.explicitly = {};
  for (const std::string& view : {in_control, in_treatment}) {
    deciding.visitor.page_view = view;
    const Outcome outcome = deciding.decides();
    BOOST_TEST((outcome.trial.is_in && outcome.trial.is_divided && !outcome.trial.is_kept));
    BOOST_TEST(outcome.trial.variation == (view == in_control ? 0 : 1));
    BOOST_TEST(deciding.kept().empty());
  }
}

BOOST_AUTO_TEST_CASE(what_was_kept_before_consent_was_withdrawn_does_not_count_without_it) {
  Deciding deciding(by_mobility);
  deciding.keeps();
  deciding.visitor.is("mobility", in_treatment);
  BOOST_TEST(deciding.gets() == R"("treatment")");
  BOOST_TEST(deciding.kept() == (Lines{"mobility " + in_treatment + " f 0 t"}));
  deciding.visitor.permissions.explicitly = {};
  deciding.visitor.page_view = in_control;
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(deciding.kept().size() == 1u);
  deciding.visitor.permissions.explicitly.set(served::care);
  BOOST_TEST(deciding.gets() == R"("treatment")");
}

BOOST_AUTO_TEST_CASE(withheld_attribute_goes_on_with_what_its_fallback_has_kept) {
  Deciding deciding(R"({"purpose": "care", "features": {"f": {"rules": [{"hashAttribute": "mobility",
    "fallbackAttribute": "deviceId", "variations": ["control", "treatment"], "meta": [{"key": "c"}, {"key": "t"}]}]}}})",
                    R"({"device": {"path": "deviceId", "purposes": ["care"]}})");
  deciding.keeps();
  deciding.visitor.is("device", in_control);
  BOOST_TEST(deciding.gets() == R"("control")");
  deciding.visitor.is("mobility", in_treatment);
  deciding.visitor.permissions.explicitly = {};
  deciding.visitor.page_view = in_treatment;
  BOOST_TEST(deciding.gets() == R"("control")");
  BOOST_TEST(!deciding.decides().trial.by.lasts);
  BOOST_TEST(deciding.kept() == (Lines{"device " + in_control + " f 0 c"}));
}

BOOST_AUTO_TEST_SUITE_END()
