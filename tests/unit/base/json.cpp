// JSON text, byte for byte.
#include "base/json.hpp"

#include <boost/test/unit_test.hpp>

using namespace assent::base;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(commas_stand_between_members_and_nowhere_else) {
  Text out;
  JsonWriter json(out);
  json.object().text("a", "x").number("b", 1.5).boolean("c", true).array("d").number(1).number(2).end_array();
  json.array("e").end_array().key("f").object().end_object().key("g").array().object().end_object().object();
  json.boolean("h", false).end_object().end_array().end_object();
  BOOST_TEST(out.view() == R"({"a":"x","b":1.5,"c":true,"d":[1,2],"e":[],"f":{},"g":[{},{"h":false}]})");
}

BOOST_AUTO_TEST_CASE(only_what_must_be_escaped_is_escaped) {
  Text out;
  JsonWriter json(out);
  json.text("\"\\/\b\t\n\x1f\0\x7f é🏔"sv);
  BOOST_TEST(out.view() == "\"\\\"\\\\/\\u0008\\u0009\\u000a\\u001f\\u0000\x7f é🏔\"");
}

BOOST_AUTO_TEST_CASE(names_are_escaped_like_texts) {
  Text out;
  JsonWriter json(out);
  json.object().key("a\"b", 3).boolean(true).end_object();
  BOOST_TEST(out.view() == R"({"a\"b":true})");
}

BOOST_AUTO_TEST_CASE(json_text_goes_in_as_it_is) {
  Text inner;
  JsonWriter(inner).array().number(1).end_array();
  Text out;
  JsonWriter json(out);
  json.object().raw("a", inner).text("b", "c").end_object();
  BOOST_TEST(out.view() == R"({"a":[1],"b":"c"})");
}

BOOST_AUTO_TEST_CASE(text_that_is_absent_is_null) {
  struct Name {
    const char* c_str() const { return "x"; }
    std::size_t size() const { return 1; }
  };
  const Name name;
  Text out;
  JsonWriter json(out);
  json.array().text(static_cast<const Name*>(nullptr)).text(&name).end_array();
  BOOST_TEST(out.view() == R"([null,"x"])");
}

BOOST_AUTO_TEST_SUITE_END()
