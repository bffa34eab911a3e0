// Every way in which a notice may disadvantage who refuses is an error of its own, and one run names them all.
#include <boost/test/unit_test.hpp>

#include "authoring/lint.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* file = "shop/notice.json";

Outcome with(const char* pointer, const char* value) {
  PolicyFolder folder;
  folder[file][Json::json_pointer(pointer)] = Json::parse(value);
  return folder.compile();
}

// Exactly that one problem.
bool is_only(const Outcome& outcome, const char* pointer, std::string_view words) {
  return outcome.problems.size() == 1 && has_error(outcome, std::string("notice.json#") + pointer, words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_notices)

BOOST_AUTO_TEST_CASE(a_layer_that_accepts_rejects_too) {
  const Outcome in_preferences = with("/preferences/actions", R"(["save", "accept"])");
  BOOST_TEST(is_only(in_preferences, "/preferences/actions", "offers \"accept\" and no \"reject\""),
             lines(in_preferences));
  const Outcome on_banner = with("/banner/actions", R"(["accept", "choose"])");
  BOOST_TEST(has_error(on_banner, "notice.json#/banner/actions", "offers \"accept\" and no \"reject\""));
}

BOOST_AUTO_TEST_CASE(a_reject_that_is_a_link_is_unequal) {
  const Outcome outcome = with("/banner/actions/1", R"({"do": "reject", "as": "link"})");
  BOOST_TEST(is_only(outcome, "/banner/actions/1", "unequal actions: \"reject\" is a link"), lines(outcome));
  const Outcome both = with("/preferences/actions", R"(["save", {"do": "accept", "as": "link"},
    {"do": "reject", "as": "link"}])");
  BOOST_TEST(is_only(both, "/preferences/actions/2", "unequal actions: \"reject\" is a link"), lines(both));
}

BOOST_AUTO_TEST_CASE(accept_and_reject_are_of_one_kind) {
  const Outcome outcome = with("/preferences/actions/1", R"({"do": "accept", "as": "link"})");
  BOOST_TEST(is_only(outcome, "/preferences/actions/1", "unequal actions: \"accept\" is a link"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(refusing_takes_no_more_clicks_than_accepting) {
  const Outcome later = with("/banner/actions", R"(["accept", "choose"])");
  BOOST_TEST(has_error(later, "notice.json#", "more clicks to refuse than to accept: 2 against 1"), lines(later));
  BOOST_TEST(later.problems.size() == 2u);
  PolicyFolder nowhere;
  nowhere[file]["banner"]["actions"] = {"accept", "choose"};
  nowhere[file]["preferences"]["actions"] = {"save", "accept"};
  BOOST_TEST(has_error(nowhere.compile(), "notice.json#", "refusing is offered nowhere"));
  PolicyFolder only_later;
  only_later[file]["banner"]["actions"] = {"choose"};
  const Outcome outcome = only_later.compile();
  BOOST_TEST(is_only(outcome, "/banner/actions", "not the actions that this layer shows"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(clicks_are_counted_over_the_layers_that_exist) {
  PolicyFolder folder;
  folder[file].erase("banner");
  const Outcome outcome = folder.compile();
  BOOST_TEST(is_only(outcome, "", "the field \"banner\" is missing"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(nothing_is_preticked) {
  const Outcome outcome = with("/preselected", R"(["personal"])");
  BOOST_TEST(is_only(outcome, "/preselected", "nothing is pre-ticked"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(a_preticked_purpose_that_does_not_exist_is_a_dangling_reference) {
  BOOST_TEST(has_error(with("/preselected", R"(["nix"])"), "notice.json#/preselected/0", "no purpose \"nix\""));
}

BOOST_AUTO_TEST_CASE(withdrawal_is_not_hidden) {
  const Outcome outcome = with("/reopen", R"("none")");
  BOOST_TEST(is_only(outcome, "/reopen", "withdrawal is hidden"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(there_is_no_consent_wall) {
  const Outcome outcome = with("/wall", "true");
  BOOST_TEST(is_only(outcome, "/wall", "a consent wall"), lines(outcome));
}

BOOST_AUTO_TEST_CASE(what_breaks_no_rule_and_is_not_drawn_is_refused) {
  for (const char* actions : {R"(["reject", "accept", "choose"])", R"(["accept", "reject"])", R"([])", R"(["choose"])",
                              R"(["accept", "reject", "save"])", R"(["accept", "accept", "reject", "choose"])",
                              R"(["accept", "reject", {"do": "choose", "as": "link"}])",
                              R"(["accept", "reject", "choose", "choose", "choose", "choose", "choose", "choose"])"}) {
    const Outcome outcome = with("/banner/actions", actions);
    BOOST_TEST(is_only(outcome, "/banner/actions", "not the actions that this layer shows, in this order"),
               lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(actions_are_taken_at_their_limit_and_refused_one_past) {
  for (const std::size_t past : {0, 1}) {
    PolicyFolder folder;
    folder[file]["banner"]["actions"] = Json(std::vector<std::string>(max_actions + past, "choose"));
    const Outcome outcome = folder.compile();
    BOOST_TEST(is_only(outcome, "/banner/actions", past ? "the list holds more than 8" : "not the actions"),
               lines(outcome));
  }
}

BOOST_AUTO_TEST_CASE(one_run_names_every_fault) {
  PolicyFolder folder;
  folder[file] = Json::parse(R"({
    "banner": {"actions": ["accept", "choose"]},
    "preferences": {"actions": ["save", "accept", {"do": "reject", "as": "link"}]},
    "preselected": ["personal"], "reopen": "none", "wall": true})");
  folder["shop/texts/en.json"]["ui.reject"] = "No thanks, I like boring offers";
  const Outcome outcome = folder.compile();
  const std::pair<const char*, const char*> faults[] = {
      {"notice.json#/banner/actions", "no \"reject\""},   {"notice.json#/preferences/actions/2", "unequal actions"},
      {"notice.json#", "more clicks to refuse"},          {"notice.json#/preselected", "nothing is pre-ticked"},
      {"notice.json#/reopen", "withdrawal is hidden"},    {"notice.json#/wall", "a consent wall"},
      {"texts/en.json#/ui.reject", "shames or threatens"}};
  for (const auto& [place, words] : faults) BOOST_TEST(has_error(outcome, place, words), place << " " << words);
  BOOST_TEST(outcome.problems.size() == std::size(faults), lines(outcome));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
