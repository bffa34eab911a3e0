// Remarks in policy files: every object may have one, and nothing of it gets any further.
#include "authoring/element.hpp"

#include <boost/test/unit_test.hpp>

#include "policy/pack.hpp"
#include "policy_folder.hpp"

namespace assent::authoring {

namespace {

using testing::has_error;
using testing::lines;
using testing::PolicyFolder;

constexpr const char* files[] = {"regimes/eu.json",      "regimes/us.json",       "shop/site.json",
                                 "shop/purposes.json",   "shop/attributes.json",  "shop/services.json",
                                 "shop/notice.json",     "shop/maps/region.json", "shop/slots/hero.json",
                                 "shop/slots/care.json", "shop/texts/en.json",    "shop/texts/de.json"};

// Gives every object of `json` a remark, and says how many there are.
std::size_t comment_on_all(Json& json) {
  std::size_t count = 0;
  if (json.is_structured())
    for (Json& each : json) count += comment_on_all(each);
  if (!json.is_object()) return count;
  json["$comment"] = "For those who read this file.";
  return count + 1;
}

bool compiles_with_comment(const Json& comment) {
  PolicyFolder folder;
  folder["shop/attributes.json"]["age"]["$comment"] = comment;
  return folder.compile().compiled.has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(element)

BOOST_AUTO_TEST_CASE(every_object_may_have_a_comment_and_the_packs_stay_the_same) {
  PolicyFolder plain, commented;
  std::size_t comments = 0;
  for (const char* file : files) comments += comment_on_all(commented[file]);
  BOOST_TEST(comments > 60u);
  const Outcome outcome = commented.compile();
  BOOST_TEST(lines(outcome) == "");
  BOOST_REQUIRE(outcome.compiled);
  BOOST_TEST((outcome.compiled->packs == plain.compile().compiled->packs));
}

BOOST_AUTO_TEST_CASE(a_comment_is_taken_at_its_limit_and_refused_one_past) {
  BOOST_TEST(compiles_with_comment(std::string(max_comment_bytes, 'x')));
  BOOST_TEST(!compiles_with_comment(std::string(max_comment_bytes + 1, 'x')));
}

BOOST_AUTO_TEST_CASE(a_comment_is_a_text) {
  for (const Json& comment : {Json(1), Json(true), Json::array({"a"}), Json::object(), Json(""), Json("a\u0007")})
    BOOST_TEST(!compiles_with_comment(comment), comment);
  PolicyFolder folder;
  folder["shop/slots/hero.json"]["experiences"][0]["when"]["$comment"] = 1;
  BOOST_TEST(has_error(folder.compile(), "#/experiences/0/when/$comment", "has to be a text"));
}

BOOST_AUTO_TEST_CASE(a_comment_is_not_counted) {
  PolicyFolder folder;
  Json& services = folder["shop/services.json"];
  services["$comment"] = "as many as there may be";
  for (std::size_t at = 1; at < policy::max_services; ++at)
    services["s" + std::to_string(at)] = Json::parse(R"({"title": "S", "purposes": ["personal"]})");
  BOOST_TEST(folder.compile().compiled.has_value());
  services["one-more"] = services["video"];
  BOOST_TEST(has_error(folder.compile(), "services.json#", "holds more than"));
}

BOOST_AUTO_TEST_CASE(a_comment_alone_is_no_condition) {
  PolicyFolder folder;
  folder["shop/slots/hero.json"]["experiences"][0]["when"] = {{"$comment", "to be written"}};
  BOOST_TEST(has_error(folder.compile(), "#/experiences/0/when", "names one thing"));
  folder["shop/slots/hero.json"]["experiences"][0]["when"] = {{"age", {{"$comment", "to be written"}}}};
  BOOST_TEST(has_error(folder.compile(), "#/experiences/0/when/age", "nothing is compared"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
