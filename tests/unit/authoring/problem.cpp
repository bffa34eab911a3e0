// Problems: their places, their lines, and that there is an end to them.
#include "authoring/problem.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

BOOST_AUTO_TEST_SUITE(problems)

BOOST_AUTO_TEST_CASE(a_place_is_a_json_pointer) {
  BOOST_TEST((Place{"a.json", ""}.at("b/c").at(2).at("~").pointer == "/b~1c/2/~0"));
}

BOOST_AUTO_TEST_CASE(a_line_says_file_pointer_severity_what_and_remedy) {
  BOOST_TEST(to_line({Problem::Severity::error, "a.json", "/b", "it is wrong", "mend it"}) ==
             "a.json#/b: error: it is wrong — mend it");
  BOOST_TEST(to_line({Problem::Severity::warning, "a.json", "", "x", "y"}) == "a.json#: warning: x — y");
}

BOOST_AUTO_TEST_CASE(a_line_carries_no_control_characters) {
  const std::string line = to_line({Problem::Severity::error, "a\n.json", "/\x1b[31m", "x", "y"});
  BOOST_TEST(line.find('\x1b') == std::string::npos);
  BOOST_TEST(line.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(problems_are_taken_up_to_their_limit) {
  Problems problems;
  for (std::size_t at = 0; at + 1 < max_problems; ++at) problems.warning({"a", ""}, "x", "y");
  BOOST_TEST(!problems.full());
  BOOST_TEST(problems.errors() == 0);
  problems.error({"a", ""}, "x", "y");
  BOOST_TEST(problems.full());
  problems.error({"a", ""}, "x", "y");
  BOOST_TEST(problems.all().size() == max_problems + 1);
  BOOST_TEST(problems.all().back().what == "there are more problems than are listed");
  BOOST_TEST(problems.errors() == 2);
}

BOOST_AUTO_TEST_CASE(long_and_broken_texts_are_quoted_short) {
  BOOST_TEST(in_quotes("abc") == "\"abc\"");
  BOOST_TEST(in_quotes(std::string(1000, 'a')).size() < 80);
  BOOST_TEST(in_quotes("\xff") == "\"?\"");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
