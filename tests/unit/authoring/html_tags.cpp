// The tokenizer: names in small letters, values as they stand, and offsets.
#include "authoring/html_tags.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

BOOST_AUTO_TEST_SUITE(html_tags)

BOOST_AUTO_TEST_CASE(tags_texts_and_comments_come_in_order) {
  HtmlTokens tokens("a<B c=1 D='2' e=\"3\" f>x</b ><!-- y -->");
  BOOST_TEST(tokens.next().text == "a");
  const HtmlToken open = tokens.next();
  BOOST_TEST((open.kind == HtmlToken::Kind::start_tag));
  BOOST_TEST(open.name == "b");
  BOOST_TEST(open.offset == 1);
  BOOST_REQUIRE(open.attributes.size() == 4);
  BOOST_TEST(open.attributes[0].value == "1");
  BOOST_TEST(open.attributes[1].name == "d");
  BOOST_TEST(open.attributes[1].value == "2");
  BOOST_TEST(open.attributes[2].value == "3");
  BOOST_TEST(open.attributes[3].value == "");
  BOOST_TEST(tokens.next().text == "x");
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::end_tag));
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::comment));
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::end));
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::end));
}

BOOST_AUTO_TEST_CASE(a_slash_before_an_attribute_does_not_hide_it) {
  HtmlTokens tokens("<p/onclick=x/>");
  const HtmlToken token = tokens.next();
  BOOST_REQUIRE(token.attributes.size() == 1);
  BOOST_TEST(token.attributes[0].name == "onclick");
  BOOST_TEST(token.attributes[0].value == "x/");
}

BOOST_AUTO_TEST_CASE(a_lone_bracket_is_text) {
  HtmlTokens tokens("1 < 2 <3");
  BOOST_TEST(tokens.next().text == "1 ");
  BOOST_TEST(tokens.next().text == "< 2 ");
  BOOST_TEST(tokens.next().text == "<3");
}

BOOST_AUTO_TEST_CASE(what_is_broken_ends_the_file) {
  HtmlTokens tokens("<p class=\"x><p>");
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::broken));
  BOOST_TEST((tokens.next().kind == HtmlToken::Kind::end));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
