// Goals and the page as a destination, from a policy's files to its pack, each rule both ways.
#include <boost/test/unit_test.hpp>

#include "authoring/lint.hpp"
#include "opened_pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::OpenedPack;
using testing::PolicyFolder;

constexpr const char* goals_file = "shop/goals.json";

Json parse(const char* text) { return Json::parse(text); }

// The sound policy with a page that hears of the hero, and a goal after it.
struct Folder : PolicyFolder {
  Folder() {
    Folder& self = *this;
    self["shop/site.json"]["destinations"]["page"] =
        parse(R"({"title": "@to.web", "purposes": ["personal"], "page": true})");
    for (const char* label : {"style", "party", "age", "likes"})
      self["shop/attributes.json"][label]["leaves"]["page"] = parse(R"({"as": "decision"})");
    self["shop/slots/hero.json"]["exposes"].push_back("page");
    self[goals_file] =
        parse(R"({"enquiry": {"title": "Somebody asked", "after": "home.hero", "exposes": ["web", "page"]}})");
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(lint_goals_and_pages)

BOOST_AUTO_TEST_CASE(a_goal_becomes_part_of_pack_and_page) {
  Folder folder;
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  const auto& goal = policy::at(opened.pack->goals(), 0);
  const std::size_t slot = goal.slot();
  BOOST_TEST(policy::view(goal.id()) == "enquiry");
  BOOST_TEST(policy::view(policy::id_at(opened.pack->slots(), slot)) == "hero");
  BOOST_TEST(policy::size(goal.exposes()) == 2u);
  BOOST_TEST(!policy::at(opened.pack->destinations(), 0).page());
  BOOST_TEST(policy::at(opened.pack->destinations(), 2).page());
  const Json page = Json::parse(opened.pack->page()->str());
  BOOST_TEST(page["goals"] == Json({{{"id", "enquiry"}, {"slot", slot}}}));
  BOOST_TEST(page["full_core"] == true);
}

BOOST_AUTO_TEST_CASE(without_goals_a_page_needs_no_full_core) {
  Folder folder;
  folder.remove(goals_file);
  const Outcome outcome = folder.compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  const OpenedPack opened(outcome.compiled->packs.at("en"));
  const Json page = Json::parse(opened.pack->page()->str());
  BOOST_TEST(!page.contains("goals"));
  BOOST_TEST(!page.contains("full_core"));
}

BOOST_AUTO_TEST_CASE(a_goal_names_its_slot_by_id_or_place) {
  Folder folder;
  folder[goals_file]["enquiry"]["after"] = "hero";
  BOOST_TEST(folder.compile().compiled.has_value());
  folder[goals_file]["enquiry"]["after"] = "home.nowhere";
  BOOST_TEST(has_error(folder.compile(), "goals.json#/enquiry/after", "no slot \"home.nowhere\""));
  folder[goals_file]["enquiry"]["after"] = "not a name";
  BOOST_TEST(has_error(folder.compile(), "goals.json#/enquiry/after", "neither the id"));
}

BOOST_AUTO_TEST_CASE(a_goal_is_told_to_who_hears_of_its_slot) {
  Folder folder;
  folder[goals_file]["enquiry"]["exposes"] = parse(R"(["nix"])");
  BOOST_TEST(has_error(folder.compile(), "goals.json#/enquiry/exposes/0", "no destination \"nix\""));
  folder[goals_file]["enquiry"]["exposes"] = parse(R"(["crm"])");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "goals.json#/enquiry/exposes/0", "does not hear what the slot \"hero\" shows"));
  BOOST_TEST(has_error(outcome, "goals.json#/enquiry/exposes/0", "reveals \"style\""));
  folder[goals_file]["enquiry"]["exposes"] = Json::array();
  BOOST_TEST(has_error(folder.compile(), "goals.json#/enquiry/exposes", "empty"));
}

BOOST_AUTO_TEST_CASE(a_goal_needs_every_label_to_leave) {
  Folder folder;
  folder["shop/attributes.json"]["age"]["leaves"].erase("page");
  const Outcome outcome = folder.compile();
  BOOST_TEST(has_error(outcome, "goals.json#/enquiry/exposes/1", "reveals \"age\""));
  BOOST_TEST(has_error(outcome, "slots/hero.json#/exposes/1", "reveals \"age\""));
}

BOOST_AUTO_TEST_CASE(content_reaches_goals_of_its_own_slot_alone) {
  const std::string care = R"(<template data-experience="steps"><a href="/a" data-assent-goal="GOAL">a</a></template>)";
  const auto with = [&](const std::string& goal) {
    Folder folder;
    folder[goals_file]["climb"] = parse(R"({"title": "t", "after": "care", "exposes": ["web"]})");
    std::string html = care;
    html.replace(html.find("GOAL"), 4, goal);
    folder.write("shop/content/en/care.html", html);
    return folder.compile();
  };
  const Outcome own = with("climb");
  BOOST_TEST(own.compiled.has_value(), lines(own));
  for (const char* other : {"enquiry", "nothing", ""})
    BOOST_TEST(has_error(with(other), "content/en/care.html#", "is no goal after this slot"), other);
}

BOOST_AUTO_TEST_CASE(no_value_leaves_for_the_page) {
  Folder folder;
  folder["shop/attributes.json"]["party"]["leaves"]["page"] = parse(R"({"minimize": "keep"})");
  BOOST_TEST(has_error(folder.compile(), "attributes.json#/party/leaves/page", "which is the page"));
}

BOOST_AUTO_TEST_CASE(the_page_has_neither_webhook_nor_export) {
  for (const char* outlet :
       {R"({"webhook": {"url": "https://a.example/"}})", R"({"export": {"columns": {"s": "subject"}}})"}) {
    Folder folder;
    folder["shop/site.json"]["destinations"]["page"].update(parse(outlet));
    BOOST_TEST(has_error(folder.compile(), "site.json#/destinations/page", "is the page"), outlet);
  }
}

BOOST_AUTO_TEST_CASE(a_site_has_one_page) {
  Folder folder;
  folder["shop/site.json"]["destinations"]["tags"] =
      parse(R"({"title": "@to.web", "purposes": ["personal"], "page": true})");
  BOOST_TEST(has_error(folder.compile(), "site.json#/destinations/tags/page", "is the page already"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
