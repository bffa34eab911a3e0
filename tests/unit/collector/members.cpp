// Cases of reading exactly the members of an object.
#include "collector/members.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::collector;
using assent::authoring::Json;

BOOST_AUTO_TEST_SUITE(members)

BOOST_AUTO_TEST_CASE(exactly_the_members_that_are_asked_for_may_be_there) {
  const Json body{{"a", "text"}, {"b", true}, {"c", 1.5}, {"d", {1, 2}}};
  Members members(body);
  BOOST_TEST(members.text("a", 4) == "text");
  BOOST_TEST(members.boolean("b"));
  BOOST_TEST(members.number("c") == 1.5);
  BOOST_TEST(!members.complete());
  BOOST_TEST(members.array("d", 2).size() == 2u);
  BOOST_TEST(members.complete());
}

BOOST_AUTO_TEST_CASE(wrong_member_makes_the_object_wrong) {
  const Json body{{"a", "text"}, {"d", {1, 2}}};
  const auto is_wrong = [&](auto read) {
    Members members(body);
    read(members);
    members.any("a");
    members.any("d");
    return !members.complete();
  };
  const Json empty = Json::object();
  Members missing(empty);
  BOOST_TEST(missing.text("a", 4).empty());
  BOOST_TEST(!missing.complete());
  BOOST_TEST(is_wrong([](Members& members) { members.text("a", 3); }));
  BOOST_TEST(is_wrong([](Members& members) { members.array("d", 1); }));
  BOOST_TEST(is_wrong([](Members& members) { members.number("a"); }));
  BOOST_TEST(is_wrong([](Members& members) { members.refuse(); }));
}

BOOST_AUTO_TEST_CASE(what_is_no_object_has_no_members) {
  for (const char* text : {"null", "[]", "1", "\"a\""}) {
    const Json body = Json::parse(text);
    Members members(body);
    BOOST_TEST(members.any("a").is_null());
    BOOST_TEST(!members.complete(), text);
  }
  const Json empty = Json::object();
  BOOST_TEST(Members(empty).complete());
}

BOOST_AUTO_TEST_SUITE_END()
