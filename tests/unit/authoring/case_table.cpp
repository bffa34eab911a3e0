// Letters as JavaScript has them; the rules that are none of the tables are tested one by one.
#include "authoring/case_table.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace assent::authoring;

namespace {

char16_t canonical(char16_t unit) {
  for (const CasePair& pair : case_pairs())
    if (pair.unit == unit) return pair.canonical;
  return unit;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(case_table)

BOOST_AUTO_TEST_CASE(pairs_have_the_capital_for_each_small_letter) {
  BOOST_TEST((canonical(u'a') == u'A'));
  BOOST_TEST((canonical(u'A') == u'A'));
  BOOST_TEST((canonical(u'\u00e9') == u'\u00c9'));
  BOOST_TEST((canonical(u'\u00ff') == u'\u0178'));
  BOOST_TEST((canonical(u'\u03c2') == u'\u03a3'));
  BOOST_TEST((canonical(u'\u01c5') == u'\u01c4'));
  BOOST_TEST((canonical(u'\u0133') == u'\u0132'));
  BOOST_TEST((canonical(u'\u0134') == u'\u0134'));
}

BOOST_AUTO_TEST_CASE(letters_whose_capitals_are_two_units_have_no_pair) {
  BOOST_TEST((canonical(u'\u00df') == u'\u00df'));
  BOOST_TEST((canonical(u'\ufb00') == u'\ufb00'));
}

BOOST_AUTO_TEST_CASE(no_letter_beyond_ascii_pairs_with_one_inside) {
  BOOST_TEST((canonical(u'\u017f') == u'\u017f'));  // long s
  BOOST_TEST((canonical(u'\u0131') == u'\u0131'));  // dotless i
  for (const CasePair& pair : case_pairs()) BOOST_TEST((pair.unit < 0x80) == (pair.canonical < 0x80), int{pair.unit});
}

BOOST_AUTO_TEST_CASE(pairs_are_in_order_and_who_stands_for_others_stands_for_itself) {
  const auto by_unit = [](const CasePair& one, const CasePair& other) { return one.unit < other.unit; };
  BOOST_TEST(std::is_sorted(case_pairs().begin(), case_pairs().end(), by_unit));
  for (const CasePair& pair : case_pairs()) BOOST_TEST((canonical(pair.canonical) == pair.canonical), int{pair.unit});
}

BOOST_AUTO_TEST_CASE(letters_become_small_and_the_rest_stays) {
  BOOST_TEST(to_lower("") == "");
  BOOST_TEST(to_lower("Grand TOTAL, 12 \u20ac {x}") == "grand total, 12 \u20ac {x}");
  BOOST_TEST(to_lower("\u00c0\u00d6\u00d7\u00d8\u00de\u00df") == "\u00e0\u00f6\u00d7\u00f8\u00fe\u00df");
  BOOST_TEST(to_lower("\u0100\u0101\u0139\u013a\u0178") == "\u0101\u0101\u013a\u013a\u00ff");
  BOOST_TEST(to_lower("\u0410\u042f\u0401") == "\u0430\u044f\u0451");
}

BOOST_AUTO_TEST_CASE(small_letters_of_another_length_in_bytes_are_written_whole) {
  BOOST_TEST(to_lower("\u212a\u212b\u2126") == "k\u00e5\u03c9");
  BOOST_TEST(to_lower("\u023a\u1e9e") == "\u2c65\u00df");
  BOOST_TEST(to_lower("\u13a0") == "\uab70");
}

BOOST_AUTO_TEST_CASE(astral_letters_become_small) {
  BOOST_TEST(to_lower("\U00010400\U0001e900\U0001f600") == "\U00010428\U0001e922\U0001f600");
}

BOOST_AUTO_TEST_CASE(dotted_capital_i_becomes_two_code_points) { BOOST_TEST(to_lower("\u0130X") == "i\u0307x"); }

BOOST_AUTO_TEST_CASE(sigma_is_final_at_the_end_of_a_word_only) {
  BOOST_TEST(to_lower("\u039f\u03a3") == "\u03bf\u03c2");
  BOOST_TEST(to_lower("\u039f\u03a3 \u039f") == "\u03bf\u03c2 \u03bf");
  BOOST_TEST(to_lower("\u039f\u03a3\u039f") == "\u03bf\u03c3\u03bf");
  BOOST_TEST(to_lower("\u03a3") == "\u03c3");
  BOOST_TEST(to_lower("1\u03a3") == "1\u03c3");
  BOOST_TEST(to_lower("A\u03a3\u03a3") == "a\u03c3\u03c2");
}

BOOST_AUTO_TEST_CASE(sigma_sees_through_points_apostrophes_and_accents) {
  BOOST_TEST(to_lower("A.\u03a3") == "a.\u03c2");
  BOOST_TEST(to_lower("A\u03a3.") == "a\u03c2.");
  BOOST_TEST(to_lower("A\u03a3'\u0301b") == "a\u03c3'\u0301b");
  BOOST_TEST(to_lower("A\u03a3\U0001d400") == "a\u03c3\U0001d400");
  // A raised h has a case, and is passed over none the less.
  BOOST_TEST(to_lower("\u02b0\u03a3") == "\u02b0\u03c3");
  BOOST_TEST(to_lower("A\u03a3\u02b0") == "a\u03c2\u02b0");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_stay) {
  for (const char* bytes : {"\xff", "\xc3", "\x80\x80", "\xed\xa0\x80", "\xf0\x90\x90", "\xc1\x81"})
    BOOST_TEST(to_lower(bytes) == bytes);
  BOOST_TEST(to_lower("A\xff"
                      "B") ==
             "a\xff"
             "b");
}

BOOST_AUTO_TEST_SUITE_END()
