// A hashed text is not in the pack, and the condition holds for it and for nothing else.
#include "authoring/hashing.hpp"

#include <boost/test/unit_test.hpp>

#include "opened_pack.hpp"
#include "personalization/condition.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::OpenedPack;
using testing::PolicyFolder;

constexpr const char* hero = "shop/slots/hero.json";

PolicyFolder& with_when(PolicyFolder& folder, const char* condition) {
  folder[hero]["experiences"][0]["when"] = Json::parse(condition);
  folder[hero]["exposes"] = Json::array();
  return folder;
}

std::string pack_with(const char* condition) {
  PolicyFolder folder;
  const Outcome outcome = with_when(folder, condition).compile();
  BOOST_REQUIRE_MESSAGE(outcome.compiled, lines(outcome));
  return outcome.compiled->packs.at("en");
}

std::string hash_of(const std::string& bytes, std::string_view text) {
  const OpenedPack opened(bytes);
  base::Text hash;
  policy::append_hash(hash, opened.pack->salt(), text);
  return std::string(hash.view());
}

// Whether the hero's first condition holds on a page with that campaign.
bool holds(const std::string& bytes, std::string_view campaign) {
  const OpenedPack opened(bytes);
  const pack::Pack& pack = *opened.pack;
  personalization::Page page{base::Array<personalization::Page::Fact>(1)};
  page.facts[0] = {true, policy::symbol_of(pack, campaign)};
  const profile::Profile profile;
  const consent::Permissions permissions;
  const auto* when = pack.slots()->Get(1)->experiences()->Get(0)->when();
  return personalization::holds({pack, profile, permissions, page, 0, 1}, when, nullptr);
}

bool contains(const std::string& bytes, std::string_view text) { return bytes.find(text) != std::string::npos; }

constexpr const char* hashed_campaign = R"({"page.query.campaign": {"in": ["spring-secret"], "hashed": true}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(hashed_operands)

BOOST_AUTO_TEST_CASE(a_pack_holds_the_hash_and_not_the_name) {
  const std::string bytes = pack_with(hashed_campaign);
  BOOST_TEST(!contains(bytes, "spring"));
  BOOST_TEST(!contains(bytes, "secret"));
  const std::string hash = hash_of(bytes, "spring-secret");
  BOOST_TEST(hash.size() == 17u);
  BOOST_TEST(hash.find_first_not_of("0123456789abcdef", 1) == std::string::npos);
  BOOST_TEST(contains(bytes, hash));
  BOOST_TEST(contains(pack_with(R"({"page.query.campaign": {"in": ["spring-secret"]}})"), "spring-secret"));
}

BOOST_AUTO_TEST_CASE(a_hashed_condition_holds_for_its_text_and_for_no_other) {
  const std::string bytes = pack_with(hashed_campaign);
  BOOST_TEST(holds(bytes, "spring-secret"));
  for (const std::string& other : {std::string(""), std::string("spring"), std::string("spring-secrets"),
                                   std::string("Spring-Secret"), hash_of(bytes, "spring-secret"), std::string("#")})
    BOOST_TEST(!holds(bytes, other), other);
}

BOOST_AUTO_TEST_CASE(every_comparison_of_whole_texts_can_be_hashed) {
  const std::string eq = pack_with(R"({"page.query.campaign": {"eq": "a", "hashed": true}})");
  BOOST_TEST(holds(eq, "a"));
  BOOST_TEST(!holds(eq, "b"));
  const std::string ne = pack_with(R"({"page.query.campaign": {"ne": "a", "hashed": true}})");
  BOOST_TEST(!holds(ne, "a"));
  BOOST_TEST(holds(ne, "b"));
  const std::string both = pack_with(R"({"page.query.campaign": {"in": ["a", "b", "c"], "ne": "b", "hashed": true}})");
  BOOST_TEST(holds(both, "a"));
  BOOST_TEST(!holds(both, "b"));
  BOOST_TEST(holds(both, "c"));
  BOOST_TEST(!holds(both, "d"));
}

BOOST_AUTO_TEST_CASE(one_wish_hashes_every_text_that_is_compared_whole) {
  const std::string bytes = pack_with(R"({"any": [{"page.query.campaign": {"eq": "hidden", "hashed": true}},
    {"page.query.campaign": {"in": ["hidden", "also-open", "#hash"]}}, {"home": {"ne": "somewhere"}}]})");
  for (const char* text : {"hidden", "also-open", "#hash", "somewhere"}) BOOST_TEST(!contains(bytes, text), text);
  for (const char* text : {"hidden", "also-open", "#hash"}) BOOST_TEST(holds(bytes, text), text);
  for (const char* text : {"#hidden", "closed", ""}) BOOST_TEST(!holds(bytes, text), text);
}

BOOST_AUTO_TEST_CASE(attributes_declared_and_inferred_are_compared_by_hash_too) {
  const std::string bytes = pack_with(R"({"any": [{"page.query.campaign": {"eq": "hidden", "hashed": true}},
    {"home": {"eq": "southside"}}, {"style": {"eq": "near"}}]})");
  BOOST_TEST(!contains(bytes, "southside"));
  const OpenedPack opened(bytes);
  const pack::Pack& pack = *opened.pack;
  profile::Profile profile{base::Array<profile::Cell>(policy::size(pack.attributes()))};
  const personalization::Page page;
  consent::Permissions permissions;
  permissions.permitted.set(1);
  const personalization::Inputs inputs{pack, profile, permissions, page, 0, 1};
  const auto* when = pack.slots()->Get(1)->experiences()->Get(0)->when();
  BOOST_TEST(personalization::holds(inputs, when, nullptr));  // style is inferred as "near"
  const auto likes = static_cast<policy::AttributeId>(policy::find(pack.attributes(), "likes"));
  base::Text alps;
  profile::add_item(alps, "alps");
  BOOST_REQUIRE((profile::set(pack, profile, likes, {pack::ValueType::text_list, 0, alps}, 0) == base::Fault::none));
  BOOST_TEST(!personalization::holds(inputs, when, nullptr));  // now as "far": a list's items are compared openly
  const auto home = static_cast<policy::AttributeId>(policy::find(pack.attributes(), "home"));
  BOOST_REQUIRE((profile::set(pack, profile, home, {pack::ValueType::text, 0, "southside"}, 0) == base::Fault::none));
  BOOST_TEST(personalization::holds(inputs, when, nullptr));
}

BOOST_AUTO_TEST_CASE(an_item_of_a_list_with_the_same_text_changes_nothing) {
  const std::string bytes = pack_with(R"({"any": [{"page.query.campaign": {"eq": "alps", "hashed": true}},
    {"likes": {"contains": "alps"}}]})");
  BOOST_TEST(holds(bytes, "alps"));
  BOOST_TEST(!holds(bytes, "sea"));
}

BOOST_AUTO_TEST_CASE(a_pack_has_a_salt_of_its_site_where_it_hashes_and_none_where_it_does_not) {
  PolicyFolder one, other;
  with_when(other, hashed_campaign)["shop/site.json"]["id"] = "another-shop";
  const OpenedPack first(with_when(one, hashed_campaign).compile().compiled->packs.at("en"));
  const OpenedPack second(other.compile().compiled->packs.at("en"));
  BOOST_TEST(first.pack->salt() != 0u);
  BOOST_TEST(second.pack->salt() != 0u);
  BOOST_TEST(first.pack->salt() != second.pack->salt());
  const OpenedPack plain(pack_with(R"({"page.query.campaign": {"in": ["a"]}})"));
  BOOST_TEST(plain.pack->salt() == 0u);
}

BOOST_AUTO_TEST_CASE(builds_with_hashes_reproduce) {
  BOOST_TEST((pack_with(hashed_campaign) == pack_with(hashed_campaign)));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_hashed_is_an_error) {
  struct {
    const char *condition, *pointer, *words;
  } const cases[] = {
      {R"({"age": {"eq": 18, "hashed": true}})", "age/eq", "only texts can be hashed"},
      {R"({"trip": {"in": ["2026-11-23"], "hashed": true}})", "trip/in", "only texts can be hashed"},
      {R"({"likes": {"contains": "alps", "hashed": true}})", "likes/contains", "only what eq, ne and in compare with"},
      {R"({"home": {"exists": true, "hashed": true}})", "home/exists", "only what eq, ne and in compare with"},
      {R"({"page.path": {"exists": false, "hashed": true}})", "page.path/exists",
       "only what eq, ne and in compare with"},
      {R"({"party": {"eq": "solo", "hashed": true}})", "party/eq", "the pack lists the values of \"party\""},
      {R"({"style": {"eq": "far", "hashed": true}})", "style/eq", "the pack lists the values of \"style\""},
      {R"({"home": {"eq": "10", "hashed": 1}})", "home/hashed", "true or false"},
      {R"({"home": {"hashed": true}})", "home", "nothing is compared"}};
  for (const auto& [condition, pointer, words] : cases) {
    PolicyFolder folder;
    const Outcome outcome = with_when(folder, condition).compile();
    BOOST_TEST(has_error(outcome, std::string("#/experiences/0/when/") + pointer, words), condition << "\n"
                                                                                                    << lines(outcome));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
