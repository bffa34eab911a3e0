// Patterns as JavaScript reads them. Every expectation here is what V8 gives.
#include "authoring/pattern.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <string>

#include "personalization/pattern.hpp"

using namespace assent::authoring;
using namespace assent::personalization;

namespace {

using Texts = std::initializer_list<std::string>;

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  while (count-- > 0) all += text;
  return all;
}

PatternOutcome outcome(std::string_view source) { return compile_pattern(source, false).outcome; }

bool is_invalid(std::string_view source) { return outcome(source) == PatternOutcome::invalid; }

bool finds(std::string_view source, std::string_view text, bool ignore_case = false) {
  const CompiledPattern pattern = compile_pattern(source, ignore_case);
  BOOST_TEST_REQUIRE((pattern.outcome == PatternOutcome::compiled), source);
  BOOST_TEST_REQUIRE(is_program(pattern.program), source);
  return matches(pattern.program, text);
}

void check(const std::string& source, Texts found, Texts missed, bool ignore_case = false) {
  for (const std::string& text : found) BOOST_TEST(finds(source, text, ignore_case), source << " in " << text);
  for (const std::string& text : missed) BOOST_TEST(!finds(source, text, ignore_case), source << " not in " << text);
}

void check_whole(const std::string& source, Texts found, Texts missed, bool ignore_case = false) {
  check("^(?:" + source + ")$", found, missed, ignore_case);
}

std::string unsupported(std::string_view source) {
  const CompiledPattern pattern = compile_pattern(source, false);
  BOOST_TEST((pattern.outcome == PatternOutcome::unsupported), source);
  BOOST_TEST(pattern.program.empty());
  return pattern.construct;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pattern)

BOOST_AUTO_TEST_CASE(empty_pattern_matches_everything) {
  check("", {"", "a"}, {});
  check("(?:)", {"", "a"}, {});
  check("a|", {"", "b"}, {});
  check("()*", {"", "b"}, {});
}

BOOST_AUTO_TEST_CASE(text_is_found_anywhere_unless_anchored) {
  check("shoe", {"shoe", "red shoes"}, {"", "sho", "Shoe"});
  check("^/shop/", {"/shop/a"}, {"/de/shop/a", "\n/shop/"});
  check("/$", {"/shop/"}, {"/shop", "/\n"});
}

BOOST_AUTO_TEST_CASE(quantifiers_repeat_as_often_as_they_say) {
  check_whole("ab*c", {"ac", "abc", "abbbc"}, {"a", "adc"});
  check_whole("ab+c", {"abc", "abbc"}, {"ac"});
  check_whole("ab?c", {"ac", "abc"}, {"abbc"});
  check_whole("a{2}", {"aa"}, {"a", "aaa"});
  check_whole("a{2,}", {"aa", "aaaaa"}, {"a"});
  check_whole("a{1,3}", {"a", "aa", "aaa"}, {"", "aaaa"});
  check_whole("a{0}b{0,0}", {""}, {"a", "b"});
  check_whole("(?:ab|c){2,3}", {"abc", "cc", "ababab"}, {"ab", "cccc"});
}

BOOST_AUTO_TEST_CASE(lazy_quantifiers_find_what_greedy_ones_find) {
  for (const char* quantifier : {"*?", "+?", "{1,}?", "{1,3}?"})
    check_whole("a" + std::string(quantifier) + "b", {"ab", "aaab"}, {"aba"});
  check_whole("a??b", {"b", "ab"}, {"aab"});
  BOOST_TEST(is_invalid("a???"));
}

BOOST_AUTO_TEST_CASE(choices_are_each_tried) {
  check_whole("one|two|", {"one", "two", ""}, {"onetwo", "thr"});
  check_whole("a(b|c(d|e))f", {"abf", "acdf", "acef"}, {"acf", "abcdf"});
}

BOOST_AUTO_TEST_CASE(groups_of_every_kind_group) {
  check_whole("(ab)+(?:cd)+(?<year>e)+", {"abcde", "ababcdcdee"}, {"abe"});
  check_whole("(?<$>a)(?<_9>b)(?<\\u0061>c)(?<\\u{62}>d)", {"abcd"}, {});
}

BOOST_AUTO_TEST_CASE(classes_take_units_ranges_and_sets) {
  check_whole("[a-cx]", {"a", "b", "c", "x"}, {"d", "-", ""});
  check_whole("[^a-c]", {"d", "\n", "\u00e9"}, {"a", ""});
  check_whole("[\\d_]", {"0", "9", "_"}, {"a"});
  check_whole("[^\\W]", {"a", "Z", "_", "5"}, {"-", "\u00e9"});
  check_whole("[]", {}, {"", "a"});
  check_whole("[^]", {"a", "\n"}, {""});
  check_whole("[-a]|[b-]|[^-]", {"-", "a", "b", "z"}, {});
  check_whole("[a^[]", {"a", "^", "["}, {"]"});
}

BOOST_AUTO_TEST_CASE(set_at_the_end_of_a_range_makes_its_dash_text) {
  check_whole("[\\d-z]", {"5", "-", "z"}, {"a", ":"});
  check_whole("[a-\\d]", {"a", "-", "5"}, {"b"});
  check_whole("[\\d-a-z]", {"5", "-", "a", "z"}, {"b"});
}

BOOST_AUTO_TEST_CASE(sets_are_those_of_ecmascript) {
  check_whole("\\d", {"0", "9"}, {"a", "\u0660"});
  check_whole("\\w", {"a", "Z", "0", "_"}, {"-", "\u00e9"});
  check_whole("\\s", {" ", "\t", "\v", "\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\ufeff"},
              {"\u200b", "\u180e", "a"});
  check_whole("\\D\\W\\S", {"a-a"}, {"1-a", "aaa", "a- "});
  check_whole(".", {"a", "\u0085"}, {"\n", "\r", "\u2028", "\u2029"});
}

BOOST_AUTO_TEST_CASE(boundaries_are_those_of_ascii_words) {
  check("\\bcat\\b", {"cat", "a cat.", "\u00e9cat\u00e9"}, {"cats", "_cat", "concat"});
  check("\\Bcat", {"concat"}, {"cat", "a cat"});
}

BOOST_AUTO_TEST_CASE(escapes_stand_for_their_units) {
  check_whole("\\t\\n\\v\\f\\r\\0", {std::string("\t\n\v\f\r\0", 6)}, {});
  check_whole("\\x41\\u00e9\\cA\\cz", {"A\u00e9\x01\x1a"}, {});
  check_whole("\\.\\*\\/\\-\\q\\\\", {".*/-q\\"}, {});
  check_whole("[\\b]", {"\b"}, {"b"});
}

BOOST_AUTO_TEST_CASE(escapes_that_are_cut_off_are_text) {
  check_whole("\\x4", {"x4"}, {});
  check_whole("\\xg1", {"xg1"}, {});
  check_whole("\\u004", {"u004"}, {});
  check_whole("\\u{3}", {"uuu"}, {"\x03"});
  check_whole("\\p{2}", {"pp"}, {});
  check_whole("\\c", {"\\c"}, {});
  check_whole("\\c1", {"\\c1"}, {});
  check_whole("[\\c]", {"\\", "c"}, {});
  check_whole("[\\c1\\c_]", {"\x11", "\x1f"}, {"\\", "c", "1"});
}

BOOST_AUTO_TEST_CASE(numbers_without_a_group_are_octal_or_text) {
  check_whole("\\1", {"\x01"}, {"1"});
  check_whole("\\101\\08",
              {std::string("A\0"
                           "8",
                           3)},
              {});
  check_whole("\\377\\400",
              {"\u00ff\x20"
               "0"},
              {});
  check_whole("\\8\\9", {"89"}, {});
  check_whole("(a)\\12", {"a\n"}, {});
  check_whole("[\\1\\8]", {"\x01", "8"}, {"1"});
  check_whole("(a)[\\1]", {"a\x01"}, {});
}

BOOST_AUTO_TEST_CASE(brackets_and_braces_that_are_no_quantifiers_are_text) {
  check_whole("a]b}", {"a]b}"}, {});
  check_whole("{", {"{"}, {});
  check_whole("a{,2}", {"a{,2}"}, {"aa"});
  check_whole("a{1", {"a{1"}, {});
  check_whole("a{1, 2}", {"a{1, 2}"}, {});
  check_whole("{{2}", {"{{"}, {});
}

BOOST_AUTO_TEST_CASE(astral_characters_are_two_units) {
  check_whole("..", {"\U0001f600"}, {});
  check_whole("\\ud83d\\ude00", {"\U0001f600"}, {"\U0001f601"});
  check_whole("\U0001f600{2}", {}, {"\U0001f600\U0001f600"});  // repeats the second half
  check_whole("(?:\U0001f600){2}", {"\U0001f600\U0001f600"}, {});
  check("[\U0001f600]", {"\U0001f600", "\U0001f601"}, {"a"});  // shares its first half
}

BOOST_AUTO_TEST_CASE(ignored_case_is_ignored_in_literals_and_classes) {
  check_whole("shoe", {"shoe", "SHOE", "sHoE"}, {"sho\u00e9"}, true);
  check_whole("\u00e9\u0416", {"\u00c9\u0436"}, {"e\u0416"}, true);
  check_whole("[a-c]", {"B", "b"}, {"D"}, true);
  check_whole("[^b]", {"a"}, {"b", "B"}, true);
  check_whole("[Z-a]", {"z", "A", "_"}, {"b"}, true);
  check_whole("\u03c3", {"\u03c2", "\u03a3", "\u03c3"}, {}, true);
  check_whole("\u01c5", {"\u01c4", "\u01c6"}, {}, true);
  check_whole("\\x41\\u0062", {"aB"}, {}, true);
}

BOOST_AUTO_TEST_CASE(ignored_case_does_not_cross_into_ascii_or_to_two_letters) {
  check_whole("k", {"K"}, {"\u212a"}, true);
  check_whole("s", {"S"}, {"\u017f"}, true);
  check_whole("i", {"I"}, {"\u0130", "\u0131"}, true);
  check_whole("\u00df", {"\u00df"}, {"SS", "ss", "\u1e9e"}, true);
  check_whole("\\w", {"k"}, {"\u212a", "\u017f"}, true);
  check_whole("\\W", {"\u212a", "\u017f"}, {"k", "S"}, true);
  check("\\bk", {"\u017fk"}, {"sk"}, true);
}

BOOST_AUTO_TEST_CASE(what_javascript_refuses_is_invalid) {
  for (const char* source : {"*",
                             "+a",
                             "?",
                             "a**",
                             "a{2}{3}",
                             "{1}",
                             "{1,}a",
                             "^*",
                             "$+",
                             "\\b?",
                             "a|*",
                             "(*)",
                             "(",
                             "a)",
                             "(?:",
                             "(?",
                             "(?a)",
                             "[",
                             "[a",
                             "[b-a]",
                             "[\\]",
                             "\\",
                             "a{2,1}",
                             "(?<a",
                             "(?<>a)",
                             "(?<1>a)",
                             "(?<a-b>c)",
                             "(?<a",
                             "(?i:a)",
                             "(?-i:a)",
                             "(?<=a)*",
                             "(?<!a)?",
                             "(?<a>b)\\k",
                             "(?=a",
                             "(?<\\x>a)",
                             "(?<\\u{}>a)",
                             "(?<\\u6>a)",
                             "(?<\\u{110000}>a)",
                             "(?<a>.)(?<a>.)",
                             "(?<a>.)|(?<\\u0061>.)",
                             "(?<a>b)\\k<b>",
                             "(?<a>b)\\k<a",
                             "(?<a>b)[\\k]"})
    BOOST_TEST(is_invalid(source), source);
  BOOST_TEST(is_invalid("a\xff"));
}

BOOST_AUTO_TEST_CASE(k_is_text_where_no_group_has_a_name) {
  check_whole("\\k<n>[\\k]", {"k<n>k"}, {});
  check_whole("(a)\\k", {"ak"}, {});
}

BOOST_AUTO_TEST_CASE(what_has_no_linear_program_is_named) {
  BOOST_TEST(unsupported("(?=a)b") == "a lookahead, (?=\u2026) or (?!\u2026)");
  BOOST_TEST(unsupported("(?!a)*") == "a lookahead, (?=\u2026) or (?!\u2026)");
  BOOST_TEST(unsupported("(?<=a)b") == "a lookbehind, (?<=\u2026) or (?<!\u2026)");
  BOOST_TEST(unsupported("(?<!a)b") == "a lookbehind, (?<=\u2026) or (?<!\u2026)");
  BOOST_TEST(unsupported("(a)\\1") == "a back reference (\\1)");
  BOOST_TEST(unsupported("\\2(a)(b)") == "a back reference (\\2)");
  BOOST_TEST(unsupported("\\k<a>(?<a>b)") == "a back reference (\\k<\u2026>)");
  BOOST_TEST(unsupported("(?<\u00e9>b)") == "a name of a group with letters beyond ASCII");
  BOOST_TEST(unsupported("(?<\\u{1d49c}>b)") == "a name of a group with letters beyond ASCII");
}

BOOST_AUTO_TEST_CASE(first_that_is_unsupported_is_named_and_what_is_invalid_too_is_invalid) {
  BOOST_TEST(unsupported("(a)(?=b)\\1") == "a lookahead, (?=\u2026) or (?!\u2026)");
  BOOST_TEST(is_invalid("(?=a)["));
  BOOST_TEST(is_invalid("(a)\\1*+"));
}

// Each of these keeps a backtracking matcher busy for years.
BOOST_AUTO_TEST_CASE(explosive_patterns_end_at_once) {
  const std::string many(10'000, 'a');
  for (const char* source : {"(a+)+$", "(a|aa)+$", "(a|a?)+$", "([a-z]*)*$", "(.*a){20}$", "(a*)*(a*)*(a*)*$"})
    check("^" + std::string(source), {many}, {many + "!"});
  check("^(a?){50}a{50}$", {std::string(50, 'a'), std::string(100, 'a')},
        {std::string(49, 'a'), std::string(101, 'a')});
}

BOOST_AUTO_TEST_CASE(loops_around_what_can_be_empty_end) {
  for (const char* source : {"(a*)*", "(a*)+", "(a?|b*)*", "(|a)*", "(a{0,2})*", "(^|a)*", "(\\b|a)+"})
    check("^" + std::string(source) + "c$", {"c", "aac"}, {"d", "aad"}, true);
}

BOOST_AUTO_TEST_CASE(groups_nest_to_the_limit_and_no_deeper) {
  const auto nested = [](std::size_t depth) { return times(depth, "(") + "a" + times(depth, ")"); };
  const auto looped = [](std::size_t depth) { return times(depth, "(?:") + "a" + times(depth, "*)"); };
  check_whole(nested(max_pattern_depth - 1), {"a"}, {"b"});
  check(looped(max_pattern_depth), {"a", ""}, {});
  BOOST_TEST((outcome(nested(max_pattern_depth)) == PatternOutcome::compiled));
  BOOST_TEST((outcome(nested(max_pattern_depth + 1)) == PatternOutcome::too_big));
  check(times(max_pattern_depth + 1, "(a)"), {std::string(max_pattern_depth + 1, 'a')}, {"a"});
}

BOOST_AUTO_TEST_CASE(program_grows_to_the_limit_and_no_further) {
  // A literal takes three bytes, a dot one, the match at the end one.
  static_assert((max_pattern_bytes - 1) % 3 == 0);
  const std::size_t most = (max_pattern_bytes - 1) / 3;
  const CompiledPattern largest = compile_pattern("a{" + std::to_string(most) + "}", false);
  BOOST_TEST(largest.program.size() == max_pattern_bytes);
  BOOST_TEST(is_program(largest.program));
  BOOST_TEST(matches(largest.program, std::string(most, 'a')));
  BOOST_TEST(!matches(largest.program, std::string(most - 1, 'a')));
  BOOST_TEST((outcome("a{" + std::to_string(most) + "}.") == PatternOutcome::too_big));
  BOOST_TEST((outcome("a{" + std::to_string(most + 1) + "}") == PatternOutcome::too_big));
}

BOOST_AUTO_TEST_CASE(huge_counts_are_refused_at_once_and_those_of_nothing_are_nothing) {
  for (const char* source :
       {"a{99999999999999999999}", "((a{9999}){9999}){9999}", "a{0,2147483646}", "(a{2000000000}){3}"})
    BOOST_TEST((outcome(source) == PatternOutcome::too_big), source);
  check_whole("a{0,99999999999999999999}", {"", "aaa"}, {"b"});
  check_whole("((){99999}){99999}b", {"b"}, {""});
  check_whole("(a{99999}){0}b", {"b"}, {"ab"});
}

BOOST_AUTO_TEST_CASE(source_is_as_long_as_its_limit_and_no_longer) {
  const std::string source = "[" + std::string(max_pattern_source_bytes - 2, 'a') + "]";
  BOOST_TEST((outcome(source) == PatternOutcome::compiled));
  BOOST_TEST((outcome(source + "a") == PatternOutcome::too_big));
}

BOOST_AUTO_TEST_SUITE_END()
