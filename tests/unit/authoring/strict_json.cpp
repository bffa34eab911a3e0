// The strict reader: hostile texts get a sentence and a pointer, never a crash.
#include "authoring/strict_json.hpp"

#include <boost/test/unit_test.hpp>

namespace assent::authoring {

namespace {

std::vector<JsonFault> faults_of(std::string_view text, const JsonRules& rules = {}) {
  std::vector<JsonFault> faults;
  const auto value = read_json(text, rules, faults);
  BOOST_TEST(value.has_value() == faults.empty());
  return faults;
}

bool mentions(const std::vector<JsonFault>& faults, std::string_view words) {
  return !faults.empty() && faults.front().what.find(words) != std::string::npos;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

BOOST_AUTO_TEST_SUITE(strict_json)

BOOST_AUTO_TEST_CASE(members_keep_their_order) {
  std::vector<JsonFault> faults;
  const auto value = read_json(R"({"b": 1, "a": [true, null, -2.5, "x"]})", {}, faults);
  BOOST_REQUIRE(value);
  BOOST_TEST(value->dump() == R"({"b":1,"a":[true,null,-2.5,"x"]})");
}

BOOST_AUTO_TEST_CASE(a_name_twice_is_refused_with_its_pointer) {
  const auto faults = faults_of(R"({"a": [{"b/c": 1, "b/c": 1}]})");
  BOOST_REQUIRE(faults.size() == 1);
  BOOST_TEST(faults.front().pointer == "/a/0/b~1c");
  BOOST_TEST(mentions(faults, "twice"));
}

BOOST_AUTO_TEST_CASE(a_name_twice_is_taken_where_the_rules_allow_it) {
  JsonRules rules;
  rules.unique_names = false;
  BOOST_TEST(faults_of(R"({"a": 1, "a": 2})", rules).empty());
}

BOOST_AUTO_TEST_CASE(the_same_name_in_two_objects_is_no_repetition) {
  BOOST_TEST(faults_of(R"([{"a": 1}, {"a": {"a": 2}}])").empty());
}

BOOST_AUTO_TEST_CASE(nesting_is_taken_at_the_limit_and_refused_one_past) {
  BOOST_TEST(faults_of(nested(max_json_depth)).empty());
  BOOST_TEST(mentions(faults_of(nested(max_json_depth + 1)), "nested deeper than 160"));
}

BOOST_AUTO_TEST_CASE(a_million_brackets_are_refused) {
  BOOST_TEST(mentions(faults_of(std::string(1'000'000, '[')), "nested deeper"));
}

BOOST_AUTO_TEST_CASE(bytes_are_taken_at_the_limit_and_refused_one_past) {
  JsonRules rules;
  rules.max_bytes = 4;
  BOOST_TEST(faults_of("[12]", rules).empty());
  BOOST_TEST(mentions(faults_of("[123]", rules), "larger than 4 bytes"));
}

BOOST_AUTO_TEST_CASE(values_are_taken_at_the_limit_and_refused_one_past) {
  JsonRules rules;
  rules.max_values = 4;
  BOOST_TEST(faults_of(R"([1, {"a": 2}])", {}).empty());
  BOOST_TEST(faults_of("[1, 2, 3]", rules).empty());
  BOOST_TEST(mentions(faults_of("[1, 2, 3, 4]", rules), "more than 4 values"));
  BOOST_TEST(mentions(faults_of(R"([1, {"a": 2}])", rules), "more than 4 values"));
}

BOOST_AUTO_TEST_CASE(names_are_taken_at_the_limit_and_refused_one_past) {
  BOOST_TEST(faults_of("{\"" + std::string(max_json_name_bytes, 'n') + "\": 1}").empty());
  BOOST_TEST(mentions(faults_of("{\"" + std::string(max_json_name_bytes + 1, 'n') + "\": 1}"), "longer than"));
}

BOOST_AUTO_TEST_CASE(huge_numbers_are_refused) {
  BOOST_TEST(mentions(faults_of("[1, 1e999]"), "line 1, column"));
  BOOST_TEST(mentions(faults_of("[-1e999]"), "beyond what a number can hold"));
  BOOST_TEST(mentions(faults_of("[" + std::string(10'000, '9') + "]"), "beyond"));
  BOOST_TEST(faults_of("[1e308, -1e308, 5e-324]").empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_refused) {
  for (const char* text : {"NaN", "Infinity", "+1", "01", ".5", "1.", "0x10", "1e", "--1"})
    BOOST_TEST(!faults_of(text).empty(), text);
}

BOOST_AUTO_TEST_CASE(broken_utf8_is_refused) {
  for (const char* text :
       {"\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf5\x80\x80\x80\"", "\"\xe2\x82\"", "\\ud800"})
    BOOST_TEST(!faults_of(text).empty());
  BOOST_TEST(!faults_of(R"("\ud800")").empty());
  BOOST_TEST(faults_of(R"("\ud83d\ude00")").empty());
}

BOOST_AUTO_TEST_CASE(zero_bytes_do_not_end_a_text_early) {
  BOOST_TEST(mentions(faults_of(std::string_view("[]\0{", 4)), "zero byte at line 1, column 3"));
  BOOST_TEST(mentions(faults_of(std::string_view("[]\0", 3)), "zero byte"));
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_refused) {
  BOOST_TEST(mentions(faults_of("\xEF\xBB\xBF[]"), "byte order mark"));
}

BOOST_AUTO_TEST_CASE(comments_and_trailing_commas_are_refused) {
  for (const char* text : {"[1,]", "{\"a\":1,}", "[1] // one", "/* a */ []", "[1] []", "{'a': 1}", "", "  ", "tru"})
    BOOST_TEST(!faults_of(text).empty(), text);
}

BOOST_AUTO_TEST_CASE(a_syntax_error_says_line_and_column) {
  const auto faults = faults_of("{\n  \"a\": [1,\n   2 3]\n}");
  BOOST_REQUIRE(faults.size() == 1);
  BOOST_TEST(mentions(faults, "not JSON at line 3, column 6"));
  BOOST_TEST(faults.front().pointer == "/a/2");
}

BOOST_AUTO_TEST_CASE(faults_stop_at_their_limit) {
  std::string text = "{\"a\": 0";
  for (int at = 0; at < 1000; ++at) text += ", \"a\": 0";
  BOOST_TEST(faults_of(text + "}").size() == max_json_faults);
}

BOOST_AUTO_TEST_CASE(many_members_take_no_quadratic_time) {
  std::string text = "{";
  for (int at = 0; at < 150'000; ++at) text += (at ? ",\"" : "\"") + std::to_string(at) + "\":0";
  BOOST_TEST(faults_of(text + "}").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
